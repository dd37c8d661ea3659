#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/story.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/oracle/hand_written_rules.hpp"

/// Dates computed by hand where two readings of the texts are possible: what an act sees of its own day, what
/// two pauses are worth, what a doubtful act hides.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

std::string told(const Record& record, const char* asked) {
  Replay replay(*rules().program);
  Journal journal;
  bind(record, rules().model().vocabulary, journal);
  Evaluation evaluation;
  replay.run(journal, day(asked), day(asked), evaluation);
  replay.note_steps(evaluation);
  return tell(*rules().program, journal, evaluation);
}

RawEvent with_null(RawEvent event, const char* field) {
  event.fields.push_back({field, {}});
  return event;
}

}  // namespace

TEST_CASE("days common to two pauses count once (semantics H3)", "[semantics][H3]") {
  // Two months from 10 January: 10 March. Ill from 20 to 29 January: ten days, 20 March.
  const auto alone =
      person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-01-20", "2024-01-29")});
  CHECK(ask(alone, "2024-03-01").delai("echeance", "pauses.ouvert.repondre") == "a_venir 2024-03-20");
  // Away from 25 January to 8 February: the union runs from 20 January to 8 February, twenty days, 30 March.
  const auto both =
      person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-01-20", "2024-01-29"),
                                                      held("absente", "true", "2024-01-25", "2024-02-08")});
  CHECK(ask(both, "2024-03-01").delai("echeance", "pauses.ouvert.repondre") == "a_venir 2024-03-30");
  CHECK(ask(both, "2024-03-31").delai("echeance", "pauses.ouvert.repondre") == "depassee 2024-03-30");
  // One inside the other adds nothing: ill from 20 to 29 January, away from the 22nd to the 24th.
  const auto inside =
      person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-01-20", "2024-01-29"),
                                                      held("absente", "true", "2024-01-22", "2024-01-24")});
  CHECK(ask(inside, "2024-03-01").delai("echeance", "pauses.ouvert.repondre") == "a_venir 2024-03-20");
  // Apart, both count: ten days, then five.
  const auto apart =
      person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-01-20", "2024-01-29"),
                                                      held("absente", "true", "2024-02-10", "2024-02-14")});
  CHECK(ask(apart, "2024-03-01").delai("echeance", "pauses.ouvert.repondre") == "a_venir 2024-03-25");
}

TEST_CASE("a pause counted by months is worth months, not their days (semantics H3)", "[semantics][H3]") {
  // Ill from 31 January to 30 March: sixty days to 9 May, or two months (to the eve of 31 March) to 10 May.
  const auto record =
      person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-01-31", "2024-03-30")});
  const auto then = ask(record, "2024-05-01");
  CHECK(then.delai("echeance", "pauses.ouvert.repondre") == "a_venir 2024-05-09");
  CHECK(then.delai("echeance", "pauses_par_mois.ouvert.rendre") == "a_venir 2024-05-10");
  // And it is told so.
  const auto page = told(record, "2024-05-01");
  CHECK(page.find("L'horloge s'est arrêtée 60 jours.") != std::string::npos);
  CHECK(page.find("L'horloge s'est arrêtée 2 mois.") != std::string::npos);
  // Ten days are no month: the same either way.
  const auto short_one =
      person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-01-20", "2024-01-29")});
  CHECK(ask(short_one, "2024-03-01").delai("echeance", "pauses_par_mois.ouvert.rendre") ==
        "a_venir 2024-03-20");
}

TEST_CASE("a pause stops where its rule's maximum is reached (semantics H3)", "[semantics][H3]") {
  // One month at most a pause: of 20 January to 9 March, 20 January to 19 February, thirty-one days: 10
  // April.
  const auto once =
      person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-01-20", "2024-03-09")});
  CHECK(ask(once, "2024-03-20").delai("echeance", "comptees.ouvert.borner") == "a_venir 2024-04-10");
  // Ten days in all: seven, then three of the next seven: 20 March.
  const auto twice =
      person({event("e1", "demande", "2024-01-10")}, {held("absente", "true", "2024-01-20", "2024-01-26"),
                                                      held("absente", "true", "2024-02-10", "2024-02-16")});
  CHECK(ask(twice, "2024-03-01").delai("echeance", "comptees.ouvert.borner") == "a_venir 2024-03-20");
  // The cut one still covers what the other has in common with it: ill 20 to 29 January, away 25 January to
  // 13 February of which ten days, to 3 February: 20 January to 3 February, fifteen days.
  const auto common =
      person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-01-20", "2024-01-29"),
                                                      held("absente", "true", "2024-01-25", "2024-02-13")});
  CHECK(ask(common, "2024-03-01").delai("echeance", "comptees.ouvert.borner") == "a_venir 2024-03-25");
}

