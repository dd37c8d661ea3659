#include <catch2/catch.hpp>
#include <map>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/oracle/appearance.hpp"
#include "tests/oracle/hand_written_rules.hpp"
#include "tests/oracle/rules_under_test.hpp"

/// Days computed by hand on which a line turns, is announced to turn, or appeared.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

/// The day on which the line of that délai may change, of each person.
std::map<std::string, std::string> turns_of(const Record& record, const char* asked, const char* due) {
  Journal journal;
  bind(record, rules().model().vocabulary, journal);
  Evaluation evaluation;
  Replay(*rules().program).run(journal, day(asked), day(asked), evaluation);
  const auto told = plain(*rules().program, journal, evaluation);
  const auto days = next_changes(evaluation);
  std::map<std::string, std::string> turns;
  for (std::size_t i = 0; i < told.size(); ++i)
    if (told[i].nature == "echeance" && told[i].code.ends_with(due))
      turns[told[i].person] = days[i].known() ? iso_date(days[i]) : "";
  return turns;
}

/// The day on which to ask again, as it is told on that day.
Date asked_again(const Rules& rules, const Record& record, const char* asked) {
  Journal journal;
  bind(record, rules.model().vocabulary, journal);
  Evaluation evaluation;
  Replay replay(*rules.program);
  replay.run(journal, day(asked), day(asked), evaluation);
  return replay.next_change(journal, evaluation);
}

}  // namespace

TEST_CASE("a fact is asked for while it is unknown, since the day it last became so (semantics B4)",
          "[semantics][B4]") {
  const auto record =
      person({event("e1", "demande", "2024-01-10"), event("e2", "bilan", "2024-01-20", {{"note", "12"}}),
              event("e3", "bilan", "2024-02-10")});
  const auto asks = [&](const char* on) {
    return ask(record, on).find("donnee_manquante", "notes_demandees.depart.demande.demande_1") != nullptr;
  };
  CHECK(asks("2024-01-10"));
  CHECK(asks("2024-01-19"));
  CHECK_FALSE(asks("2024-01-20"));
  CHECK_FALSE(asks("2024-02-09"));
  CHECK(asks("2024-02-10"));
  for (const auto* on : {"2024-01-19", "2024-02-09", "2024-02-20"})
    CHECK(wrong_appearance(*rules().program, record, day(on)) == "");
}

TEST_CASE("the day a line announces is its own, whoever is told before", "[semantics]") {
  auto record = person({event("e1", "demande", "2024-01-10"), event("e2", "demande", "2024-01-10")},
                       {held("absente", "true", "2024-01-01")});
  record.persons.push_back(person({}).persons[0]);
  record.persons[1].id = "p2";
  record.persons[1].role = "conjoint";
  record.events[1].person = "p2";
  for (const bool swapped : {false, true}) {
    INFO("swapped: " << swapped);
    if (swapped) std::swap(record.persons[0], record.persons[1]);
    // Away, p1 has the agent whatever the day; of p2 another holds the file from June on.
    const auto turns = turns_of(record, "2024-03-01", "qui.ouvert.tenir");
    REQUIRE(turns.size() == 2);
    CHECK(turns.at("p1") != "2024-06-01");
    CHECK(turns.at("p2") == "2024-06-01");
  }
}

TEST_CASE("a target whose bound is excluded is missed on its day, and that day is announced", "[semantics]") {
  // Fifteen days from 10 January: the 25th is one too many.
  const auto record = person({event("e1", "demande", "2024-01-10")});
  CHECK(ask(record, "2024-01-24").labels("irregularite").empty());
  CHECK(ask(record, "2024-01-25").labels("irregularite") == Labels{"Pas vue"});
  Journal journal;
  bind(record, rules().model().vocabulary, journal);
  Evaluation evaluation;
  Replay(*rules().program).run(journal, day("2024-01-24"), day("2024-01-24"), evaluation);
  CHECK(evaluation.next_change == day("2024-01-25"));
}

TEST_CASE("a reminder of what a pause stops moves every day, and says so", "[semantics]") {
  const auto ill = person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-01-12")});
  Journal journal;
  bind(ill, rules().model().vocabulary, journal);
  Evaluation evaluation;
  Replay(*rules().program).run(journal, day("2024-01-20"), day("2024-01-20"), evaluation);
  const auto told = plain(*rules().program, journal, evaluation);
  const auto turns = next_changes(evaluation);
  int found = 0;
  for (std::size_t i = 0; i < told.size(); ++i)
    if (told[i].label == "Bientôt fini") {
      ++found;
      CHECK(turns[i] == day("2024-01-21"));
    }
  CHECK(found == 1);
}

