#include "apps/serveur/acces/access_schema.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Transaction.h>

#include <array>

#include "apps/serveur/acces/access_error.hpp"

namespace filrouge::acces {
namespace {

/// « fila »: tells an access file from a base, and from any other SQLite file.
constexpr int application_id = 0x66696C61;

/// Step n brings a file from version n to version n + 1; a step once published never changes. Moments are
/// seconds since 1970-01-01, UTC.
constexpr std::array migrations = {
    R"sql(
CREATE TABLE reglages(nom TEXT NOT NULL PRIMARY KEY, valeur TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE comptes(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  nom TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  partout INTEGER NOT NULL CHECK(partout IN (0, 1)),
  role_metier TEXT,
  mot_de_passe TEXT NOT NULL,
  a_changer INTEGER NOT NULL CHECK(a_changer IN (0, 1)),
  droits INTEGER NOT NULL DEFAULT 1,
  cree_le INTEGER NOT NULL,
  ferme_le INTEGER
) STRICT;
CREATE TABLE territoires(
  compte INTEGER NOT NULL REFERENCES comptes(id) ON DELETE CASCADE,
  territoire TEXT NOT NULL,
  PRIMARY KEY(compte, territoire)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions(
  empreinte BLOB NOT NULL PRIMARY KEY CHECK(length(empreinte) = 32),
  compte INTEGER NOT NULL REFERENCES comptes(id) ON DELETE CASCADE,
  droits INTEGER NOT NULL,
  ouverte_le INTEGER NOT NULL,
  vue_le INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_par_compte ON sessions(compte);

CREATE TABLE essais(
  cle BLOB NOT NULL PRIMARY KEY,
  compte BLOB,
  echecs INTEGER NOT NULL,
  dernier INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX essais_par_jour ON essais(dernier);
CREATE INDEX essais_par_compte ON essais(compte);
CREATE TABLE provenances_connues(
  cle BLOB NOT NULL PRIMARY KEY,
  vue_le INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit(
  numero INTEGER PRIMARY KEY AUTOINCREMENT CHECK(numero > 0),
  heure INTEGER NOT NULL,
  compte TEXT NOT NULL,
  role TEXT NOT NULL,
  quoi TEXT NOT NULL,
  cle_dossier BLOB,
  detail TEXT NOT NULL,
  mac BLOB NOT NULL CHECK(length(mac) = 32)
) STRICT;
CREATE INDEX audit_par_compte ON audit(compte, numero);
CREATE INDEX audit_par_dossier ON audit(cle_dossier, numero) WHERE cle_dossier IS NOT NULL;
CREATE INDEX audit_par_heure ON audit(heure);
CREATE TABLE cles_dossiers(
  dossier TEXT NOT NULL PRIMARY KEY,
  cle BLOB NOT NULL UNIQUE CHECK(length(cle) = 16)
) STRICT, WITHOUT ROWID;
-- Against a slip of the hand alone: who means it drops them, and the chain tells.
CREATE TRIGGER audit_ne_change_pas BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'une entrée du journal d''audit ne change pas'); END;
CREATE TRIGGER audit_ne_perd_rien BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'une entrée du journal d''audit ne s''efface pas'); END;
)sql"};

int pragma(SQLite::Database& database, const char* name) {
  return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

}  // namespace

void migrate_access(SQLite::Database& database, const std::string& path) {
  constexpr int current = static_cast<int>(migrations.size());
  // Taking the write lock first: a server and a command started together must not both migrate.
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  int version = pragma(database, "user_version");
  const int mark = pragma(database, "application_id");
  const bool empty =
      mark == 0 && version == 0 && database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
  if (!empty && mark != application_id)
    throw AccessError("« " + path +
                      " » n'est pas un fichier d'accès de filrouge ; rangez-le ailleurs, ou reprenez le bon "
                      "de la sauvegarde");
  if (version > current)
    throw AccessError("le fichier d'accès « " + path +
                      " » vient d'une version plus récente de filrouge (schéma " + std::to_string(version) +
                      ", ici " + std::to_string(current) +
                      ") ; mettez filrouge à jour, ou reprenez une copie d'avant");
  if (version == current) return;
  for (; version < current; ++version) database.exec(migrations[static_cast<std::size_t>(version)]);
  database.exec("PRAGMA application_id = " + std::to_string(application_id));
  database.exec("PRAGMA user_version = " + std::to_string(version));
  transaction.commit();
}

}  // namespace filrouge::acces