TEST_CASE("the maximum of a pause is not given again because the délai was renewed meanwhile",
          "[semantics]") {
  const char* const due = "renouvelees.ouvert.reprendre";
  // Thirty days from 10 January: 9 February, 19 February for the ten days of pause; then thirty more: 20
  // March. Still ill all that time, she had her ten days.
  const auto lasting = person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-02-01")});
  CHECK(ask(lasting, "2024-02-19").delai("echeance", due) == "a_venir 2024-02-19");
  CHECK(ask(lasting, "2024-02-20").delai("echeance", due) == "a_venir 2024-03-20");
  CHECK(ask(lasting, "2024-03-10").delai("echeance", due) == "a_venir 2024-03-20");
  CHECK(ask(lasting, "2024-03-21").delai("echeance", due) == "depassee 2024-03-20");
  // Ill again from 5 to 9 March: that is another pause, five days.
  const auto again =
      person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-02-01", "2024-02-25"),
                                                      held("malade", "true", "2024-03-05", "2024-03-09")});
  CHECK(ask(again, "2024-03-10").delai("echeance", due) == "a_venir 2024-03-25");
  // Ten days in all: seven of the first thirty (16 February), three of the next (17 March, and three days).
  const auto in_all =
      person({event("e1", "demande", "2024-01-10")}, {held("absente", "true", "2024-02-01", "2024-02-07"),
                                                      held("absente", "true", "2024-03-01", "2024-03-07")});
  CHECK(ask(in_all, "2024-02-20").delai("echeance", due) == "a_venir 2024-03-17");
  CHECK(ask(in_all, "2024-03-10").delai("echeance", due) == "a_venir 2024-03-20");
}

TEST_CASE("a renewal on a day known to within one day takes no other length", "[semantics]") {
  const char* const due = "longueur_gardee.ouvert.suivre";
  // Three months from 10 January: 10 April, 11 if franc; agreed again, three more: 10 July, 12 if franc.
  auto record = person({event("e1", "engagement", "2024-01-05", {{"duree", "3 mois"}}),
                        event("e2", "demande", "2024-01-10"), event("e3", "accord", "2024-02-01")});
  CHECK(ask(record, "2024-03-01").delai("echeance", due) == "a_venir 2024-07-10/2024-07-12");
  // The length of another commitment is that other one's.
  record.events.push_back(event("e4", "engagement", "2024-02-15", {{"duree", "1 mois"}}));
  CHECK(ask(record, "2024-03-01").delai("echeance", due) == "a_venir 2024-07-10/2024-07-12");
}

TEST_CASE("an act that starts a waiting and puts it off is judged before what it starts", "[semantics]") {
  const auto then =
      ask(person({event("e1", "demande", "2024-01-10"), event("e2", "constat", "2024-02-01")}), "2024-02-20");
  CHECK(then.delai("attente", "reflexion.ouvert.reflechir") == "en_cours 2024-03-11");
  CHECK_FALSE(then.find("irregularite", "reflexion.ouvert.reflechir"));
  REQUIRE(then.find("donnee_manquante", "reflexion.ouvert.reflechir"));
  CHECK(then.find("donnee_manquante", "reflexion.ouvert.reflechir")->facts == std::vector<std::string>{"e2"});
}

TEST_CASE("a doubt lifted after the end of a délai is lifted for all that the end does", "[semantics]") {
  // Nothing is known of her before 1 March 2024: a run from the first day of the journal, in doubt.
  auto record = person({});
  std::erase_if(record.persons[0].attributes,
                [](const RawAttribute& attribute) { return attribute.name == "suivie"; });
  record.persons[0].attributes.push_back(held("suivie", "true", "2024-03-01"));
  const auto before = ask(record, "2024-02-20");
  CHECK(before.delai("echeance", "doute.ouvert.venir") == "incertaine 2023-01-06");
  CHECK(before.labels("irregularite").empty());
  // Then she was followed all along: 5 days from 1 January 2023, and 48.
  const auto then = ask(record, "2024-03-02");
  REQUIRE(then.find("etat", "doute.clos"));
  CHECK(then.find("etat", "doute.clos")->date == "2023-02-18");
  CHECK(then.labels("irregularite") == Labels{"Pas venue"});
  // Ten days before that first day it was over already: it tells so of that day.
  REQUIRE(then.find("etat", "doute_garde.clos"));
  CHECK(then.find("etat", "doute_garde.clos")->date == "2023-01-01");
}