TEST_CASE("a condition that counts days up to today holds from the day it does", "[semantics]") {
  const auto record = person({event("e1", "constat", "2024-02-01")}, {held("tourne", "true", "2024-02-01")});
  CHECK(ask(record, "2024-03-02").find("etat", "jours_comptes.depart"));
  CHECK(ask(record, "2024-04-01").delai("etat", "jours_comptes.clos") == " 2024-03-03");
}

TEST_CASE("a definition that follows the day turns on its day", "[semantics]") {
  const auto record = person({event("e1", "demande", "2024-01-10")}, {held("suivie", "true", "2024-01-01")});
  CHECK(ask(record, "2024-04-09").find("etat", "vieillissante.ouvert"));
  CHECK(ask(record, "2024-05-01").delai("etat", "vieillissante.clos") == " 2024-04-10");
}

TEST_CASE("what a requirement reads of a letter that waits is announced", "[semantics]") {
  // Presented on 4 March, it waits at the post office until the 19th.
  auto record = person({event("e1", "courrier_envoye", "2024-03-01", {{"mode", "lrar"}}),
                        event("e2", "courrier_presente", "2024-03-04", {{"avis_instance_prouve", "true"}}),
                        event("e3", "avis", "2024-03-10")});
  Journal journal;
  bind(record, rules().model().vocabulary, journal);
  Replay replay(*rules().program);
  Evaluation evaluation;
  replay.run(journal, day("2024-03-12"), day("2024-03-12"), evaluation);
  CHECK(replay.next_change(journal, evaluation) == day("2024-03-20"));
  replay.run(journal, day("2024-03-12"), day("2024-03-12"), evaluation);
  const auto lines = plain(*rules().program, journal, evaluation);
  const auto turns = next_changes(evaluation);
  int asked = 0;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].nature == "donnee_manquante" && lines[i].procedure.ends_with("recue")) {
      ++asked;
      CHECK(turns[i] == day("2024-03-20"));
    }
  CHECK(asked == 1);
}

TEST_CASE("the day on which a line asks for another fact is announced", "[semantics][H5]") {
  const auto rules = from_text(essai(R"(rôle agent « Agent » institution departement
événement bilan « Bilan »
  portée personne
  note : entier facultatif
événement passage « Passage »
  portée personne
  note : entier facultatif
événement visite « Visite »
  portée personne
procédure suivi « Suivi »
  pour chaque personne
  état suivi initial « Suivi »
    tant que (si aujourd'hui < 2024-03-01 alors note de (dernier bilan) > 10 sinon note de (dernier passage) > 10)
      à faire « Féliciter » par agent
    dès que 1 = 2, aller à fini
  états finaux fini
)",
                                     "agent"));
  REQUIRE(rules->errors == "");
  const auto record = dossier({event("e1", "visite", "2024-01-10")});
  const auto asks = [&](const char* on) {
    const auto then = ask(*rules, record, day(on));
    const auto* line = then.find("donnee_manquante", "");
    return line ? line->missing : Labels{};
  };
  CHECK(asks("2024-02-29") == Labels{"bilan"});
  CHECK(asks("2024-03-01") == Labels{"passage"});
  CHECK(asked_again(*rules, record, "2024-02-01") == day("2024-03-01"));
}

