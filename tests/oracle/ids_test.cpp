#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/oracle/by_hand.hpp"
#include "tests/oracle/generated.hpp"
#include "tests/oracle/random_rules.hpp"

/// What an id promises to who keeps it: one thing in a run, and the same thing from one run to the next.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

/// A line, and what tells its thing from the others without its id: whose it is, of which life of which
/// procédure, what says it, and the act it comes from.
struct Line {
  std::string thing, id;
};

std::vector<Line> lines(const Rules& rules, const Record& record, Date on) {
  Replay replay(*rules.program);
  Journal journal;
  bind(record, rules.model().vocabulary, journal);
  Evaluation evaluation;
  replay.run(journal, on, on, evaluation);
  std::vector<Finding> findings;
  publish(*rules.program, journal, evaluation, findings);
  std::vector<Line> all;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto& one = findings[i];
    const auto& compact = evaluation.findings[i];
    // A life is that of the act that opened it, else of the day it opened: « p1#2 » is only its name.
    auto life = one.instance;
    if (compact.instance != none_id)
      if (const auto& instance = evaluation.instances[compact.instance]; instance.trigger == none_id)
        life = iso_date(instance.begun);
    auto thing = one.dossier + "/" + one.personne + "/" + one.procedure + "/" + life + "/" + one.nature +
                 "/" + one.code + "/" + one.libelle;
    if (compact.nature == Nature::etat) thing += "/" + one.date;
    if (compact.cause.act != none_id)
      thing += "/" + std::string(journal.text(journal.events[compact.cause.act].id));
    if (compact.cause.since != none_id)
      thing += "/depuis " + std::string(journal.text(journal.events[compact.cause.since].id));
    all.push_back({thing, one.id});
  }
  return all;
}

/// What is wrong with the ids of two runs, the second of which may know and say more; empty: nothing.
std::string at_fault(const std::vector<Line>& first, const std::vector<Line>& second) {
  std::map<std::string, std::string> thing_of;
  for (const auto* run : {&first, &second}) {
    std::set<std::string> ids;
    for (const auto& line : *run) {
      if (!ids.insert(line.id).second) return "deux lignes, un identifiant : " + line.thing;
      const auto [known, is_new] = thing_of.emplace(line.id, line.thing);
      if (known->second != line.thing)
        return "un identifiant, deux choses :\n  " + known->second + "\n  " + line.thing;
    }
  }
  std::map<std::string, std::set<std::string>> before, after;
  for (const auto& line : first) before[line.thing].insert(line.id);
  for (const auto& line : second) after[line.thing].insert(line.id);
  for (const auto& [thing, ids] : before) {
    const auto still = after.find(thing);
    if (still == after.end()) continue;
    // Of several alike some may be over, and others have come.
    const auto& more = ids.size() > still->second.size() ? ids : still->second;
    const auto& fewer = ids.size() > still->second.size() ? still->second : ids;
    if (!std::ranges::includes(more, fewer)) return "une chose, deux identifiants : " + thing;
  }
  return {};
}

std::set<std::string> ids_about(const std::vector<Line>& all, std::string_view part) {
  std::set<std::string> ids;
  for (const auto& line : all)
    if (line.thing.find(part) != std::string::npos) ids.insert(line.id);
  return ids;
}

const std::string head = R"(module suivi
  titre « Suivi »
  conduite par agent
  régime « essai »
  conventions base
  fondement « essai »
  statut vérifié « essai »
conventions base
  délais de l'administration : non francs, non prorogés
  délais de la personne : non francs, non prorogés
  fondement « essai »
  statut vérifié « essai »
événement decision « Décision »
  portée personne
  motivee : booléen facultatif
événement visite « Visite »
  portée personne
événement demande « Demande »
  portée personne
rôle agent « Agent » institution departement
rôle cadre « Cadre » institution departement
attribut suivie : booléen
  portée personne
)";
const std::string clause = R"(    tant que suivie
      à faire « Garder le contact » par agent
)";
const std::string other_clause = R"(    tant que suivie
      à faire « Relire le dossier » par cadre
)";

/// A procédure that says several things more than once: two reminders, an « exige » at each act, two linked
/// lives of one name.
std::string rules_text(const std::string& clauses) {
  return head + R"(procédure accompagnement « Accompagnement »
  pour chaque personne
  état ouvert initial « Ouvert »
)" + clauses +
         R"(    échéance rendre : 2 mois après entrée
      tenue par visite
      rappel 30 jours avant « Prévenir » par agent
      rappel 15 jours avant « Relancer » par agent
      à faire « Rendre » par agent
    dès decision
      exige motivee = oui « Décision non motivée », bloquante
    dès que (2 = 3), aller à clos
  états finaux clos
