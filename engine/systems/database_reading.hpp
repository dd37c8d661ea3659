#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/calendar/date.hpp"
#include "engine/systems/database_url.hpp"

namespace filrouge {

struct DatabaseOptions {
  DatabaseUrl url;
  std::string schema = "public";
  std::uint32_t seconds = 600;  ///< longest that one request may run
};

/// A column of a table of the database, and whether this account may read it.
struct DatabaseColumn {
  bool readable = false;
};
/// Of each table: its columns.
using DatabaseCatalog =
    std::map<std::string, std::map<std::string, DatabaseColumn, std::less<>>, std::less<>>;

class DatabaseRows;

/// One transaction that reads a PostgreSQL database and can write nothing in it: all that is read of it is of
/// one moment. What PostgreSQL refuses is told as a FormatError, in the words of the person at the keyboard;
/// never with what a row holds.
class DatabaseReading {
 public:
  /// Opens it. Throws FormatError.
  explicit DatabaseReading(DatabaseOptions options);
  ~DatabaseReading();
  DatabaseReading(const DatabaseReading&) = delete;
  DatabaseReading& operator=(const DatabaseReading&) = delete;

  /// What there is in the schema, whether or not this account may read it. Throws FormatError when there is
  /// no such schema, or when this account may not look into it.
  DatabaseCatalog catalog();
  /// The first column of the first row; nothing when it is NULL or there is none. `what`: the table it is of.
  std::optional<std::string> value(const std::string& sql, std::string_view what);
  /// The first column of every row.
  std::vector<std::string> texts(const std::string& sql, std::string_view what);
  /// Rows told one after the other through a cursor of the server: memory holds some of them, whatever their
  /// number.
  std::unique_ptr<DatabaseRows> rows(const std::string& sql, std::string_view what);

  const DatabaseOptions& options() const { return options_; }
  /// The name of the account, for a GRANT.
  std::string account();

 private:
  friend class DatabaseRows;
  class Connection;

  DatabaseOptions options_;
  std::unique_ptr<Connection> connection_;
};

/// The rows of one request. The reading must live as long.
class DatabaseRows {
 public:
  ~DatabaseRows();
  DatabaseRows(const DatabaseRows&) = delete;
  DatabaseRows& operator=(const DatabaseRows&) = delete;

  /// Is there a row to look at?
  bool more() const { return more_; }
  /// Goes to the next.
  void advance();

  /// A column of it, by its name; empty when it is NULL.
  std::string_view text(std::string_view column) const;
  /// The same as a day; unknown when it is NULL, or not one of 1900 to 2199.
  Date day(std::string_view column) const;

 private:
  friend class DatabaseReading;
  class Fetched;

  DatabaseRows(DatabaseReading& reading, std::string cursor, std::string what);
  void fetch();

  DatabaseReading& reading_;
  std::string cursor_, what_;
  std::unique_ptr<Fetched> fetched_;
  std::size_t rank_ = 0;
  bool more_ = false;
};

}  // namespace filrouge