TEST_CASE("the day after a rule ends is announced, where the day asked chooses the rule", "[semantics][H5]") {
  const auto rules = from_text(essai(R"(événement preuve « Preuve »
  portée personne
événement visite « Visite »
  portée personne
événement bilan « Bilan »
  portée personne
procédure suivi « Suivi, jusqu'au printemps »
  en vigueur du 2023-01-01 au 2024-04-11
  pour chaque personne
  selon le droit du jour de (dernier preuve)
  état suivi initial « Suivi »
    dès visite, aller à fini
  états finaux fini
)"));
  REQUIRE(rules->errors == "");
  // No proof has come: the law is that of the day asked.
  const auto unproven = dossier({event("e1", "bilan", "2024-01-10")});
  const auto followed = [&](const char* on) {
    return ask(*rules, unproven, day(on)).find("etat", "suivi.suivi") != nullptr;
  };
  CHECK(followed("2024-04-11"));
  CHECK_FALSE(followed("2024-04-12"));
  CHECK(asked_again(*rules, unproven, "2024-02-01") == day("2024-04-12"));
}

TEST_CASE("a reminder says since when it is said, through a pause or after it", "[semantics]") {
  // Due on 10 February, recalled from 31 January; ill from the 2nd to the 6th: due on the 15th. The
  // obligation is not near while she is ill; the term is.
  const auto record =
      person({event("e1", "demande", "2024-01-10")},
             {held("suivie", "true", "2024-01-01"), held("malade", "true", "2024-02-02", "2024-02-06")});
  for (const char* asked : {"2024-02-01", "2024-02-04", "2024-02-08", "2024-02-14"})
    CHECK(wrong_appearance(*rules().program, record, day(asked)) == "");
}

TEST_CASE("a « tant que » of every state is another thing in another state", "[semantics]") {
  const auto record = person({event("e1", "constat", "2024-01-05")},
                             {held("suivie", "true", "2024-01-01"), held("absente", "true", "2024-01-01")});
  CHECK(wrong_appearance(*rules().program, record, day("2024-01-08")) == "");
  CHECK(wrong_appearance(*rules().program, record, day("2024-02-01")) == "");
}

TEST_CASE("a rythme whose start is known late is said from then", "[semantics]") {
  const auto record = person(
      {event("e1", "demande", "2024-01-10"), event("e2", "engagement", "2024-03-01", {{"du", "2024-01-01"}})},
      {held("suivie", "true", "2024-01-01")});
  CHECK(wrong_appearance(*rules().program, record, day("2024-03-10")) == "");
}

TEST_CASE("a reminder that a lasting pause makes come and go is said from the day it came back",
          "[semantics]") {
  // Put off to a Monday, then again: three days before it is not there every day.
  const auto ill = person({event("e1", "depot", "2024-03-17")},
                          {held("suivie", "true", "2024-01-01"), held("malade", "true", "2024-01-05")});
  for (auto asked = day("2024-04-20"); asked <= day("2024-05-10"); asked = asked + 1)
    CHECK(wrong_appearance(*rules().program, ill, asked) == "");
}

TEST_CASE("a day that goes by months of a day that goes by months turns with each", "[semantics]") {
  const auto record = person({event("e1", "engagement", "2024-01-10")});
  const char* const due = "report.ouvert.rendre_compte";
  CHECK(ask(record, "2024-01-31").delai("echeance", due) == "a_venir 2024-02-01");
  CHECK(ask(record, "2024-02-01").delai("echeance", due) == "a_venir 2024-03-01");
  CHECK(ask(record, "2024-07-15").delai("echeance", due) == "a_venir 2024-08-01");
}

TEST_CASE("an act about another still to come says when that one comes", "[semantics]") {
  // Recorded in January, the notice is of 2 February: until then nothing is known under its id.
  auto to_come = event("e1", "avis", "2024-02-02");
  to_come.known = day("2024-01-10");
  auto about_it = event("e2", "accord", "2024-01-15");
  about_it.references.push_back({"objet", {RawValue::Kind::text, "e1"}});
  Journal journal;
  bind(person({to_come, about_it}), rules().model().vocabulary, journal);
  Evaluation evaluation;
  Replay(*rules().program).run(journal, day("2024-01-20"), day("2024-01-20"), evaluation);
  const auto told = plain(*rules().program, journal, evaluation);
  const auto turns = next_changes(evaluation);
  const auto line = std::ranges::find(told, std::string("evenement_inattendu"), &PlainFinding::nature);
  REQUIRE(line != told.end());
  CHECK(turns[static_cast<std::size_t>(line - told.begin())] == day("2024-02-02"));
}

TEST_CASE("what is looked for from a day to come, and nobody vouches for, is announced for that day",
          "[semantics]") {
  auto record = person({event("e1", "engagement", "2024-01-10")});
  record.coverage.push_back({"registre", {"visite"}, day("2023-01-01"), day("2024-12-29")});
  Journal journal;
  bind(record, rules().model().vocabulary, journal);
  Evaluation evaluation;
  Replay(*rules().program).run(journal, day("2025-05-31"), day("2025-05-31"), evaluation);
  CHECK(evaluation.next_change == day("2025-06-01"));
  const char* const code = "a_compter_de_juin.ouvert.tant_que";
  CHECK_FALSE(ask(record, "2025-05-31").find("donnee_manquante", code));
  CHECK(ask(record, "2025-06-01").find("donnee_manquante", code));
}

TEST_CASE("a window that empties of itself is known to be empty, that day", "[semantics]") {
  // Entered on 1 January 2023: three weeks back from 22 January is after the eve of that day.
  auto record = person({event("e1", "accord", "2023-02-01")});
  record.coverage.push_back({"registre", {"visite"}, day("2023-01-01"), day("2024-12-29")});
  const auto then = ask(record, "2023-02-10");
  REQUIRE(then.find("etat", "fenetre.clos"));
  CHECK(then.find("etat", "fenetre.clos")->date == "2023-01-22");
}

TEST_CASE("a pause that lasts since before the start stops the clock when it starts, and that is announced",
          "[semantics]") {
  // Fourteen days from 10 January: the 24th, then a month. Ill since the 5th.
  const auto ill = person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-01-05")});
  const char* const due = "pause_attendue.ouvert.preparer";
  CHECK(ask(ill, "2024-01-20").delai("echeance", due) == "a_venir 2024-02-24");
  CHECK(ask(ill, "2024-01-24").delai("echeance", due) == "en_cours 2024-02-24");
  CHECK(ask(ill, "2024-01-26").delai("echeance", due) == "en_cours 2024-02-26");
  CHECK(turns_of(ill, "2024-01-20", due).at("p1") == "2024-01-24");
}

namespace {

const std::string small_head = R"(module essai
  conventions base
  fondement « essai »
  statut vérifié « essai »
conventions base
  délais de l'administration : non francs, non prorogés
  délais de la personne : non francs, prorogés si samedi, dimanche ou férié
  fondement « essai »
  statut vérifié « essai »
attribut suivie : booléen
  portée personne
)";

/// Followed from that day on.
Record followed_from(const char* first) {
  auto record = dossier({});
  auto& attributes = record.persons[0].attributes;
  attributes.resize(1);
  attributes[0].name = "suivie";
  attributes[0].from = attributes[0].known = day(first);
  return record;
}

Asked told(const Rules& rules, const Record& record, const char* asked) {
  const auto on = day(asked);
  return ask(rules, record, on);
}

}  // namespace

