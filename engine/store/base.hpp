#pragma once

#include <SQLiteCpp/Database.h>

#include <stdexcept>
#include <string>

namespace filrouge {

/// What keeps a base from being used, in French, for the person at the keyboard.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class BaseAccess {
  read,   ///< the file must exist; nothing is written
  write,  ///< the file is made when missing and brought to the current schema
};

/// The SQLite file that keeps a caseload (docs/base-de-donnees.md). One connection, for one thread.
/// Writers use a write-ahead log: readers see the base as it stood before or after a whole import, never
/// between.
class Base {
 public:
  /// Throws StoreError: missing or unreadable file, a file that is no filrouge base, a base made by a newer
  /// filrouge.
  Base(const std::string& path, BaseAccess access);

  SQLite::Database& database() { return database_; }
  const std::string& path() const { return path_; }

  /// The version of the schema this filrouge reads and writes.
  static int current_version();

 private:
  std::string path_;
  SQLite::Database database_;
};

}  // namespace filrouge
