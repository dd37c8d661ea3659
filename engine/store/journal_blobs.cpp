#include "engine/store/journal_blobs.hpp"

#include <SQLiteCpp/Database.h>

#include <algorithm>
#include <utility>

#include "engine/store/dossier_rows.hpp"
#include "engine/store/journal_guard.hpp"

namespace filrouge {

JournalBlobs::JournalBlobs(Base& base, const Vocabulary& vocabulary)
    : base_(base),
      codec_(vocabulary),
      builder_(vocabulary, journal_),
      insert_(base.database(),
              "INSERT OR REPLACE INTO journaux(dossier, vocabulaire, journal) VALUES(?1, ?2, ?3)"),
      forget_(base.database(), "DELETE FROM journaux WHERE dossier = ?1"),
      outdate_(base.database(), "UPDATE evalues SET perime = 1 WHERE dossier = ?1") {
  // Rows may have been touched while nothing watched over them.
  if (!journals_are_guarded(base.database()))
    base.database().exec("DELETE FROM journaux; UPDATE evalues SET perime = 1");
  suspend_journal_guard(base.database());
}

bool JournalBlobs::keep_journal() {
  if (!codec_.write(journal_, bytes_)) return false;
  insert_.reset();
  insert_.bindNoCopy(1, journal_.dossier);
  insert_.bind(2, codec_.key());
  insert_.bindNoCopy(3, bytes_.data(), static_cast<int>(bytes_.size()));
  insert_.exec();
  return true;
}

void JournalBlobs::keep(const Record& dossier) {
  visit(dossier, builder_);
  keep_journal();
}

void JournalBlobs::forget(const std::string& dossier) {
  forget_.reset();
  forget_.bindNoCopy(1, dossier);
  forgotten_ += static_cast<std::uint64_t>(forget_.exec());
  outdate_.reset();
  outdate_.bindNoCopy(1, dossier);
  outdate_.exec();
}

std::uint64_t JournalBlobs::complete() {
  auto& database = base_.database();
  const auto key = std::to_string(codec_.key());
  // Told apart by the index alone: the journals of a whole base are not read for the few that are missing.
  database.exec("DELETE FROM journaux WHERE rowid IN (SELECT rowid FROM journaux WHERE vocabulaire <> " +
                key + ")");
  std::vector<std::string> missing;
  {
    SQLite::Statement those(database,
                            "SELECT dossier FROM dossiers d WHERE NOT EXISTS (SELECT 1 FROM journaux j "
                            "WHERE j.dossier = d.dossier) ORDER BY dossier");
    while (those.executeStep()) missing.push_back(those.getColumn(0).getString());
  }
  std::uint64_t typed = 0;
  if (!missing.empty()) {
    DossierLookup lookup(base_);
    for (const auto& dossier : missing) {
      try {
        typed += lookup.find(dossier, builder_) && keep_journal();
      } catch (const StoreError&) {
        // A row of it cannot be read: whoever asks for that dossier is told so.
      }
    }
  }
  restore_journal_guard(database);
  return typed - std::min(typed, std::exchange(forgotten_, 0));
}

}  // namespace filrouge