TEST_CASE("days of work looked back at from a Saturday are those of the Thursday and the Friday",
          "[semantics]") {
  // Vouched for since Thursday 14 December 2023: on Saturday two days of work back is that Thursday.
  auto record = person({event("e1", "accord", "2023-12-01")});
  record.coverage.push_back({"registre", {"constat"}, day("2023-12-14"), day("2024-12-29")});
  REQUIRE(ask(record, "2023-12-15").find("etat", "silence.ouvert"));
  const auto then = ask(record, "2023-12-20");
  REQUIRE(then.find("etat", "silence.clos"));
  CHECK(then.find("etat", "silence.clos")->date == "2023-12-16");
}

TEST_CASE("a délai that rests on one declared after it is found the same day", "[semantics]") {
  // Three months from 10 January, ten days before.
  const auto record = person(
      {event("e1", "demande", "2024-01-10"), event("e2", "engagement", "2024-02-01", {{"duree", "3 mois"}})},
      {held("suivie", "true", "2024-01-01")});
  CHECK(ask(record, "2024-02-01").delai("echeance", "renvoi.ouvert.relancer") == "a_venir 2024-03-31");
  CHECK(ask(record, "2024-02-15").delai("echeance", "renvoi.ouvert.relancer") == "a_venir 2024-03-31");
}

TEST_CASE("a pause pushes a later start by less: the least end may be that of the latest start",
          "[semantics]") {
  // Ten working days from 10 January: the 22nd, and 26 days of illness before the agreement: 17 February, a
  // Saturday, or the 18th. Ten working days from either: the 29th. Ill until the 19th: three days, or two.
  const auto record = person({event("e1", "demande", "2024-01-10"), event("e2", "accord", "2024-02-05")},
                             {held("malade", "true", "2023-12-14", "2024-02-19")});
  CHECK(ask(record, "2024-02-25").delai("echeance", "repoussee.ouvert.rendre") ==
        "a_venir 2024-03-02/2024-03-04");
}

TEST_CASE("of an act that has left the period looked at, nothing is asked", "[semantics]") {
  // A month and fourteen days from 5 December: 19 January. After it, its objet says nothing any more.
  const auto record = person({event("e1", "bilan", "2024-12-05")});
  const auto asked_for = [&](const char* on) {
    const auto then = ask(record, on);
    const auto* found = then.find("donnee_manquante", "hors_de_vue.ouvert.tant_que");
    return found ? found->missing : std::vector<std::string>{};
  };
  CHECK(asked_for("2025-01-19") == std::vector<std::string>{"objet"});
  CHECK(asked_for("2025-01-20") == std::vector<std::string>{"bilan"});
}

TEST_CASE("a délai begun again during a pause is paused (semantics A6)", "[semantics][A6]") {
  // Begun again on 20 January: 20 February. Ill from before, until 14 February included: 26 days more, 17
  // March.
  const auto record = person({event("e1", "demande", "2024-01-10"), event("e2", "bilan", "2024-01-20")},
                             {held("malade", "true", "2024-01-05", "2024-02-14")});
  const auto then = ask(record, "2024-02-25");
  const auto running = std::ranges::find_if(then.findings, [](const PlainFinding& one) {
    return one.code.ends_with("remise.ouvert.rendre") && one.nature == "echeance" && one.statut == "a_venir";
  });
  REQUIRE(running != then.findings.end());
  CHECK(running->date == "2024-03-17");
}

TEST_CASE("a délai begun again while it is paused puts off what is counted back from its end (semantics A6)",
          "[semantics][A6]") {
  // Ten days before 10 March, were it not paused from its first day.
  const auto record =
      person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-01-05", "2024-04-30")});
  CHECK(ask(record, "2024-03-05").find("etat", "remises.ouvert"));
  // Paused for 112 days, to 30 April: 30 June 2024, hence 20 June.
  CHECK(ask(record, "2024-06-01").delai("echeance", "remises.ouvert.prevenir") == "a_venir 2024-06-20");
}