TEST_CASE("a letter that says when it will be read announces that day", "[semantics]") {
  const auto rules = from_text(small_head + R"(événement courrier_envoye « Courrier envoyé »
  portée personne
  vie d'un courrier : envoi
  mode : un parmi (lrar, simple, remise, electronique) facultatif
  consulte_le : date facultatif
événement reponse « Réponse »
  portée personne
procédure pli « Pli »
  une instance par courrier_envoye
  état envoyé initial « Envoyé »
    échéance répondre : 22 jours après la notification de courrier_envoye
      tenue par reponse
    dès reponse, aller à clos
  états finaux clos
)");
  REQUIRE(rules->errors == "");
  const auto record = dossier({event("e1", "courrier_envoye", "2024-08-07",
                                     {{"mode", "electronique"}, {"consulte_le", "2024-08-15"}})});
  Journal journal;
  bind(record, rules->model().vocabulary, journal);
  Evaluation evaluation;
  Replay(*rules->program).run(journal, day("2024-08-10"), day("2024-08-10"), evaluation);
  CHECK(evaluation.next_change == day("2024-08-15"));
  CHECK(told(*rules, record, "2024-08-14").delai("echeance", "repondre") == "incertaine ");
  CHECK(told(*rules, record, "2024-08-15").delai("echeance", "repondre") == "a_venir 2024-09-06");
}

TEST_CASE("what no act proves is known on the first day on which all the days looked at are vouched for",
          "[semantics]") {
  const auto rules = from_text(small_head + R"(événement visite « Visite »
  portée personne
procédure silence « Silence »
  pour chaque personne
  état attente initial « Attente »
    dès que (aucun visite, depuis 1 mois et 16 jours), aller à vu
    dès visite, aller à clos
  états finaux vu, clos
)");
  REQUIRE(rules->errors == "");
  auto record = followed_from("2023-11-25");
  record.coverage.push_back({.source = "registre", .types = {}, .from = day("2023-10-27"), .to = {}});
  // 12 December less one month is 12 November, less sixteen days 27 October; the eve, one day before.
  CHECK(told(*rules, record, "2023-12-11").state("p1").starts_with("attente"));
  CHECK(told(*rules, record, "2023-12-12").state("p1") == "vu 2023-12-12");
}

