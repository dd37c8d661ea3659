#include "engine/store/base_schema.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <SQLiteCpp/VariadicBind.h>

#include <set>
#include <utility>

#include "engine/core/text/fold.hpp"
#include "engine/identity/matricule.hpp"
#include "engine/store/base.hpp"
#include "engine/store/journal_guard.hpp"
#include "engine/store/schema.hpp"

namespace filrouge {
namespace {

int pragma(SQLite::Database& database, const char* name) {
  return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

using Columns = std::set<std::pair<std::string, std::string>>;  // table, column

Columns columns_of(SQLite::Database& database) {
  Columns columns;
  SQLite::Statement statement(database,
                              "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c "
                              "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'");
  while (statement.executeStep())
    columns.emplace(statement.getColumn(0).getString(), statement.getColumn(1).getString());
  return columns;
}

Columns columns_of(int version) {
  SQLite::Database made(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  for (int step = 0; step < version; ++step)
    made.exec(store_schema::migrations[static_cast<std::size_t>(step)]);
  return columns_of(made);
}

/// Somebody's own tables may stand beside; those of the schema are exactly its own.
bool tables_are_of(const Columns& there, int version) {
  static const auto current = columns_of(Base::current_version());
  const auto expected = version == Base::current_version() ? current : columns_of(version);
  std::set<std::string> known;
  for (const auto& [table, column] : current) known.insert(table);
  Columns ours;
  for (const auto& column : there)
    if (known.contains(column.first)) ours.insert(column);
  return ours == expected;
}

void check_tables(SQLite::Database& database, const std::string& path, int version) {
  const auto there = columns_of(database);
  if (version > 0 && tables_are_of(there, version)) return;
  std::string repair = "reprenez-en une copie, ou importez de nouveau dans une base neuve";
  for (int other = Base::current_version(); other > 0; --other)
    if (tables_are_of(there, other)) {
      repair = "ce sont celles du schéma " + std::to_string(other) +
               " ; si rien d'autre n'y a été touché : sqlite3 " + path +
               " \"PRAGMA user_version = " + std::to_string(other) + "\"";
      break;
    }
  throw StoreError("la base « " + path + " » se dit du schéma " + std::to_string(version) +
                   ", et ses tables ne sont pas celles de ce schéma ; " + repair);
}

/// The numbers by which a household is found are those of its heads, in their one writing.
void fill_households(SQLite::Database& database) {
  SQLite::Statement heads(
      database,
      "SELECT dossier, coalesce(organisme, ''), matricule FROM dossiers WHERE matricule IS NOT "
      "NULL UNION SELECT dossier, coalesce(organisme, ''), matricule FROM entetes WHERE matricule "
      "IS NOT NULL");
  SQLite::Statement add(database, "INSERT OR IGNORE INTO foyers VALUES(?1, ?2, '', ?3)");
  while (heads.executeStep()) {
    add.reset();
    SQLite::bind(add, normalised_matricule(heads.getColumn(2).getString()),
                 fold(heads.getColumn(1).getString()), heads.getColumn(0).getString());
    add.exec();
  }
}

}  // namespace

int checked_version(SQLite::Database& database, const std::string& path, BaseAccess access) {
  const int version = pragma(database, "user_version");
  const int mark = pragma(database, "application_id");
  constexpr const char* makes = " ; une base se crée par « filrouge importer --base »";
  if (mark == store_schema::application_id) {
    if (version > Base::current_version())
      throw StoreError("la base « " + path + " » vient d'une version plus récente de filrouge (schéma " +
                       std::to_string(version) + ", ici " + std::to_string(Base::current_version()) +
                       ") ; mettez filrouge à jour, ou reprenez une copie d'avant");
    check_tables(database, path, version);
    if (access == BaseAccess::read && version < store_schema::oldest_read)
      throw StoreError("la base « " + path +
                       " » est d'un ancien schéma ; « filrouge importer » la met à jour");
    return version;
  }
  if (mark != 0)
    throw StoreError("« " + path +
                     " » n'est pas une base filrouge : elle porte la marque d'un autre logiciel" + makes);
  const bool empty = version == 0 && database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
  if (!empty || access == BaseAccess::read)
    throw StoreError("« " + path + " » n'est pas une base filrouge" + makes);
  return 0;
}

void migrate(SQLite::Database& database, const std::string& path) {
  // Taking the write lock first: two imports started together must not both migrate.
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  int version = checked_version(database, path, BaseAccess::write);
  if (version == Base::current_version()) return;
  const bool knows_households = version >= store_schema::with_identity;
  for (; version < Base::current_version(); ++version)
    database.exec(store_schema::migrations[static_cast<std::size_t>(version)]);
  if (!knows_households) fill_households(database);
  restore_journal_guard(database);
  database.exec("PRAGMA application_id = " + std::to_string(store_schema::application_id));
  database.exec("PRAGMA user_version = " + std::to_string(version));
  transaction.commit();
}

}  // namespace filrouge