TEST_CASE("a seam moves what a délai of the eve has just opened", "[semantics]") {
  // Five months from 17 February: 17 July, its evening; the seam is of the 18th.
  const auto record = person({event("e1", "bilan", "2024-02-17", {{"objet", "emploi"}})});
  const auto then = ask(record, "2024-07-18");
  REQUIRE(then.find("etat", "couture.tard"));
  CHECK(then.find("etat", "couture.tard")->date == "2024-07-18");
}

TEST_CASE("a pause that lasts stops the clock; one that begins after the end does nothing (semantics A6)",
          "[semantics][A6]") {
  const auto lasting = person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-03-01")});
  // Nine days of March are left when it begins: on the 21st, twenty days are to be added.
  CHECK(ask(lasting, "2024-03-21").delai("echeance", "pauses.ouvert.repondre") == "en_cours 2024-03-30");
  const auto too_late =
      person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-03-11", "2024-03-20")});
  CHECK(ask(too_late, "2024-03-25").delai("echeance", "pauses.ouvert.repondre") == "depassee 2024-03-10");
  // On the last day it still runs.
  const auto last_day =
      person({event("e1", "demande", "2024-01-10")}, {held("malade", "true", "2024-03-10", "2024-03-19")});
  CHECK(ask(last_day, "2024-03-20").delai("echeance", "pauses.ouvert.repondre") == "a_venir 2024-03-20");
}

TEST_CASE("the last act is known only when no doubtful one may come after it (semantics B4)",
          "[semantics][B4]") {
  // The second may be the last social one: its note decides, and is not known to be of that kind.
  const auto doubtful = person({event("e1", "bilan", "2024-01-10", {{"objet", "social"}, {"note", "1"}}),
                                event("e2", "bilan", "2024-02-10", {{"note", "2"}})});
  const auto then = ask(doubtful, "2024-03-01");
  CHECK(then.labels("action") == Labels{"Début bas"});
  REQUIRE(then.find("donnee_manquante", "notes.suivi.tant_que"));
  CHECK(then.find("donnee_manquante", "notes.suivi.tant_que")->missing == std::vector<std::string>{"objet"});
  // Before the sure one it hides nothing of the last, and everything of the first.
  const auto before = person({event("e1", "bilan", "2024-01-10", {{"note", "2"}}),
                              event("e2", "bilan", "2024-02-10", {{"objet", "social"}, {"note", "1"}})});
  const auto other = ask(before, "2024-03-01");
  CHECK(other.labels("action") == Labels{"Note basse"});
  CHECK(other.find("donnee_manquante", "notes.suivi.tant_que_2"));
  // Of another kind for sure, it hides nothing.
  const auto sure = person({event("e1", "bilan", "2024-01-10", {{"objet", "social"}, {"note", "1"}}),
                            event("e2", "bilan", "2024-02-10", {{"objet", "emploi"}, {"note", "2"}})});
  CHECK(ask(sure, "2024-03-01").labels("action") == Labels{"Début bas", "Note basse"});
}

TEST_CASE("an act sees the acts before it of its own day, never those after it (semantics H1)",
          "[semantics][H1]") {
  const auto visit_first = person({event("e1", "visite", "2024-01-10"), event("e2", "accord", "2024-01-10")});
  CHECK(ask(visit_first, "2024-01-10").find("etat", "ordre.vu"));
  CHECK(ask(visit_first, "2024-01-10").delai("echeance", "ordre.vu.suivre") == "a_venir 2024-02-10");
  // The visit is taken after the agreement: the agreement did not see it, the condition judged after it does.
  const auto agreed_first =
      person({event("e2", "accord", "2024-01-10"), event("e1", "visite", "2024-01-10")});
  CHECK(ask(agreed_first, "2024-01-10").find("etat", "ordre.vu"));
  const auto only_agreed = person({event("e2", "accord", "2024-01-10"), event("e1", "visite", "2024-01-11")});
  CHECK(ask(only_agreed, "2024-01-10").find("etat", "ordre.pas_vu"));
  // A visit recorded after the agreement, the same day, moves nothing of what the agreement started.
  auto earlier = person({event("e1", "visite", "2024-01-05"), event("e2", "accord", "2024-01-10")});
  const auto due = ask(earlier, "2024-01-10").delai("echeance", "ordre.vu.suivre");
  CHECK(due == "a_venir 2024-02-05");
  earlier.events.push_back(event("e3", "visite", "2024-01-10"));
  CHECK(ask(earlier, "2024-01-10").delai("echeance", "ordre.vu.suivre") == due);
}

