#include "engine/store/moved_rows.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/VariadicBind.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "engine/core/dossier/as_known.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/identity/matricule.hpp"
#include "engine/identity/persons.hpp"
#include "engine/store/binding.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/flat_json.hpp"
#include "engine/store/who_is_who.hpp"

namespace filrouge {
namespace {

constexpr std::array tables = {"entetes", "couvertures", "personnes", "attributs", "evenements"};

struct PersonColumn {
  const char* table;
  const char* column;
};
constexpr std::array of_persons = {PersonColumn{"personnes", "id"}, PersonColumn{"attributs", "personne"},
                                   PersonColumn{"evenements", "personne"}};

/// Stands between two names while they are exchanged; no source writes it.
constexpr std::string_view meanwhile = "\x01";

}  // namespace

Record MovedRows::record(const std::string& dossier) {
  RecordBuilder builder;
  if (!DossierLookup(base_).find(dossier, builder))
    throw StoreError("le dossier" + after_noun(dossier) +
                     " n'est plus dans la base : il a été joint à un autre, ou retiré ; « filrouge "
                     "rapprochements --dossier » le dit");
  return std::move(builder.record);
}

void MovedRows::exec(const std::string& sql, std::initializer_list<std::string> texts) {
  SQLite::Statement statement(base_.database(), sql);
  int index = 0;
  for (const auto& text : texts) statement.bind(++index, text);
  statement.exec();
}

std::string MovedRows::creator_of(const std::string& dossier) {
  SQLite::Statement creator(
      base_.database(),
      "SELECT coalesce(i.systeme, '') FROM dossiers d JOIN imports i ON i.id = d.import "
      "WHERE d.dossier = ?");
  creator.bind(1, dossier);
  return creator.executeStep() ? creator.getColumn(0).getString() : std::string();
}

/// What a source calls the dossier: the name that was settled, or the base's own.
std::string MovedRows::told_as(const std::string& dossier, const std::string& system) {
  SQLite::Statement name(base_.database(),
                         "SELECT nom FROM noms WHERE dossier = ? AND systeme = ? ORDER BY nom");
  SQLite::bind(name, dossier, system);
  return name.executeStep() ? name.getColumn(0).getString() : dossier;
}

/// Gives acts of the dossier other identifiers, and to those that cite them.
void MovedRows::rename_acts(const std::string& dossier, const std::map<std::string, std::string>& names) {
  if (names.empty()) return;
  for (const auto& [old, now] : names) {
    exec("UPDATE evenements SET id = ? WHERE dossier = ? AND id = ?", {now, dossier, old});
    exec("UPDATE evenements SET cible = ? WHERE dossier = ? AND cible = ?", {now, dossier, old});
  }
  SQLite::Statement citing(base_.database(),
                           "SELECT rang, refs FROM evenements WHERE dossier = ? AND refs IS NOT NULL");
  citing.bind(1, dossier);
  std::vector<std::pair<std::int64_t, std::string>> changed;
  while (citing.executeStep()) {
    const auto before = citing.getColumn(1).getString();
    std::vector<RawField> references;
    FlatJsonCursor cursor;
    for (cursor.start(before); cursor.next();) {
      const auto renamed = names.find(std::string(cursor.value));
      references.push_back(
          {std::string(cursor.name),
           {cursor.kind, renamed == names.end() ? std::string(cursor.value) : renamed->second}});
    }
    if (auto now = flat_json(references); now != before)
      changed.emplace_back(citing.getColumn(0).getInt64(), std::move(now));
  }
  SQLite::Statement rewrite(base_.database(),
                            "UPDATE evenements SET refs = ? WHERE dossier = ? AND rang = ?");
  for (const auto& [rank, refs] : changed) {
    rewrite.reset();
    SQLite::bind(rewrite, refs, dossier, rank);
    rewrite.exec();
  }
}

std::uint64_t MovedRows::join_dossiers(const std::string& kept, const std::string& gone) {
  const auto held = record(kept);
  const auto leaving = record(gone);
  const auto calls = call_persons(held, leaving, {}, Naming::foreign);
  const auto rename = [&](const std::string& old, const std::string& now) {
    for (const auto& [table, column] : of_persons)
      exec(
          std::string("UPDATE ") + table + " SET " + column + " = ? WHERE dossier = ? AND " + column + " = ?",
          {now, gone, old});
  };
  // Every name leaves before any comes.
  for (const auto& call : calls) rename(call.told, std::string(meanwhile) + call.told);
  for (const auto& call : calls) rename(std::string(meanwhile) + call.told, call.called);
  for (const auto& call : calls) {
    if (call.kind == PersonCall::Kind::doubted) doubts_.push_back(call);
    exec("UPDATE rapprochements SET personne = ? WHERE dossier = ? AND personne = ? AND suite IS NULL",
         {call.called, gone, call.told});
  }
  // What was decided of the one is of the other from now on.
  exec("UPDATE rapprochements SET dossier = ? WHERE dossier = ? AND suite IS NULL", {kept, gone});
  exec("UPDATE rapprochements SET autre = ? WHERE autre = ? AND personne IS NULL AND suite IS NULL",
       {kept, gone});
  std::set<std::string> taken;
  for (const auto& event : held.events) taken.insert(event.id);
  std::map<std::string, std::string> acts;
  for (const auto& event : leaving.events)
    if (taken.contains(event.id)) acts.emplace(event.id, gone + "/" + event.id);
  rename_acts(gone, acts);

  // A journal without coverage is complete: what the other vouches for cannot make the rest of it unknown.
  if (held.coverage.empty() && !held.events.empty())
    exec("DELETE FROM couvertures WHERE dossier = ?", {gone});
  // Its first head is one more that was told of the household.
  exec("UPDATE entetes SET rang = -1 - rang WHERE dossier = ?", {gone});
  exec(
      "INSERT INTO entetes(dossier, rang, departement, territoire, organisme, matricule, connu_le, caisse, "
      "import) SELECT dossier, 0, departement, territoire, organisme, matricule, connu_le, caisse, import "
      "FROM "
      "dossiers WHERE dossier = ?",
      {gone});
  exec("UPDATE entetes SET rang = -rang WHERE dossier = ? AND rang < 0", {gone});
  for (const auto* table : tables) {
    SQLite::Statement move(base_.database(),
                           std::string("UPDATE ") + table +
                               " SET rang = rang + (SELECT coalesce(max(rang) + 1, 0) FROM " + table +
                               " WHERE dossier = ?1), dit_sous = coalesce(dit_sous, ?2), dossier = ?1 WHERE "
                               "dossier = ?2");
    SQLite::bind(move, kept, gone);
    count_ += static_cast<std::uint64_t>(move.exec());
  }
  const auto system = creator_of(gone);
  exec("UPDATE OR IGNORE vus SET dossier = ? WHERE dossier = ?", {kept, gone});
  exec("UPDATE OR IGNORE foyers SET dossier = ? WHERE dossier = ?", {kept, gone});
  exec("UPDATE noms SET dossier = ? WHERE dossier = ?", {kept, gone});
  exec("INSERT OR REPLACE INTO noms VALUES(?, ?, ?)", {system, gone, kept});
  for (const auto& call : calls)
    exec("UPDATE noms_personnes SET dossier = ?, personne = ? WHERE dossier = ? AND personne = ?",
         {kept, call.called, gone, call.told});
  for (const auto& call : calls)
    exec("INSERT OR IGNORE INTO noms_personnes VALUES(?, ?, ?, ?, ?)",
         {kept, system, gone, call.told, call.called});
  exec(
      "UPDATE dossiers SET observe_le = max(coalesce(observe_le, -999999), coalesce((SELECT observe_le FROM "
      "dossiers g WHERE g.dossier = ?2), -999999)) WHERE dossier = ?1 AND (SELECT observe_le FROM dossiers g "
      "WHERE g.dossier = ?2) IS NOT NULL",
      {kept, gone});
  exec("DELETE FROM dossiers WHERE dossier = ?", {gone});
  return count_;
}

std::uint64_t MovedRows::separate_dossier(const std::string& dossier, const std::string& name,
                                          const std::string& system) {
  const auto whole = record(dossier);
  SQLite::Statement there(base_.database(), "SELECT 1 FROM dossiers WHERE dossier = ?");
  there.bind(1, name);
  if (there.executeStep())
    throw StoreError("la base a déjà le dossier" + after_noun(name) + " : il n'y a rien à séparer");
  SQLite::Statement leads(base_.database(), "SELECT 1 FROM noms WHERE nom = ? AND dossier <> ?");
  SQLite::bind(leads, name, dossier);
  if (leads.executeStep())
    throw StoreError("le dossier" + after_noun(name) +
                     " a été joint depuis à un autre : défaites d'abord cette jonction-là");
  const auto head = head_as_known(whole);
  SQLite::Statement create(base_.database(),
                           "INSERT INTO dossiers(dossier, departement, territoire, organisme, matricule, "
                           "caisse, connu_le, entre_le, "
                           "import) SELECT ?1, ?2, ?3, ?4, ?5, ?6, (SELECT min(connu_le) FROM (SELECT "
                           "connu_le FROM attributs WHERE "
                           "dossier = ?7 AND dit_sous = ?1 UNION ALL SELECT connu_le FROM evenements WHERE "
                           "dossier = ?7 AND dit_sous = "
                           "?1)), entre_le, (SELECT min(import) FROM (SELECT import FROM attributs WHERE "
                           "dossier = ?7 AND dit_sous = ?1 "
                           "UNION ALL SELECT import FROM evenements WHERE dossier = ?7 AND dit_sous = ?1 "
                           "UNION ALL SELECT import FROM "
                           "personnes WHERE dossier = ?7 AND dit_sous = ?1 UNION ALL SELECT import FROM "
                           "entetes WHERE dossier = ?7 AND "
                           "dit_sous = ?1)) FROM dossiers WHERE dossier = ?7");
  Binding(create)
      .text(name)
      .text(head.departement)
      .text(std::string())
      .text(head.organisme)
      .text(head.matricule)
      .text(head.caisse)
      .text(dossier)
      .run();
  for (const auto* table : tables) {
    SQLite::Statement move(base_.database(), std::string("UPDATE ") + table +
                                                 " SET dossier = ?1, dit_sous = NULL WHERE dossier = ?2 AND "
                                                 "dit_sous = ?1");
    SQLite::bind(move, name, dossier);
    count_ += static_cast<std::uint64_t>(move.exec());
  }
  // Whoever the rows speak of is somebody there too, as she is known.
  SQLite::Statement spoken(
      base_.database(),
      "SELECT personne FROM (SELECT personne FROM attributs WHERE dossier = ?1 UNION SELECT "
      "personne FROM evenements WHERE dossier = ?1 UNION SELECT id FROM personnes WHERE "
      "dossier = ?1) WHERE personne IS NOT NULL");
  spoken.bind(1, name);
  std::vector<std::string> persons;
  while (spoken.executeStep()) persons.push_back(spoken.getColumn(0).getString());
  SQLite::Statement tell(
      base_.database(),
      "INSERT INTO personnes(dossier, rang, id, role, naissance, connu_le, cle_nir) VALUES(?1, "
      "(SELECT coalesce(max(rang) + 1, 0) FROM personnes WHERE dossier = ?1), ?2, ?3, ?4, ?5, "
      "?6)");
  for (const auto& id : persons) {
    const auto known = std::ranges::find(whole.persons, id, &RawPerson::id);
    if (known == whole.persons.end()) continue;
    const auto as_known = person_as_known(*known);
    Binding(tell)
        .text(name)
        .text(id)
        .text(as_known.role)
        .day(as_known.birth)
        .day({})
        .text(std::string())
        .run();
  }
  // Told all alike, it left no row: the first file of its program created it.
  exec(
      "UPDATE dossiers SET import = coalesce(import, (SELECT min(id) FROM imports WHERE coalesce(systeme, "
      "'') = ?2)) "
      "WHERE dossier = ?1",
      {name, system});
  exec(
      "INSERT INTO couvertures(dossier, rang, source, types, import) SELECT dossier, 0, ?2, 'aucun', import "
      "FROM dossiers WHERE dossier = ?1 AND NOT EXISTS (SELECT 1 FROM couvertures WHERE dossier = ?1)",
      {name, std::string(separated_source)});
  exec("UPDATE noms_personnes SET dossier = ? WHERE dossier = ? AND foyer = ?", {name, dossier, name});
  std::map<std::string, std::string> acts;
  for (const auto& event : record(name).events)
    if (event.id.starts_with(name + "/")) acts.emplace(event.id, event.id.substr(name.size() + 1));
  rename_acts(name, acts);
  exec("DELETE FROM noms WHERE nom = ? AND dossier = ?", {name, dossier});
  // The number its program gives it, which another program had given first, leads to it again.
  exec("UPDATE noms SET dossier = ?1 WHERE dossier = ?2 AND systeme = ?3 AND ?3 || '-' || nom = ?1",
       {name, dossier, system});
  exec("UPDATE foyers SET dossier = ?1 WHERE dossier = ?2 AND caisse = ?3 AND caisse <> ''",
       {name, dossier, head.caisse});
  exec("INSERT OR IGNORE INTO foyers SELECT matricule, organisme, caisse, ?1 FROM foyers WHERE dossier = ?2",
       {name, dossier});
  if (system == flux_system) {
    exec(
        "INSERT OR IGNORE INTO vus(dossier, reference, cree_le, personnes, actes, import) SELECT ?1, "
        "reference, "
        "cree_le, personnes, actes, import FROM vus WHERE dossier = ?2",
        {name, dossier});
    if (creator_of(dossier) != flux_system) exec("DELETE FROM vus WHERE dossier = ?", {dossier});
    exec(
        "UPDATE dossiers SET observe_le = (SELECT observe_le FROM dossiers d WHERE d.dossier = ?2) WHERE "
        "dossier "
        "= ?1",
        {name, dossier});
    if (creator_of(dossier) != flux_system)
      exec("UPDATE dossiers SET observe_le = NULL WHERE dossier = ?", {dossier});
  }
  exec(
      "UPDATE rapprochements SET dossier = ?1 WHERE dossier = ?2 AND personne IS NOT NULL AND suite IS NULL "
      "AND "
      "coalesce(systeme, '') = ?3",
      {name, dossier, system});
  reopen(system, creator_of(dossier));
  return count_;
}

/// The files of the two programs are taken for unread: what they told alike was written once.
void MovedRows::reopen(const std::string& system, const std::string& other) {
  SQLite::Statement unread(
      base_.database(),
      "UPDATE imports SET a_relire = 1 WHERE a_relire IS NULL AND remplace_par IS NULL AND "
      "coalesce(systeme, '') IN (?1, ?2)");
  SQLite::bind(unread, system, other);
  read_again_ = static_cast<std::uint64_t>(unread.exec());
}

std::uint64_t MovedRows::join_persons(const std::string& dossier, const std::string& kept,
                                      const std::string& gone, const std::string& system,
                                      const std::string& name) {
  const auto whole = record(dossier);
  for (const auto& id : {kept, gone})
    if (std::ranges::find(whole.persons, id, &RawPerson::id) == whole.persons.end())
      throw StoreError("le dossier n'a plus la personne" + after_noun(id) +
                       " : elle a été jointe à une autre");
  undo_ = "apres:" +
          std::to_string(base_.database().execAndGet("SELECT coalesce(max(id), 0) FROM imports").getInt64()) +
          ",;";
  for (const auto& [table, column] : of_persons) {
    SQLite::Statement ranks(base_.database(), std::string("SELECT rang FROM ") + table +
                                                  " WHERE dossier = ? AND " + column + " = ? ORDER BY rang");
    SQLite::bind(ranks, dossier, gone);
    undo_ += std::string(table) + ":";
    while (ranks.executeStep()) {
      undo_ += ranks.getColumn(0).getString() + ",";
      ++count_;
    }
    undo_ += ";";
    exec(std::string("UPDATE ") + table + " SET " + column + " = ? WHERE dossier = ? AND " + column + " = ?",
         {kept, dossier, gone});
  }
  exec("UPDATE noms_personnes SET personne = ? WHERE dossier = ? AND personne = ?", {kept, dossier, gone});
  exec("INSERT OR REPLACE INTO noms_personnes VALUES(?, ?, ?, ?, ?)",
       {dossier, system, told_as(dossier, system), name, kept});
  return count_;
}

void MovedRows::keep_for_undo(std::uint64_t decision) {
  if (!undo_.empty())
    exec("UPDATE rapprochements SET defaire = ? WHERE id = " + std::to_string(decision), {undo_});
}

std::string MovedRows::separate_person(const Match& match) {
  const auto whole = record(match.dossier);
  SQLite::Statement kept(base_.database(), "SELECT coalesce(defaire, '') FROM rapprochements WHERE id = ?");
  kept.bind(1, static_cast<std::int64_t>(match.id));
  kept.executeStep();
  const auto undo = kept.getColumn(0).getString();
  SQLite::Statement since(
      base_.database(),
      "SELECT 1 FROM rapprochements WHERE id > ?1 AND personne IS NULL AND auteur <> 'filrouge' "
      "AND decision IN ('joint', 'separe') AND (dossier = ?2 OR autre = ?2)");
  SQLite::bind(since, static_cast<std::int64_t>(match.id), match.dossier);
  if (!undo.empty() && since.executeStep())
    throw StoreError(
        "ce dossier a été joint ou séparé depuis : ses lignes ont changé de place, et cette jonction ne se "
        "défait plus d'un coup ; défaites d'abord ce qui a suivi, ou réimportez dans une base neuve");
  auto now = undo.empty() ? match.name : match.other;
  const auto is_taken = [&](const std::string& id) {
    return std::ranges::find(whole.persons, id, &RawPerson::id) != whole.persons.end();
  };
  const auto wanted = now;
  for (int rank = 2; is_taken(now); ++rank) now = wanted + "-" + std::to_string(rank);
  for (const auto& [table, column] : of_persons) {
    std::string of_hers = " AND import IN (SELECT id FROM imports WHERE coalesce(systeme, '') = ?4)";
    if (!undo.empty()) {
      const auto begin = undo.find(std::string(table) + ":") + std::string(table).size() + 1;
      auto ranks = undo.substr(begin, undo.find(';', begin) - begin);
      if (!ranks.empty()) ranks.pop_back();
      // And what that source told of her since, under the name that was joined.
      const auto after = undo.find("apres:") + std::string_view("apres:").size();
      of_hers = " AND (rang IN (" + ranks + ") OR (import > " +
                undo.substr(after, undo.find(',', after) - after) +
                " AND import IN (SELECT id FROM imports WHERE coalesce(systeme, '') = ?4)))";
    }
    SQLite::Statement move(base_.database(), std::string("UPDATE ") + table + " SET " + column +
                                                 " = ?1 WHERE dossier = ?2 AND " + column + " = ?3" +
                                                 of_hers);
    SQLite::bind(move, now, match.dossier, match.person, match.system);
    count_ += static_cast<std::uint64_t>(move.exec());
  }
  SQLite::Statement both(
      base_.database(),
      "SELECT (SELECT count(*) FROM personnes WHERE dossier = ?1 AND id = ?2), (SELECT count(*) "
      "FROM personnes WHERE dossier = ?1 AND id = ?3)");
  SQLite::bind(both, match.dossier, match.person, now);
  both.executeStep();
  if (both.getColumn(0).getInt() == 0)
    throw StoreError(
        "tout ce que le dossier sait de cette personne vient de cette source : il n'y a personne "
        "d'autre à en séparer");
  if (both.getColumn(1).getInt() == 0) {
    exec(
        "INSERT INTO personnes(dossier, rang, id) VALUES(?1, (SELECT max(rang) + 1 FROM personnes WHERE "
        "dossier = "
        "?1), ?2)",
        {match.dossier, now});
    ++count_;
  }
  exec("INSERT OR REPLACE INTO noms_personnes VALUES(?, ?, ?, ?, ?)",
       {match.dossier, match.system, told_as(match.dossier, match.system), match.name, now});
  reopen(match.system, match.system);
  return now;
}

}  // namespace filrouge