procédure ouvrante « Ouvrante »
  une instance par demande
  état ouverte initial « Ouverte »
    terme mûre : 1 mois après entrée
      à la fin, ouvrir suite, aller à close
  états finaux close
procédure suite « Suite »
  une instance par visite
  état vive initial « Vive »
    échéance faire : 1 mois après entrée
      tenue par decision
      à faire « Faire » par agent
    dès visite, aller à finie
  états finaux finie
)";
}

Record followed() {
  auto record = dossier({event("e1", "demande", "2024-01-10"), event("e2", "demande", "2024-01-25"),
                         event("e3", "decision", "2024-02-01", {{"motivee", "false"}}),
                         event("e4", "decision", "2024-02-20", {{"motivee", "false"}})});
  record.attributes.clear();
  auto& attributes = record.persons[0].attributes;
  attributes.resize(1);
  attributes[0].name = "suivie";
  attributes[0].value = {RawValue::Kind::boolean, "true"};
  attributes[0].from = attributes[0].known = day("2024-01-10");
  return record;
}

/// More is said, and each thing said before keeps its id.
void all_there(const std::vector<Line>& before, const std::vector<Line>& after) {
  CHECK(after.size() > before.size());
  std::set<std::string> ids;
  for (const auto& line : after) ids.insert(line.id);
  for (const auto& line : before) {
    INFO(line.thing);
    CHECK(ids.contains(line.id));
  }
}

}  // namespace

TEST_CASE("an id is that of one thing, from one month to the next", "[ids]") {
  const auto& rules = shipped_rules();
  REQUIRE(rules.errors == "");
  std::size_t late = 0, between = 0, kept = 0;
  for (const auto& record : generated_dossiers(20, asked_count(300)))
    for (const auto* iso : {"2022-06-15", "2024-12-15", "2026-03-01"}) {
      const auto first = day(iso), second = add_months(first, 1);
      for (const auto& act : record.events) {
        between += act.on > first && act.on <= second;
        late += act.on <= first && act.known > first && act.known <= second;
      }
      const auto before = lines(rules, record, first), after = lines(rules, record, second);
      INFO(record.dossier << " " << iso);
      CHECK(at_fault(before, after) == "");
      std::set<std::string> ids;
      for (const auto& line : before) ids.insert(line.id);
      kept += static_cast<std::size_t>(
          std::ranges::count_if(after, [&](const Line& line) { return ids.contains(line.id); }));
    }
  // The months were not empty, nor the dossiers.
  CHECK(between > 0);
  CHECK(late > 0);
  CHECK(kept > 0);
}

TEST_CASE("what is said more than once in a run bears as many ids", "[ids]") {
  const auto rules = from_text(rules_text(clause));
  REQUIRE(rules->errors == "");
  const auto all = lines(*rules, followed(), day("2024-03-01"));
  CHECK(at_fault(all, all) == "");
  CHECK(ids_about(all, "Prévenir").size() == 1);
  CHECK(ids_about(all, "Relancer").size() == 1);
  CHECK(ids_about(all, "Décision non motivée").size() == 2);
  CHECK(ids_about(all, "/suite.").size() + ids_about(all, "suivi.suite/").size() >= 4);
}

TEST_CASE("an older act recorded later leaves the ids of what it is not about", "[ids]") {
  const auto rules = from_text(rules_text(clause));
  REQUIRE(rules->errors == "");
  const auto before = lines(*rules, followed(), day("2024-03-01"));
  for (const auto* type : {"decision", "demande"}) {
    auto record = followed();
    auto act = event("e0", type, "2024-01-15");
    if (std::string_view(type) == "decision")
      act.fields.push_back({"motivee", {RawValue::Kind::boolean, "false"}});
    act.known = day("2024-02-28");
    record.events.push_back(act);
    const auto after = lines(*rules, record, day("2024-03-01"));
    INFO(type);
    all_there(before, after);
    CHECK(at_fault(before, after) == "");
  }
}