TEST_CASE("a machine that turns in a circle is stopped alone, and said (semantics F10)", "[semantics][F10]") {
  const auto record = person({event("e1", "demande", "2024-01-10"), event("e2", "reponse", "2024-02-10")},
                             {held("tourne", "true", "2024-01-20")});
  const auto before = ask(record, "2024-01-19");
  CHECK_FALSE(before.find("donnee_manquante", "semantique.cercle"));
  const auto then = ask(record, "2024-01-20");
  REQUIRE(then.find("donnee_manquante", "semantique.cercle"));
  CHECK(then.find("donnee_manquante", "semantique.cercle")->severity == "bloquante");
  CHECK(then.find("donnee_manquante", "semantique.cercle")->date == "2024-01-20");
  // A hundred passages from « pair »: it stays in « pair », uncertain, and takes the answer no more.
  const auto later = ask(record, "2024-02-20");
  REQUIRE(later.find("etat", "cercle.pair"));
  CHECK(later.find("etat", "cercle.pair")->statut == "incertaine");
  CHECK(later.find("donnee_manquante", "semantique.cercle")->date == "2024-01-20");
  CHECK(later.find("etat", "pauses.clos"));
  CHECK(later.delai("echeance", "pauses.ouvert.repondre") == "tenue 2024-03-10");
}

TEST_CASE("a null written in a field is not said: it asks, and neither refuses nor accuses (semantics H4)",
          "[semantics][H4]") {
  const auto record = person({with_null(event("e1", "avis", "2024-01-10"), "suite")});
  const auto then = ask(record, "2024-01-20");
  REQUIRE(then.find("etat", "avis_rendu.attendu"));
  CHECK(then.find("etat", "avis_rendu.attendu")->statut == "incertaine");
  REQUIRE(then.find("donnee_manquante", "avis_rendu.attendu.avis"));
  CHECK(then.find("donnee_manquante", "avis_rendu.attendu.avis")->missing ==
        std::vector<std::string>{"suite"});
  // « connu » answers no: the rule that asks for it speaks.
  CHECK(then.labels("irregularite") == Labels{"Suite inconnue"});
}

TEST_CASE("an act may bear its own number: it refers to nothing (semantics F3)", "[semantics][F3]") {
  auto numbered = event("e1", "constat", "2024-01-10");
  numbered.reference = "C-2024-118";
  const auto then = ask(person({numbered}), "2024-01-20");
  CHECK_FALSE(then.find("evenement_inattendu", ""));
  CHECK(then.delai("echeance", "numero.ouvert.constater") == "a_venir 2024-02-10");
  // A named reference to what the dossier does not have is another thing: it is told, and nothing else of the
  // act is less sure.
  auto lost = event("e1", "constat", "2024-01-10");
  lost.references.push_back({"objet", {RawValue::Kind::text, "C-2023-7"}});
  const auto other = ask(person({lost}), "2024-01-20");
  CHECK(other.find("evenement_inattendu", ""));
  CHECK(other.delai("echeance", "numero.ouvert.constater") == "a_venir 2024-02-10");
}

TEST_CASE("an interrupted délai begins again, whole, from the act that interrupts it (semantics A6)",
          "[semantics][A6]") {
  using Ids = std::vector<std::string>;
  const auto running = [](const Asked& asked, const char* code) {
    std::string told = "rien";
    for (const auto& one : asked.findings)
      if (one.nature == "echeance" && one.code.ends_with(code) && one.statut != "sans_objet")
        told = one.statut + " " + one.date;
    return told;
  };
  // One month from 10 January: 10 February. Interrupted on the 25th: 25 February, though it counts from the
  // entry, which has not moved.
  const auto record = person({event("e1", "demande", "2024-01-10"), event("e2", "retrait", "2024-01-25")});
  CHECK(running(ask(record, "2024-01-24"), "reprise.ouvert.rendre") == "a_venir 2024-02-10");
  const auto again = ask(record, "2024-02-20");
  CHECK(running(again, "reprise.ouvert.rendre") == "a_venir 2024-02-25");
  CHECK(running(ask(record, "2024-02-26"), "reprise.ouvert.rendre") == "depassee 2024-02-25");
  for (const auto& one : again.findings)
    if (one.code.ends_with("reprise.ouvert.rendre") && one.statut != "sans_objet")
      CHECK(one.facts == Ids{"e2"});
  // A letter collected on 15 January: 15 February. Written again on the 20th, it takes the date of the new
  // letter, and waits for it.
  auto written = person({event("e1", "demande", "2024-01-10"),
                         event("e2", "courrier_envoye", "2024-01-12", {{"mode", "lrar"}}),
                         event("e3", "courrier_retire", "2024-01-15")});
  written.events[2].references.push_back({"courrier", {RawValue::Kind::text, "e2"}});
  CHECK(running(ask(written, "2024-01-19"), "reprise.ouvert.recourir") == "a_venir 2024-02-15");
  written.events.push_back(event("e4", "courrier_envoye", "2024-01-20", {{"mode", "lrar"}}));
  CHECK(running(ask(written, "2024-01-24"), "reprise.ouvert.recourir") == "incertaine ");
  written.events.push_back(event("e5", "courrier_retire", "2024-01-26"));
  written.events.back().references.push_back({"courrier", {RawValue::Kind::text, "e4"}});
  CHECK(running(ask(written, "2024-01-28"), "reprise.ouvert.recourir") == "a_venir 2024-02-26");
}

