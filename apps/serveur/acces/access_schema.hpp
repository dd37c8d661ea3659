#pragma once

#include <SQLiteCpp/Database.h>

#include <string>

namespace filrouge::acces {

/// Brings the access file to the current schema, in one transaction; an empty file becomes one. Throws
/// AccessError for another program's file, or a newer filrouge's.
void migrate_access(SQLite::Database& database, const std::string& path);

}  // namespace filrouge::acces
