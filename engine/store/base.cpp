#include "engine/store/base.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <filesystem>

#include "engine/store/schema.hpp"

namespace filrouge {
namespace {

constexpr int busy_timeout_ms = 10'000;

int pragma(SQLite::Database& database, const char* name) {
  return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

/// SQLite would take some paths for a base without a file, or make one beside a device: all would be lost in
/// silence.
void refuse_what_is_no_file(const std::string& path, BaseAccess access) {
  namespace fs = std::filesystem;
  constexpr const char* example = " ; donnez le chemin d'un fichier, par exemple « rsa64.db »";
  if (path.find_first_not_of(" \t\r\n") == std::string::npos)
    throw StoreError(std::string("le chemin de la base est vide") + example);
  if (path.starts_with(":memory:") || path.starts_with("file:"))
    throw StoreError("« " + path + " » n'est pas un fichier : rien n'y serait gardé" + example);
  std::error_code unknown;
  const auto status = fs::status(path, unknown);
  if (fs::is_directory(status)) throw StoreError("« " + path + " » est un dossier" + example);
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw StoreError("« " + path + " » n'est pas un fichier ordinaire : rien n'y serait gardé" + example);
  const auto folder = fs::path(path).parent_path();
  if (access == BaseAccess::write && !folder.empty() && !fs::is_directory(folder, unknown))
    throw StoreError("la base « " + path + " » ne peut être ouverte : le dossier « " + folder.string() +
                     " » n'existe pas ; créez-le, ou donnez un autre chemin");
}

SQLite::Database opened(const std::string& path, BaseAccess access) {
  refuse_what_is_no_file(path, access);
  // One thread per connection: without SQLite's own locks a scan is a sixth faster.
  const int flags =
      SQLite::OPEN_NOMUTEX |
      (access == BaseAccess::read ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  try {
    return SQLite::Database(path, flags, busy_timeout_ms);
  } catch (const SQLite::Exception& error) {
    throw StoreError(
        "la base « " + path + " » ne peut être ouverte : " +
        (error.getErrorCode() == SQLITE_CANTOPEN ? "fichier absent, ou droits insuffisants" : error.what()));
  }
}

/// Is the file a filrouge base, or (for writing) an empty one that may become so?
int checked_version(SQLite::Database& database, const std::string& path, BaseAccess access) {
  const int version = pragma(database, "user_version");
  const bool ours = pragma(database, "application_id") == store_schema::application_id;
  if (ours && version > Base::current_version())
    throw StoreError("la base « " + path + " » vient d'une version plus récente de filrouge (schéma " +
                     std::to_string(version) + ", ici " + std::to_string(Base::current_version()) + ")");
  if (ours && access == BaseAccess::read && version < Base::current_version())
    throw StoreError("la base « " + path + " » est d'un ancien schéma ; « filrouge importer » la met à jour");
  if (ours) return version;
  const bool empty = version == 0 && database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
  if (!empty || access == BaseAccess::read)
    throw StoreError("« " + path +
                     " » n'est pas une base filrouge ; une base se crée par « filrouge importer --base »");
  return 0;
}

void migrate(SQLite::Database& database, const std::string& path) {
  // Taking the write lock first: two imports started together must not both migrate.
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  int version = checked_version(database, path, BaseAccess::write);
  if (version == Base::current_version()) return;
  for (; version < Base::current_version(); ++version)
    database.exec(store_schema::migrations[static_cast<std::size_t>(version)]);
  database.exec("PRAGMA application_id = " + std::to_string(store_schema::application_id));
  database.exec("PRAGMA user_version = " + std::to_string(version));
  transaction.commit();
}

}  // namespace

int Base::current_version() {
  return static_cast<int>(store_schema::migrations.size());
}

Base::Base(const std::string& path, BaseAccess access) : path_(path), database_(opened(path, access)) {
  try {
    if (checked_version(database_, path, access) < current_version()) migrate(database_, path);
    if (access == BaseAccess::write) {
      database_.exec("PRAGMA journal_mode = WAL");
      database_.exec("PRAGMA synchronous = NORMAL");
      database_.exec("PRAGMA cache_size = -65536");
    }
    database_.exec("PRAGMA foreign_keys = ON");
  } catch (const SQLite::Exception& error) {
    if (error.getErrorCode() == SQLITE_NOTADB) throw StoreError("« " + path + " » n'est pas une base SQLite");
    throw StoreError("la base « " + path + " » ne répond pas : " + error.what());
  }
}

}  // namespace filrouge