TEST_CASE("a notice follows the end it precedes, when that end is renewed (semantics A3, G6)",
          "[semantics][A3][G6]") {
  const char* const due = "preavis.ouvert.prevenir";
  // One year from 10 January 2024, renewed by itself: the notice of 10 November was missed; the next is of
  // the next year.
  const auto record = person({event("e1", "demande", "2024-01-10")});
  CHECK(ask(record, "2024-11-01").delai("echeance", due) == "a_venir 2024-11-10");
  CHECK(ask(record, "2025-01-10").delai("echeance", due) == "depassee 2024-11-10");
  CHECK(ask(record, "2025-01-11").delai("echeance", due) == "a_venir 2025-11-10");
  CHECK(ask(record, "2025-11-11").delai("echeance", due) == "depassee 2025-11-10");
}

TEST_CASE("a renewed measure begins on the morrow of the first (semantics A5)", "[semantics][A5]") {
  // Six months from 15 January, that day included: 14 July. Six more from 15 July: 14 January.
  const auto record = person({event("e1", "demande", "2024-01-15")});
  CHECK(ask(record, "2024-07-14").delai("duree", "reconduite.ouvert.contrat") == "en_cours 2024-07-14");
  CHECK(ask(record, "2024-07-15").delai("duree", "reconduite.ouvert.contrat") == "en_cours 2025-01-14");
}

TEST_CASE("one act keeps one occurrence of a rythme (semantics G6)", "[semantics][G6]") {
  // Due 10 February and 10 March, each forty days late at most: the visit of the 20th keeps the first.
  const auto told = [](const Asked& asked) {
    std::vector<std::string> all;
    for (const auto& one : asked.findings)
      if (one.code.ends_with("rangs.ouvert.visiter")) all.push_back(one.statut + " " + one.date);
    return all;
  };
  auto record = person({event("e1", "demande", "2024-01-10"), event("e2", "visite", "2024-02-20")});
  CHECK(told(ask(record, "2024-03-01")) == Labels{"tenue 2024-02-10", "a_venir 2024-03-10"});
  CHECK(told(ask(record, "2024-04-30")) == Labels{"tenue 2024-02-10", "depassee 2024-03-10"});
  // Two visits of one day are two acts.
  record.events.push_back(event("e3", "visite", "2024-02-20"));
  CHECK(told(ask(record, "2024-03-01")) == Labels{"tenue 2024-02-10", "tenue 2024-03-10"});
}

TEST_CASE("« inconnu » among the words of a field is that word (semantics G6)", "[semantics][G6]") {
  const auto passing = [](const char* statut) {
    auto act = event("e2", "passage", "2024-01-20");
    if (statut) act.fields.push_back({"statut", {RawValue::Kind::text, statut}});
    return ask(person({event("e1", "demande", "2024-01-10"), act}), "2024-02-01");
  };
  CHECK(passing("inconnu").find("etat", "mot.a_dire"));
  CHECK_FALSE(passing("inconnu").find("irregularite", "mots"));
  // Not said, it is asked; another word is another word.
  const auto unsaid = passing(nullptr);
  CHECK(unsaid.find("etat", "mot.ouvert"));
  REQUIRE(unsaid.find("donnee_manquante", "mot.ouvert.passage"));
  CHECK(unsaid.find("donnee_manquante", "mot.ouvert.passage")->missing == Labels{"statut"});
  CHECK(passing("manque").find("etat", "mot.ouvert"));
  CHECK(passing("manque").find("irregularite", "mots"));
}

