#pragma once

#include <SQLiteCpp/Database.h>

/// The triggers that take away the journal kept of a dossier when one of its rows is touched. A journal is to
/// be read only where all of them stand: whoever rebuilds a table by hand loses its own. Each throws
/// SQLite::Exception.
namespace filrouge {

bool journals_are_guarded(SQLite::Database& database);
/// Lets rows be added without them, within the transaction of whoever calls and answers for it.
void suspend_journal_guard(SQLite::Database& database);
/// All of them, anew.
void restore_journal_guard(SQLite::Database& database);

}  // namespace filrouge
