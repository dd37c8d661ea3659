#include "engine/store/erasure.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <SQLiteCpp/VariadicBind.h>

#include <algorithm>
#include <vector>

#include "engine/store/guarded.hpp"
#include "engine/store/stored_findings.hpp"

namespace filrouge {
namespace {

constexpr const char* stands_for_it = "(dossier effacé)";

bool of_a_number(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

/// The text without that number, where it stands alone: « 64-1 » is not in « 64-12 ».
std::string without(std::string text, const std::string& dossier) {
  for (auto at = text.find(dossier); at != std::string::npos; at = text.find(dossier, at)) {
    const auto end = at + dossier.size();
    const bool alone =
        (at == 0 || !of_a_number(text[at - 1])) && (end == text.size() || !of_a_number(text[end]));
    if (alone) text.replace(at, dossier.size(), stands_for_it);
    at += alone ? std::string(stands_for_it).size() : 1;
  }
  return text;
}

class Erasing {
 public:
  explicit Erasing(SQLite::Database& database) : database_(database) {}

  std::uint64_t operator()(const std::string& dossier) {
    const auto by_hand = acts_by_hand(dossier);
    const auto there = run("DELETE FROM dossiers WHERE dossier = ?", dossier);
    for (const auto id : by_hand) database_.exec("DELETE FROM imports WHERE id = " + std::to_string(id));
    run("DELETE FROM rapprochements WHERE dossier = ?1 OR (personne IS NULL AND ?1 IN (autre, nom))",
        dossier);
    run("DELETE FROM rejets WHERE dossier = ?", dossier);
    for (const auto& [table, column] :
         {std::pair{"rejets", "motif"}, std::pair{"rejets", "ou"}, std::pair{"rapprochements", "motif"},
          std::pair{"rapprochements", "defaire"}, std::pair{"imports", "fichier"}})
      unname(table, column, dossier);
    return there;
  }

 private:
  std::uint64_t run(const char* sql, const std::string& dossier) {
    SQLite::Statement statement(database_, sql);
    SQLite::bind(statement, dossier);
    return static_cast<std::uint64_t>(statement.exec());
  }

  /// An import that is one act entered by hand goes with it: its line says who did, and why.
  std::vector<std::int64_t> acts_by_hand(const std::string& dossier) {
    SQLite::Statement rows(database_,
                           "SELECT DISTINCT i.id FROM evenements e JOIN imports i ON i.id = e.import WHERE "
                           "e.dossier = ? AND i.format = 'banc'");
    SQLite::bind(rows, dossier);
    std::vector<std::int64_t> found;
    while (rows.executeStep()) found.push_back(rows.getColumn(0).getInt64());
    return found;
  }

  void unname(const std::string& table, const std::string& column, const std::string& dossier) {
    SQLite::Statement rows(database_,
                           "SELECT id, " + column + " FROM " + table + " WHERE instr(" + column + ", ?) > 0");
    SQLite::bind(rows, dossier);
    std::vector<std::pair<std::int64_t, std::string>> changed;
    while (rows.executeStep()) {
      const auto before = rows.getColumn(1).getString();
      if (auto now = without(before, dossier); now != before)
        changed.emplace_back(rows.getColumn(0).getInt64(), std::move(now));
    }
    SQLite::Statement change(database_, "UPDATE " + table + " SET " + column + " = ? WHERE id = ?");
    for (const auto& [id, text] : changed) {
      change.reset();
      SQLite::bind(change, text, id);
      change.exec();
    }
  }

  SQLite::Database& database_;
};

}  // namespace

Erasure erase_dossiers(Base& base, std::span<const std::string> dossiers) {
  Erasure done;
  guarded("la base ne répond pas, rien n'est effacé", [&] {
    SQLite::Transaction transaction(base.database(), SQLite::TransactionBehavior::IMMEDIATE);
    Erasing erase(base.database());
    for (const auto& dossier : dossiers) done.dossiers += erase(dossier);
    FindingsWriter(base).finish();  // the counts of the lists without them
    transaction.commit();
    return 0;
  });
  done.settled = base.settle();
  return done;
}

}  // namespace filrouge