TEST_CASE("a « dès que » that is unknown asks for what it waits for (semantics F10)", "[semantics][F10]") {
  const char* const waiting = "attendue.ouvert";
  auto record = person({event("e1", "demande", "2024-01-10"), event("e2", "passage", "2024-01-20")});
  const auto missing = [&](const Record& of, const char* on) {
    const auto asked = ask(of, on);
    const auto* found = asked.find("donnee_manquante", waiting);
    return found ? found->missing : Labels{};
  };
  // What an act says is asked as the act, while it has not come; « depuis tout état » with the state's own.
  CHECK(missing(record, "2024-01-19") == Labels{"bilan", "passage"});
  CHECK(missing(record, "2024-02-01") == Labels{"bilan", "statut"});
  const auto asked = ask(record, "2024-02-01");
  REQUIRE(asked.find("donnee_manquante", waiting));
  CHECK(asked.find("donnee_manquante", waiting)->date == "2024-01-10");
  CHECK(asked.find("donnee_manquante", waiting)->facts == std::vector<std::string>{"e2"});
  // Said, it is no longer asked.
  auto said = record;
  said.events[1].fields.push_back({"statut", {RawValue::Kind::text, "manque"}});
  CHECK(missing(said, "2024-02-01") == Labels{"bilan"});
  said.events.push_back(event("e3", "bilan", "2024-01-25", {{"note", "12"}}));
  CHECK(missing(said, "2024-02-01").empty());
  // Nor is it once the state is left.
  record.events.push_back(event("e4", "avis", "2024-01-28"));
  CHECK(missing(record, "2024-02-01").empty());
}

TEST_CASE("the cause of a passage is what its condition rests on, not the act at hand (semantics H2)",
          "[semantics][H2]") {
  using Ids = std::vector<std::string>;
  // Open on the agreement of the 5th; the notice of the 10th, then the visit of the 12th: it is the visit.
  auto record = person({event("e1", "accord", "2024-01-05"), event("e2", "avis", "2024-01-10"),
                        event("e3", "visite", "2024-01-12")},
                       {held("malade", "true", "2024-02-01")});
  const auto by_visit = ask(record, "2024-01-20");
  REQUIRE(by_visit.find("etat", "cause.reuni"));
  CHECK(by_visit.find("etat", "cause.reuni")->date == "2024-01-12");
  CHECK(by_visit.find("etat", "cause.reuni")->facts == Ids{"e3"});
  // Both were there when the agreement opened: the passage is of that day, the visit its cause all the same.
  record.events[0].on = record.events[0].known = day("2024-01-15");
  const auto later = ask(record, "2024-01-20");
  REQUIRE(later.find("etat", "cause.reuni"));
  CHECK(later.find("etat", "cause.reuni")->date == "2024-01-15");
  CHECK(later.find("etat", "cause.reuni")->facts == Ids{"e3"});
  // An attribute is no act: nothing of the dossier's list made this passage, not even an act of that day.
  record.events.push_back(event("e4", "bilan", "2024-02-01", {{"objet", "emploi"}}));
  const auto ill = ask(record, "2024-02-10");
  REQUIRE(ill.find("etat", "cause.empeche"));
  CHECK(ill.find("etat", "cause.empeche")->date == "2024-02-01");
  CHECK(ill.find("etat", "cause.empeche")->facts.empty());
}

TEST_CASE("the facts of a finding are told in their order, each once", "[semantics]") {
  using Ids = std::vector<std::string>;
  // Of two visits the last one before the agreement starts the délai; the answer keeps it.
  const auto record = person({event("e1", "visite", "2024-01-05"), event("e2", "visite", "2024-01-08"),
                              event("e3", "accord", "2024-01-10"), event("e4", "reponse", "2024-01-20")});
  const auto kept = ask(record, "2024-01-25");
  CHECK(kept.delai("echeance", "ordre.vu.suivre") == "tenue 2024-02-08");
  REQUIRE(kept.find("echeance", "ordre.vu.suivre"));
  CHECK(kept.find("echeance", "ordre.vu.suivre")->facts == Ids{"e2", "e4"});
  REQUIRE(kept.find("etat", "ordre.clos"));
  CHECK(kept.find("etat", "ordre.clos")->facts == Ids{"e4"});
}

