#pragma once

#include <SQLiteCpp/Database.h>

#include <string>

namespace filrouge {

enum class BaseAccess;

/// The version of the schema of a base whose tables are what that version says; 0 for an empty one that may
/// become a base. Throws StoreError for anything else: another program's file, a newer filrouge's, a version
/// written by hand.
int checked_version(SQLite::Database& database, const std::string& path, BaseAccess access);

/// Brings a base to the current schema, in one transaction.
void migrate(SQLite::Database& database, const std::string& path);

}  // namespace filrouge