TEST_CASE("a délai is not over while a pause by months, shorter than its days, still lasts", "[semantics]") {
  const auto rules = from_text(small_head + R"(attribut malade : booléen
  portée personne
procédure suite « Suite »
  pour chaque personne
  terme fin_de_suite : 4 jours ouvrables après entrée, franc incertain, opposé à la personne
    suspendue pendant l'état ouvert, par jours, au plus 38 jours, par pause
    suspendue pendant (malade), par mois
    à la fin, aller à clos
  état ouvert initial « Ouvert »
  états finaux clos
)");
  REQUIRE(rules->errors == "");
  auto record = followed_from("2024-02-08");
  auto ill = record.persons[0].attributes[0];
  ill.name = "malade";
  ill.from = ill.known = day("2024-03-22");
  ill.to = day("2024-04-25");
  record.persons[0].attributes.push_back(ill);
  // 13 February; thirty-eight days: 22 March, the day she falls ill; one month and four days: 13 March, and
  // forty-two days: 24 April, or 25 if it is franc. On 23 April one month and a day would have ended it on
  // the 21st.
  CHECK(told(*rules, record, "2024-04-24").state("p1").starts_with("ouvert"));
  CHECK(told(*rules, record, "2024-04-26").state("p1") == "clos 2024-04-25");
  CHECK(told(*rules, record, "2024-06-01").delai("terme", "fin_de_suite") == "tenue 2024-04-24/2024-04-25");
}

TEST_CASE("of a day to come, the doubt is that of today", "[semantics]") {
  const auto rules = from_text(small_head + R"(événement visite « Visite »
  portée personne
rôle agent « Agent » institution departement
procédure suite « Suite »
  conduite par agent
  pour chaque personne quand suivie
  état ouvert initial « Ouvert »
    échéance répondre : 5 semaines après entrée
      tenue par visite
      à faire « Répondre » par agent
    dès visite, aller à clos
    dès que ((répondre dépassée) au jour de 2025-04-27), aller à prévu
  état prévu
    dès visite, aller à clos
  états finaux clos
)");
  REQUIRE(rules->errors == "");
  auto record = followed_from("2024-02-05");
  record.persons[0].attributes[0].to = day("2024-04-05");
  // Whether she is followed in 2025 nobody knows; today she is, and on that day it would be late.
  CHECK(told(*rules, record, "2024-02-06").state("p1") == "prevu 2024-02-05");
}

TEST_CASE("a line whose machine waits for another announces the day on which that one may move",
          "[semantics]") {
  const auto rules = from_text(small_head + R"(événement visite « Visite »
  portée personne
événement depot « Dépôt »
  portée personne
rôle agent « Agent » institution departement
procédure dossier_déposé « Dossier déposé »
  conduite par agent
  une instance par depot
  état reçu initial « Reçu »
    terme examen : 2 mois après entrée
      à la fin, aller à examiné
    à l'entrée, ouvrir rappel_au_déposant
  états finaux examiné
procédure rappel_au_déposant « Rappel au déposant »
  conduite par agent
  une instance par visite
  état attente initial « Attente »
    échéance rappeler : 1 mois avant entrée
      tenue par visite
      à faire « Rappeler » par agent
    dès que (dossier_déposé liée dans l'état examiné), aller à fini
  états finaux fini
)");
  REQUIRE(rules->errors == "");
  const auto record = dossier({event("e1", "depot", "2024-10-21")});
  Journal journal;
  bind(record, rules->model().vocabulary, journal);
  Evaluation evaluation;
  Replay(*rules->program).run(journal, day("2024-11-24"), day("2024-11-24"), evaluation);
  const auto lines = plain(*rules->program, journal, evaluation);
  const auto days = next_changes(evaluation);
  int found = 0;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].code.ends_with("rappeler")) {
      ++found;
      CHECK(days[i] == day("2024-12-22"));
    }
  CHECK(found == 1);
}