TEST_CASE("a second contract lends nothing to the first, whatever else is done that day (semantics H1)",
          "[semantics][H1]") {
  const auto contract = [](const char* id, const char* on, const char* from, const char* to) {
    auto act = event(id, "contrat_signe", on, {{"du", from}});
    act.to = day(to);
    return act;
  };
  const auto lines_of = [](const Record& record) {
    std::vector<std::string> lines;
    for (const auto& one : ask(record, "2024-12-20").findings)
      if (one.code.ends_with("signe.contrat") || one.code.ends_with("signe.revoir"))
        lines.push_back(one.nature + " " + one.statut + " " + one.date);
    return lines;
  };
  // The first ends on 23 December, seen as it was before the second; looked at again by 24 September at the
  // latest, it was on 16 December.
  const std::vector<std::string> expected = {"echeance tenue_en_retard 2024-09-24",
                                             "duree sans_objet 2024-12-23", "echeance a_venir 2025-03-16",
                                             "duree a_venir 2025-06-23"};
  const auto first = contract("e1", "2024-06-24", "2024-06-24", "2024-12-23");
  const auto second = contract("e3", "2024-12-16", "2024-12-24", "2025-06-23");
  CHECK(lines_of(person({first, second})) == expected);
  CHECK(lines_of(person({first, event("e2", "visite", "2024-12-15"), second})) == expected);
  CHECK(lines_of(person({first, event("e2", "visite", "2024-12-16"), second})) == expected);
}

TEST_CASE("what an instance opens moves nothing of itself", "[semantics]") {
  auto withdrawal = event("e2", "retrait", "2024-01-12");
  withdrawal.fields.push_back({"compte_du", {RawValue::Kind::text, "2024-01-10"}});
  const auto record = person({event("e1", "depot", "2024-01-10"), withdrawal});
  const auto then = ask(record, "2024-02-01");
  CHECK(then.delai("echeance", "depots.ouvert.second_regard") == "tenue 2024-04-10");
  const auto open = [](const PlainFinding& one) {
    return one.nature == "etat" && one.code.ends_with("vive");
  };
  CHECK(std::ranges::count_if(then.findings, open) == 4);
  // The same dossier read twice in a row, in buffers that have grown meanwhile.
  Replay reused(*rules().program);
  Journal journal;
  bind(record, rules().model().vocabulary, journal);
  Evaluation evaluation;
  std::vector<std::vector<PlainFinding>> answers;
  for (int i = 0; i < 2; ++i) {
    reused.run(journal, day("2024-02-01"), day("2024-02-01"), evaluation);
    answers.push_back(plain(*rules().program, journal, evaluation));
  }
  CHECK(answers[0] == answers[1]);
}

TEST_CASE("machines that pass often in a long life turn in no circle (semantics F10)", "[semantics][F10]") {
  // Eight machines that each of 241 acts moves.
  std::string text = R"(module va_et_vient
  titre « Va-et-vient »
  régime « essai »
  fondement « essai »
  statut vérifié « essai »
événement aller « Aller »
  portée personne
événement retour « Retour »
  portée personne
événement fin « Fin »
  portée personne
)";
  for (int machine = 0; machine < 8; ++machine)
    text += "procédure m" + std::to_string(machine) + R"( « Machine »
  pour chaque personne
  état parti_de initial « Un »
    dès aller, aller à arrive_a
  état arrive_a « Deux »
    dès retour, aller à parti_de
  états finaux clos
  depuis tout état non final
    dès fin, aller à clos
)";
  const auto busy = from_text(text);
  REQUIRE(busy->errors == "");
  std::vector<RawEvent> acts;
  for (int i = 0; i < 241; ++i) {
    auto act = event("", i % 2 ? "retour" : "aller", "2020-01-01");
    act.id = "e" + std::to_string(i);
    act.on = act.known = day("2020-01-01") + 5 * i;
    acts.push_back(act);
  }
  const auto record = dossier(acts);
  const auto asked = day("2023-06-01");
  CHECK(report(*busy, record, asked, asked) == "");
  const Asked then{slow(*busy, record, asked, asked)};
  CHECK_FALSE(then.find("donnee_manquante", ""));
  const auto moved = [](const PlainFinding& one) {
    return one.nature == "etat" && one.state.ends_with("arrive_a") && one.date == "2023-04-15";
  };
  CHECK(std::ranges::count_if(then.findings, moved) == 8);
}
