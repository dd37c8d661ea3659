#include "engine/store/journal_guard.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

namespace filrouge {
namespace {

struct Guarded {
  const char* table;
  const char* changes;  ///< the columns a journal is typed from; empty: all
};
constexpr std::array guarded = {
    Guarded{"dossiers", " OF dossier, departement, territoire, organisme, matricule, connu_le"},
    Guarded{"entetes", ""},
    Guarded{"couvertures", ""},
    Guarded{"personnes", ""},
    Guarded{"attributs", ""},
    Guarded{"evenements", ""}};

struct Touch {
  const char* name;
  const char* verb;
  const char* whose;        ///< the dossiers whose journal goes
  bool of_columns = false;  ///< may it leave alone what a journal is typed from?
};
constexpr Touch added = {"ajout", "INSERT", "NEW.dossier"};
constexpr std::array touches = {added, Touch{"change", "UPDATE", "OLD.dossier, NEW.dossier", true},
                                Touch{"retrait", "DELETE", "OLD.dossier"}};

std::string trigger(const Guarded& on, const Touch& touch) {
  return fmt::format("journal_{}_{}", on.table, touch.name);
}

void drop(SQLite::Database& database, const Guarded& on, const Touch& touch) {
  database.exec("DROP TRIGGER IF EXISTS " + trigger(on, touch));
}

}  // namespace

bool journals_are_guarded(SQLite::Database& database) {
  std::string standing;
  for (const auto& on : guarded)
    for (const auto& touch : touches)
      standing += fmt::format("{}('{}', '{}')", standing.empty() ? "" : ", ", trigger(on, touch), on.table);
  const auto count = database.execAndGet(
      "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND (name, tbl_name) IN (VALUES " +
      standing + ")");
  return count.getInt() == static_cast<int>(guarded.size() * touches.size());
}

void suspend_journal_guard(SQLite::Database& database) {
  for (const auto& on : guarded) drop(database, on, added);
}

void restore_journal_guard(SQLite::Database& database) {
  for (const auto& on : guarded)
    for (const auto& touch : touches) {
      drop(database, on, touch);
      database.exec(fmt::format(
          "CREATE TRIGGER {0} AFTER {1}{2} ON {3} BEGIN DELETE FROM journaux WHERE dossier IN ({4}); "
          "UPDATE evalues SET perime = 1 WHERE dossier IN ({4}); END",
          trigger(on, touch), touch.verb, touch.of_columns ? on.changes : "", on.table, touch.whose));
    }
}

}  // namespace filrouge
