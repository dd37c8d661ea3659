#include "apps/serveur/acces/access_file.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <sodium.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "apps/serveur/acces/access_error.hpp"
#include "apps/serveur/acces/access_schema.hpp"
#include "engine/files/file_error.hpp"
#include "engine/store/base.hpp"
#include "engine/store/base_file.hpp"
#include "engine/store/sqlite_reason.hpp"

namespace filrouge::acces {
namespace {

namespace fs = std::filesystem;

constexpr int busy_timeout_ms = 10'000;
constexpr mode_t others = S_IRWXG | S_IRWXO;

void ready_sodium() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) throw AccessError("cette machine ne donne pas de hasard : rien ne peut être ouvert");
}

std::string reason(const SQLite::Exception& error) {
  constexpr int primary = 0xff;
  switch (error.getErrorCode() & primary) {
    case SQLITE_NOTADB:
      return "ce n'est pas un fichier d'accès de filrouge ; rangez-le ailleurs, ou reprenez le bon de la "
             "sauvegarde";
    case SQLITE_CORRUPT:
      return "le fichier est abîmé ou tronqué ; gardez-le, et reprenez-en une copie de la sauvegarde";
    default:
      return sqlite_reason(error);
  }
}

/// Who owns the base, when this process may give files to another: root makes them for the server.
std::optional<struct stat> owner_to_be(const std::string& base) {
  struct stat found {};
  if (geteuid() != 0 || stat(base.c_str(), &found) != 0) return std::nullopt;
  return found;
}

}  // namespace

std::string AccessFile::path_beside(const std::string& base) {
  std::error_code unknown;
  const auto real = fs::canonical(base, unknown);
  return (unknown ? base : real.string()) + ".acces";
}

AccessFile::AccessFile(const std::string& base, const std::string& path, KeyCheck check)
    : path_(path.empty() ? path_beside(base) : path) {
  ready_sodium();
  std::error_code unknown;
  if (!fs::is_regular_file(base, unknown))
    throw AccessError(
        "la base « " + base +
        " » n'est pas là, et les comptes sont ceux d'une base ; une base se crée par « filrouge "
        "importer --base »");
  make_file(base);
  guarded([&] { open(); });
  find_key(base, check);
}

void AccessFile::make_file(const std::string& base) {
  std::error_code unknown;
  const bool there = fs::exists(path_, unknown);
  try {
    const BaseFile made(path_, BaseAccess::write, {});
  } catch (const StoreError& error) {
    throw AccessError(error.what());
  } catch (const FileError& error) {
    throw AccessError(error.what());
  }
  if (!there)
    if (const auto owner = owner_to_be(base);
        owner && chown(path_.c_str(), owner->st_uid, owner->st_gid) != 0)
      throw AccessError("« " + path_ + " » ne peut être donné à qui a la base : " + system_reason(errno));
  struct stat found {};
  if (stat(path_.c_str(), &found) == 0 && (found.st_mode & others) != 0)
    throw AccessError("le fichier d'accès « " + path_ +
                      " » est ouvert à d'autres comptes de la machine, et il tient les comptes du banc. "
                      "Fermez-le : chmod 600 " +
                      path_);
}

void AccessFile::open() {
  database_ = std::make_unique<SQLite::Database>(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX,
                                                 busy_timeout_ms);
  database_->exec("PRAGMA trusted_schema = OFF");
  migrate_access(*database_, path_);
  database_->exec("PRAGMA journal_mode = WAL");
  // An entry of the audit that was told to be kept outlives a power cut.
  database_->exec("PRAGMA synchronous = FULL");
  // A password changed, the key of a dossier forgotten, are no longer in the file.
  database_->exec("PRAGMA secure_delete = ON");
  database_->exec("PRAGMA foreign_keys = ON");
}

void AccessFile::find_key(const std::string& base, KeyCheck check) {
  // Within the write lock: two started together must not each draw a key.
  const auto expected = writing([&](SQLite::Database& database) {
    SQLite::Statement read(database, "SELECT valeur FROM reglages WHERE nom = 'cle'");
    std::error_code unknown;
    const bool named = read.executeStep();
    if (named || fs::exists(key_path(), unknown)) {
      key_ = std::make_unique<AccessKey>(AccessKey::read(key_path()));
    } else {
      const auto owner = owner_to_be(base);
      key_ = std::make_unique<AccessKey>(AccessKey::make(key_path(),
                                                         owner ? std::optional(owner->st_uid) : std::nullopt,
                                                         owner ? owner->st_gid : getegid()));
    }
    if (named) return read.getColumn(0).getString();
    SQLite::Statement keep(database, "INSERT INTO reglages VALUES('cle', ?)");
    keep.bind(1, key_->id());
    keep.exec();
    return key_->id();
  });
  key_is_its_own_ = expected == key_->id();
  if (!key_is_its_own_ && check == KeyCheck::its_own)
    throw AccessError(
        "la clé « " + key_path() + " » n'est pas celle du fichier d'accès « " + path_ +
        " » : ils ne viennent pas de la même sauvegarde. Reprenez la clé qui va avec lui ; rien "
        "n'a été ouvert");
}

bool AccessFile::settle() {
  const std::scoped_lock alone(mutex_);
  int in_log = 0, brought = 0;
  return sqlite3_wal_checkpoint_v2(database_->getHandle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, &in_log,
                                   &brought) == SQLITE_OK;
}

void AccessFile::refuse(const SQLite::Exception& error) const {
  throw AccessError("le fichier d'accès « " + path_ + " » ne répond pas : " + reason(error));
}

}  // namespace filrouge::acces