TEST_CASE("another rule, beside or before, leaves the ids of a rule", "[ids]") {
  const auto alone = from_text(rules_text(clause));
  REQUIRE(alone->errors == "");
  const auto before = lines(*alone, followed(), day("2024-03-01"));
  const auto beside = [&](const Rules& rules) {
    REQUIRE(rules.errors == "");
    const auto after = lines(rules, followed(), day("2024-03-01"));
    all_there(before, after);
  };
  beside(*from_text(rules_text(other_clause + clause)));
  const RuleText texts[] = {{"avant.fil", R"(module autre
  titre « Autre »
  conduite par agent
  utilise suivi
  fondement « essai »
  statut vérifié « essai »
procédure veille « Veille »
  pour chaque personne
  état calme initial « Calme »
    tant que suivie
      à faire « Veiller » par agent
    dès visite, aller à fini
  états finaux fini
)"},
                            {"tire.fil", rules_text(clause)}};
  beside(Rules(
      texts, [](const std::string&) { return drawn_values(); }, dsl::Extent::whole));
}

TEST_CASE("a date, a copy, a neighbour or other words leave the id of what bears a lasting name", "[ids]") {
  const auto told = [](const std::string& clauses) {
    const auto rules = from_text(rules_text(clauses));
    REQUIRE(rules->errors == "");
    return lines(*rules, followed(), day("2024-03-01"));
  };
  const auto id_of = [](const std::vector<Line>& all, std::string_view part) {
    const auto ids = ids_about(all, part);
    return ids.size() == 1 ? *ids.begin() : std::to_string(ids.size()) + " identifiants";
  };
  const auto plain = id_of(told(clause), "Garder le contact");
  CHECK(id_of(told(clause + "      en vigueur du 2019-01-01\n"), "Garder le contact") == plain);
  CHECK(ids_about(told(clause + clause), "Garder le contact").contains(plain));

  const std::string named = R"(    tant que suivie
      à faire « Garder le contact » par agent
        repère contact
)";
  const std::string second = "      à faire « Écrire » par agent\n";
  const auto id = id_of(told(named), "Garder le contact");
  CHECK(id_of(told(named + second), "Garder le contact") == id);
  CHECK(id_of(told("    tant que suivie\n" + second + named.substr(named.find("      à faire"))),
              "Garder le contact") == id);
  auto reworded = named;
  reworded.replace(reworded.find("Garder le contact"), std::string_view("Garder le contact").size(),
                   "Appeler");
  CHECK(id_of(told(reworded + second), "Appeler") == id);
}

TEST_CASE("what is said of an act itself keeps its id when another file is the first to say it", "[ids]") {
  const std::string asks =
      "procédure grave « Grave »\n  une instance par decision, motivee: non\n"
      "  état vive initial « Vive »\n    dès visite, aller à finie\n  états finaux finie\n"
      "contrôle dite « Motivation dite »\n  chaque decision, motivee: oui\n"
      "    exige motivee = oui « Motivation »\n";
  const std::string other =
      "module autre\n  titre « Autre »\n  conduite par agent\n  utilise suivi\n  fondement « essai »\n"
      "  statut vérifié « essai »\n" +
      asks;
  const RuleText texts[] = {{"avant.fil", other}, {"tire.fil", rules_text(clause) + asks}};
  const auto alone = from_text(rules_text(clause) + asks);
  const Rules beside(
      texts, [](const std::string&) { return drawn_values(); }, dsl::Extent::whole);
  REQUIRE(alone->errors == "");
  REQUIRE(beside.errors == "");
  auto record = followed();
  record.events.push_back(event("e9", "decision", "2024-02-25"));  // motivated or not, it does not say
  const auto before = lines(*alone, record, day("2024-03-01"));
  CHECK(ids_about(before, "donnee_manquante").size() > 0);
  std::set<std::string> after;
  for (const auto& line : lines(beside, record, day("2024-03-01"))) after.insert(line.id);
  for (const auto& id : ids_about(before, "/donnee_manquante/")) CHECK(after.contains(id));
}

TEST_CASE("two lives of one procédure opened the same day bear two ids", "[ids]") {
  const auto rules = from_text(rules_text(clause));
  REQUIRE(rules->errors == "");
  // Each demande opens, a month later, what it is to be followed by.
  auto record = followed();
  for (auto* demande : {&record.events[0], &record.events[1]})
    demande->on = demande->known = day("2024-01-10");
  record.events[0].reference = "D-1";
  record.events[1].reference = "D-2";
  const auto all = lines(*rules, record, day("2024-03-01"));
  CHECK(ids_about(all, "suivi.suite.vive.faire").size() == 2);
  CHECK(at_fault(all, all) == "");
}
