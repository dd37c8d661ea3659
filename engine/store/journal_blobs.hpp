#pragma once

#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <string>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/dossier/journal_bytes.hpp"
#include "engine/store/base.hpp"

namespace filrouge {

/// Keeps the dossiers of a base typed by a vocabulary (table `journaux`), within the transaction of whoever
/// calls. While it lives it answers for what is written in the base in place of the triggers that take the
/// journal of a dossier away when a row is added to it: one statement a dossier is a sixth of an import
/// cheaper than one a row. Throws SQLite::Exception.
class JournalBlobs {
 public:
  /// The vocabulary must live as long.
  JournalBlobs(Base& base, const Vocabulary& vocabulary);

  /// The whole dossier, as its rows were just written.
  void keep(const Record& dossier);
  /// Rows are about to be added to that dossier: what was said of it (stored_findings.hpp) is out of date
  /// too.
  void forget(const std::string& dossier);
  /// Types from its rows every dossier that is not kept, and gives the triggers back. Gives how many there
  /// were besides those forgotten.
  std::uint64_t complete();

 private:
  bool keep_journal();

  Base& base_;
  JournalBytes codec_;
  Journal journal_;
  JournalBuilder builder_;
  std::string bytes_;
  std::uint64_t forgotten_ = 0;
  SQLite::Statement insert_, forget_, outdate_;
};

}  // namespace filrouge
