#include "engine/store/matches.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <SQLiteCpp/VariadicBind.h>

#include <algorithm>
#include <optional>

#include "engine/store/guarded.hpp"
#include "engine/store/moved_rows.hpp"

namespace filrouge {
namespace {

constexpr const char* all_matches =
    "SELECT id, fait_le, auteur, decision, coalesce(dossier, ''), coalesce(personne, ''), coalesce(systeme, "
    "''), "
    "coalesce(nom, ''), coalesce(autre, ''), motif, coalesce(suite, 0) FROM rapprochements ";

Match read(SQLite::Statement& row) {
  const auto text = [&](int column) { return row.getColumn(column).getString(); };
  const auto number = [&](int column) {
    return static_cast<std::uint64_t>(row.getColumn(column).getInt64());
  };
  return {number(0), text(1), text(2), text(3), text(4),   text(5),
          text(6),   text(7), text(8), text(9), number(10)};
}

void require_identity(const Base& base) {
  if (!base.tells_identity())
    throw StoreError("la base « " + base.path() +
                     " » est d'un ancien schéma, qui ne tient pas les rapprochements ; « filrouge importer » "
                     "la met à jour");
}

constexpr const char* not_done = "la base ne répond pas, rien n'est changé";

Match to_settle(SQLite::Database& database, std::uint64_t id) {
  SQLite::Statement row(database, std::string(all_matches) + "WHERE id = ?");
  SQLite::bind(row, static_cast<std::int64_t>(id));
  if (!row.executeStep())
    throw StoreError("il n'y a pas de rapprochement n° " + std::to_string(id) +
                     " ; « filrouge rapprochements » les liste avec leur numéro");
  auto match = read(row);
  if (match.settled_by != 0)
    throw StoreError("le rapprochement n° " + std::to_string(id) + " a déjà sa suite, le n° " +
                     std::to_string(match.settled_by) + " : c'est elle qui se défait");
  return match;
}

std::int64_t add(SQLite::Database& database, const Match& now, const Settler& settler) {
  SQLite::Statement add(
      database,
      "INSERT INTO rapprochements(fait_le, auteur, decision, dossier, personne, systeme, nom, autre, motif) "
      "VALUES(?, ?, ?, ?, nullif(?, ''), nullif(?, ''), nullif(?, ''), nullif(?, ''), ?)");
  SQLite::bind(add, settler.now, settler.author, now.decision, now.dossier, now.person, now.system, now.name,
               now.other, now.reason);
  add.exec();
  return database.getLastInsertRowid();
}

/// Writes the decision that follows another, which it settles.
std::uint64_t follow(SQLite::Database& database, const Match& before, const Match& now,
                     const Settler& settler) {
  const auto id = add(database, now, settler);
  SQLite::Statement settle(database, "UPDATE rapprochements SET suite = ? WHERE id = ?");
  SQLite::bind(settle, id, static_cast<std::int64_t>(before.id));
  settle.exec();
  return static_cast<std::uint64_t>(id);
}

/// Doubts whose two sides are one dossier now are settled with it.
void close_doubts_within(SQLite::Database& database, std::uint64_t decision) {
  SQLite::Statement close(
      database,
      "UPDATE rapprochements SET suite = ? WHERE suite IS NULL AND personne IS NULL AND decision IN "
      "('doute', 'separe') AND dossier = autre");
  SQLite::bind(close, static_cast<std::int64_t>(decision));
  close.exec();
}

template <typename Work>
Settlement settled(Base& base, std::uint64_t id, Work work) {
  require_identity(base);
  return guarded(not_done, [&] {
    SQLite::Transaction transaction(base.database(), SQLite::TransactionBehavior::IMMEDIATE);
    auto settlement = work(to_settle(base.database(), id));
    transaction.commit();
    return settlement;
  });
}

}  // namespace

std::vector<Match> matches(Base& base, const WhichMatches& which) {
  require_identity(base);
  return guarded(not_done, [&] {
    SQLite::Statement rows(
        base.database(),
        std::string(all_matches) +
            "WHERE (?1 = '' OR dossier = ?1 OR autre = ?1 OR nom = ?1) AND (?2 = 0 OR (decision "
            "= 'doute' AND suite IS NULL)) AND (?3 = 0 OR id = ?3) AND (?4 = 0 OR (auteur <> 'filrouge' AND "
            "suite IS NULL)) ORDER BY id");
    SQLite::bind(rows, which.dossier, which.doubts_only ? 1 : 0, static_cast<std::int64_t>(which.number),
                 which.by_people ? 1 : 0);
    std::vector<Match> found;
    while (rows.executeStep()) found.push_back(read(rows));
    return found;
  });
}

Settlement join(Base& base, std::uint64_t id, const Settler& settler) {
  return settled(base, id, [&](const Match& match) {
    if (match.decision == "joint" || match.decision == "corrige")
      throw StoreError("le rapprochement n° " + std::to_string(id) + " est déjà une jonction ; --separer " +
                       std::to_string(id) + " la défait");
    MovedRows moved(base);
    Settlement settlement;
    Match now{0, {}, {}, "joint", {}, {}, match.system, {}, {}, "décision de " + settler.author, 0};
    if (match.person.empty()) {
      now.dossier = match.other;
      now.name = match.dossier;
      now.system = moved.creator_of(match.dossier);
      settlement.rows = moved.join_dossiers(match.other, match.dossier);
      settlement.dossier = match.other;
      settlement.other = match.dossier;
    } else {
      now.dossier = match.dossier;
      now.person = match.other;
      now.name = match.name;
      now.other = match.person;
      settlement.rows =
          moved.join_persons(match.dossier, match.other, match.person, match.system, match.name);
      settlement.dossier = match.dossier + "/" + match.other;
      settlement.other = match.person;
    }
    settlement.decision = follow(base.database(), match, now, settler);
    moved.keep_for_undo(settlement.decision);
    close_doubts_within(base.database(), settlement.decision);
    for (const auto& doubt : moved.doubts()) {
      const Match unsure{0,
                         {},
                         {},
                         "doute",
                         now.dossier,
                         doubt.called,
                         now.system,
                         doubt.told,
                         doubt.doubted_with,
                         doubt.reason,
                         0};
      add(base.database(), unsure, {"filrouge", settler.now});
    }
    return settlement;
  });
}

Settlement separate(Base& base, std::uint64_t id, const Settler& settler) {
  return settled(base, id, [&](const Match& match) {
    if (match.decision == "separe")
      throw StoreError("le rapprochement n° " + std::to_string(id) + " est déjà une séparation ; --joindre " +
                       std::to_string(id) + " la défait");
    if (match.decision == "corrige" && !match.other.empty())
      throw StoreError("le rapprochement n° " + std::to_string(id) +
                       " n'a rien joint : il dit que la personne est dans deux dossiers");
    MovedRows moved(base);
    Settlement settlement;
    Match now{0,
              {},
              {},
              "separe",
              match.dossier,
              match.person,
              match.system,
              match.name,
              match.other,
              "décision de " + settler.author,
              0};
    if (match.decision == "doute") {
      settlement.dossier = match.dossier + (match.person.empty() ? "" : "/" + match.person);
      settlement.other = match.other;
    } else if (match.person.empty()) {
      settlement.rows = moved.separate_dossier(match.dossier, match.name, match.system);
      settlement.read_again = moved.to_read_again();
      now.dossier = match.name;
      now.other = match.dossier;
      settlement.dossier = match.name;
      settlement.other = match.dossier;
    } else {
      now.person = moved.separate_person(match);
      now.other = match.person;
      settlement.rows = moved.count();
      settlement.read_again = moved.to_read_again();
      settlement.dossier = match.dossier + "/" + now.person;
      settlement.other = match.person;
    }
    settlement.decision = follow(base.database(), match, now, settler);
    return settlement;
  });
}

}  // namespace filrouge
