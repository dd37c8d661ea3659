#include "engine/store/journal_guard.hpp"

#include <fmt/format.h>

#include <string>

#include "engine/store/schema.hpp"

namespace filrouge {
namespace {

std::string trigger(const char* table, const char* against) {
  return fmt::format("journal_{}_{}", table, against);
}

void drop(SQLite::Database& database, const char* table, const char* against) {
  database.exec("DROP TRIGGER IF EXISTS " + trigger(table, against));
}

}  // namespace

bool journals_are_guarded(SQLite::Database& database) {
  std::string standing;
  for (const auto* table : store_schema::guarded_tables)
    for (const auto* against : store_schema::guarded_against)
      standing += fmt::format("{}('{}', '{}')", standing.empty() ? "" : ", ", trigger(table, against), table);
  const auto count = database
                         .execAndGet(
                             "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND (name, tbl_name) "
                             "IN (VALUES " +
                             standing + ")")
                         .getInt();
  return count ==
         static_cast<int>(store_schema::guarded_tables.size() * store_schema::guarded_against.size());
}

void suspend_journal_guard(SQLite::Database& database) {
  for (const auto* table : store_schema::guarded_tables) drop(database, table, "ajout");
}

void restore_journal_guard(SQLite::Database& database) {
  for (const auto* table : store_schema::guarded_tables)
    for (const auto* against : store_schema::guarded_against) drop(database, table, against);
  const std::string step = store_schema::migrations[store_schema::with_journals - 1];
  database.exec(step.substr(step.find("CREATE TRIGGER")));
}

}  // namespace filrouge
