#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

#include "engine/core/calendar/date.hpp"
#include "engine/store/base.hpp"
#include "engine/store/sqlite_reason.hpp"

namespace filrouge {

/// A prepared SELECT read row by row, straight from SQLite: SQLiteCpp's columns share a counter and cost
/// twice as much, which tells when every event of a caseload passes. Views last until the next step.
class Cursor {
 public:
  Cursor(Base& base, const std::string& sql) : base_(base), database_(base.database().getHandle()) {
    if (sqlite3_prepare_v3(database_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) !=
        SQLITE_OK)
      fail();
  }
  ~Cursor() { sqlite3_finalize(statement_); }
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  /// Goes to the next row; false at the end, and at every later call.
  bool step() {
    const int code = sqlite3_step(statement_);
    row_ = code == SQLITE_ROW;
    if (!row_ && code != SQLITE_DONE) fail();
    return row_;
  }
  bool on_row() const { return row_; }

  /// Starts again, the only parameter being this text (which must live until the next restart).
  void restart(std::string_view parameter) {
    sqlite3_reset(statement_);
    if (sqlite3_bind_text(statement_, 1, parameter.data(), static_cast<int>(parameter.size()),
                          SQLITE_STATIC) != SQLITE_OK)
      fail();
    step();
  }

  /// For a request of several parameters, each bound, then step(). A text must live until the next reset.
  void reset() {
    sqlite3_reset(statement_);
    row_ = false;
  }
  void bind(int parameter, std::string_view text) {
    if (sqlite3_bind_text(statement_, parameter, text.data(), static_cast<int>(text.size()), SQLITE_STATIC) !=
        SQLITE_OK)
      fail();
  }
  void bind(int parameter, std::int64_t number) {
    if (sqlite3_bind_int64(statement_, parameter, number) != SQLITE_OK) fail();
  }

  std::string_view text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (!bytes) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  std::string_view blob(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  int number(int column) const { return sqlite3_column_int(statement_, column); }
  std::int64_t wide(int column) const { return sqlite3_column_int64(statement_, column); }
  Date date(int column) const {
    if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return {};
    return {sqlite3_column_int(statement_, column)};
  }

 private:
  [[noreturn]] void fail() const {
    base_.check_still();
    throw StoreError("la base « " + base_.path() + " » ne peut être lue : " +
                     sqlite_reason(sqlite3_extended_errcode(database_), sqlite3_errmsg(database_)));
  }

  Base& base_;
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
  bool row_ = false;
};

}  // namespace filrouge
