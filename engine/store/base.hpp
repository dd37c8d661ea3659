#pragma once

#include <SQLiteCpp/Database.h>

#include <stdexcept>
#include <string>

#include "engine/files/rights.hpp"
#include "engine/store/base_file.hpp"

namespace filrouge {

/// What keeps a base from being used, in French, for the person at the keyboard.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class BaseAccess {
  read,   ///< the file must exist; nothing is written in it
  write,  ///< the file is made when missing and brought to the current schema
};

/// The SQLite file that keeps a caseload (docs/base-de-donnees.md). One connection, for one thread.
/// Writers use a write-ahead log: readers see the base as it stood before or after a whole import, never
/// between. Once closed it is one file again; who may not write in it reads it and writes nothing beside it.
class Base {
 public:
  /// Throws StoreError: missing or unreadable file, a file that is no filrouge base, a base made by a newer
  /// filrouge. `rights` are those of a base that is made, and of any base when they name a group; throws
  /// FileError when this account may not give them.
  Base(const std::string& path, BaseAccess access, const Rights& rights = {});

  SQLite::Database& database() { return database_; }
  const std::string& path() const { return path_; }

  /// Brings what was imported from the write-ahead log into the file, so that a copy of it alone is whole.
  /// False when somebody reads an older state at this very moment: the last to close will do it.
  bool settle();
  /// Throws StoreError when a base read without locks was written meanwhile: what was read of it is of two
  /// states.
  void check_still() const;

  /// The version of the schema this filrouge writes; it reads the one before as well.
  static int current_version();
  /// Are dossiers kept typed in it, besides their rows?
  bool keeps_journals() const;
  /// Does it tell of which caisse a dossier is, and under which key a person?
  bool tells_identity() const;
  /// Is what was last said of each dossier kept in it?
  bool keeps_findings() const;

 private:
  int version_there(BaseAccess access);
  void begin_writing();

  std::string path_;
  BaseFile file_;
  SQLite::Database database_;
  int version_ = 0;
};

}  // namespace filrouge
