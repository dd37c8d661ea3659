#include <catch2/catch.hpp>

#include "tests/oracle/hand_written_rules.hpp"

/// Which letter an act of the post is of, and the day that makes it notified.
using namespace filrouge;
using namespace filrouge::oracle;

TEST_CASE("an act of the post is of the letter that bears its number, whatever was sent since",
          "[semantics]") {
  const auto numbered = [](RawEvent event, const char* number) {
    event.reference = number;
    return event;
  };
  const auto sent = [&](const char* id, const char* on, const char* number) {
    return numbered(event(id, "courrier_envoye", on, {{"mode", "lrar"}}), number);
  };
  const auto due = [](const Asked& then, const char* instance) {
    for (const auto& finding : then.findings)
      if (finding.instance == instance && finding.nature == "echeance")
        return finding.statut + " " + finding.date;
    return std::string("rien");
  };
  // The first is collected on the 12th, after the second was sent: one month later, 12 April.
  const auto two = person({sent("e1", "2024-03-01", "R-1"), sent("e2", "2024-03-05", "R-2"),
                           numbered(event("e3", "courrier_presente", "2024-03-08"), "R-1"),
                           numbered(event("e4", "courrier_retire", "2024-03-12"), "R-1")});
  CHECK(due(ask(two, "2024-04-01"), "e1") == "a_venir 2024-04-12");
  CHECK(due(ask(two, "2024-04-01"), "e2") == "incertaine ");
  // Sent again under the same number: what comes after is of the second sending, what came before of the
  // first.
  const auto again = person(
      {sent("e1", "2024-03-01", "R-1"), numbered(event("e2", "courrier_presente", "2024-03-03"), "R-1"),
       sent("e3", "2024-03-05", "R-1"), numbered(event("e4", "courrier_retire", "2024-03-12"), "R-1")});
  CHECK(due(ask(again, "2024-04-01"), "e1") == "incertaine ");
  CHECK(due(ask(again, "2024-04-01"), "e3") == "a_venir 2024-04-12");
}

TEST_CASE("a letter that names nobody, in a couple, is not the last of a person's", "[semantics]") {
  auto record = person({event("e1", "courrier_envoye", "2024-03-01", {{"mode", "lrar"}}),
                        event("e2", "courrier_envoye", "2024-03-05", {{"mode", "lrar"}}),
                        event("e3", "courrier_retire", "2024-03-12")});
  record.persons.push_back(person({}).persons[0]);
  record.persons[1].id = "p2";
  record.persons[1].role = "conjoint";
  record.events[1].person.clear();
  record.events[1].references.push_back({"objet", {RawValue::Kind::text, "e99"}});
  const auto then = ask(record, "2024-04-01");
  CHECK(then.delai("echeance", "pli.envoye.contester") == "a_venir 2024-04-12");
}

TEST_CASE(
    "a letter handed over is notified on the day it was, never on the day it was written (semantics F5)",
    "[semantics][F5]") {
  auto record = person({event("e1", "courrier_envoye", "2024-01-10", {{"mode", "remise"}})});
  CHECK(ask(record, "2024-02-01").delai("echeance", "pli.envoye.contester") == "incertaine ");
  record.events.push_back(event("e2", "courrier_remis", "2024-01-18"));
  CHECK(ask(record, "2024-02-01").delai("echeance", "pli.envoye.contester") == "a_venir 2024-02-18");
}

TEST_CASE("an act of the post that names no letter is of the only one it can be of (semantics F5)",
          "[semantics][F5]") {
  const auto due = [](const Record& record) {
    return ask(record, "2024-02-01").delai("echeance", "pli.envoye.contester");
  };
  auto record = person({event("e1", "courrier_envoye", "2024-01-08", {{"mode", "lrar"}}),
                        event("e2", "courrier_envoye", "2024-01-09", {{"mode", "remise"}}),
                        event("e3", "courrier_envoye", "2024-01-10", {{"mode", "simple"}}),
                        event("e4", "courrier_retire", "2024-01-15")});
  CHECK(due(record) == "a_venir 2024-02-15");
  // Two registered letters still to be delivered: nobody knows which was collected.
  record.events[2].fields[0].value.text = "lrar";
  CHECK(due(record) == "incertaine ");
  // One of them known to be returned, if only by an act dated before it: it is of the other.
  record.events.push_back(event("e5", "courrier_retourne", "2024-01-12"));
  record.events.back().references.push_back({"courrier", {RawValue::Kind::text, "e3"}});
  CHECK(due(record) == "a_venir 2024-02-15");
  record.events.back().on = record.events.back().known = day("2024-01-09");
  CHECK(due(record) == "a_venir 2024-02-15");
}

TEST_CASE("a second return that gives no reason takes back nothing of the first (semantics B3)",
          "[semantics][B3]") {
  // Refused: notified when it was presented.
  const auto record = person({event("e1", "courrier_envoye", "2024-01-10", {{"mode", "lrar"}}),
                              event("e2", "courrier_presente", "2024-01-12"),
                              event("e3", "courrier_retourne", "2024-01-13", {{"motif", "refuse"}}),
                              event("e4", "courrier_retourne", "2024-01-20")});
  auto named = record;
  named.events[3].references.push_back({"courrier", {RawValue::Kind::text, "e1"}});
  CHECK(ask(named, "2024-02-01").delai("echeance", "pli.envoye.contester") == "a_venir 2024-02-12");
}

TEST_CASE("a letter known to have failed is over: the next that carries the decision counts (semantics F5)",
          "[semantics][F5]") {
  const auto due = [](const Record& record) {
    return ask(record, "2024-02-01").delai("echeance", "notifiee.ouverte.contester");
  };
  // Sent to an address she had said she had left, and back; sent again, and collected on the 20th.
  auto record =
      person({event("e1", "changement_adresse", "2024-01-02", {{"signale", "true"}}),
              event("e2", "decision_prise", "2024-01-04"),
              event("e3", "courrier_envoye", "2024-01-05", {{"objet", "decision"}, {"mode", "lrar"}}),
              event("e4", "courrier_presente", "2024-01-08"),
              event("e5", "courrier_retourne", "2024-01-10", {{"motif", "npai"}})});
  CHECK(due(record) == "incertaine ");
  record.events.push_back(
      event("e6", "courrier_envoye", "2024-01-15", {{"objet", "decision"}, {"mode", "lrar"}}));
  record.events.push_back(event("e7", "courrier_retire", "2024-01-20"));
  CHECK(due(record) == "a_venir 2024-02-20");
  // At an address not known to be wrong: from its presentation, or from the second, which is the prudent
  // date.
  record.events[0].fields[0].value.text = "false";
  CHECK(due(record) == "a_venir 2024-02-08/2024-02-20");
}

TEST_CASE("an act of the post that may be of several letters, or is of none, is told (semantics F5)",
          "[semantics][F5]") {
  const auto two =
      person({event("e1", "courrier_envoye", "2024-03-01", {{"mode", "lrar"}}),
              event("e2", "courrier_envoye", "2024-03-05", {{"mode", "lrar"}}),
              event("e3", "courrier_retire", "2024-03-12"), event("e4", "courrier_presente", "2024-03-14")});
  const auto then = ask(two, "2024-04-01");
  CHECK(then.labels("evenement_ambigu").size() == 2);
  const auto alone = person({event("e1", "courrier_retire", "2024-03-12")});
  REQUIRE(ask(alone, "2024-04-01").labels("evenement_inattendu").size() == 1);
  // Its letter known, nothing is said.
  auto whole = alone;
  whole.events.push_back(event("e2", "courrier_envoye", "2024-03-01", {{"mode", "lrar"}}));
  CHECK(ask(whole, "2024-04-01").labels("evenement_inattendu").empty());
  // Handed over, it may be its own letter.
  CHECK(ask(person({event("e1", "courrier_remis", "2024-03-12")}), "2024-04-01")
            .labels("evenement_inattendu")
            .empty());
}

TEST_CASE("a letter sent before an act is not the letter of that act (semantics F5)", "[semantics][F5]") {
  const auto rules = from_text(essai(R"(événement decision « Décision »
  portée personne
événement visite « Visite »
  portée personne
événement courrier_envoye « Courrier envoyé »
  portée personne
  vie d'un courrier : envoi
  mode : un parmi (lrar, simple, remise, electronique) facultatif
  objet : un parmi (decision, autre) facultatif
événement courrier_retire « Courrier retiré »
  portée personne
  vie d'un courrier : retrait
procédure suite « Suite »
  une instance par decision
  état ouvert initial « Ouvert »
    échéance contester : 1 mois après la notification de decision
      tenue par visite
    dès visite, aller à clos
  états finaux clos
)"));
  REQUIRE(rules->errors == "");
  auto record =
      dossier({event("e1", "courrier_envoye", "2024-02-01", {{"mode", "lrar"}, {"objet", "decision"}}),
               event("e2", "courrier_retire", "2024-02-06"), event("e3", "decision", "2024-02-10")});
  const auto due = [&] {
    const auto on = day("2024-03-01");
    return ask(*rules, record, on).delai("echeance", "contester");
  };
  CHECK(due() == "incertaine ");
  record.events.push_back(
      event("e4", "courrier_envoye", "2024-02-12", {{"mode", "lrar"}, {"objet", "decision"}}));
  record.events.push_back(event("e5", "courrier_retire", "2024-02-16"));
  CHECK(due() == "a_venir 2024-03-16");
}

TEST_CASE("proven once, a notice is proven; a change of address signalled too late does not undo a letter",
          "[semantics][F5]") {
  const auto rules = from_text(essai(R"(événement courrier_envoye « Courrier envoyé »
  portée personne
  vie d'un courrier : envoi
  mode : un parmi (lrar, simple, remise, electronique) facultatif
événement courrier_presente « Courrier présenté »
  portée personne
  vie d'un courrier : présentation
  avis_instance_prouve : booléen facultatif
événement courrier_retourne « Courrier retourné »
  portée personne
  vie d'un courrier : retour
  motif : un parmi (npai, non_reclame, refuse) facultatif
  avis_instance_prouve : booléen facultatif
événement changement_adresse « Changement d'adresse »
  portée personne
  vie d'un courrier : changement d'adresse
  signale : booléen facultatif
événement visite « Visite »
  portée personne
procédure suite « Suite »
  une instance par courrier_envoye
  état ouvert initial « Ouvert »
    échéance contester : 1 mois après la notification de courrier_envoye
      tenue par visite
    dès visite, aller à clos
  états finaux clos
)"));
  REQUIRE(rules->errors == "");
  const auto due = [&](std::vector<RawEvent> acts) {
    acts.insert(acts.begin(), event("e1", "courrier_envoye", "2024-02-01", {{"mode", "lrar"}}));
    const auto record = dossier(std::move(acts));
    const auto on = day("2024-03-01");
    return ask(*rules, record, on).delai("echeance", "contester");
  };
  CHECK(due({event("e2", "courrier_presente", "2024-02-03", {{"avis_instance_prouve", "true"}}),
             event("e3", "courrier_retourne", "2024-02-20",
                   {{"motif", "non_reclame"}, {"avis_instance_prouve", "false"}})}) == "a_venir 2024-03-03");
  const auto moved = [&](const char* on) {
    return due({event("e2", "courrier_presente", "2024-02-03"),
                event("e3", "courrier_retourne", "2024-02-06", {{"motif", "npai"}}),
                event("e4", "changement_adresse", on, {{"signale", "true"}})});
  };
  CHECK(moved("2024-02-10") == "a_venir 2024-03-03");
  CHECK(moved("2024-01-20") == "incertaine ");
}

TEST_CASE("one number in two systems is two acts: what the post says is of the letter of its own",
          "[semantics][F5]") {
  auto record =
      person({from(numbered(event("e1", "decision_prise", "2024-03-01"), "D-1"), "A"),
              from(numbered(event("e2", "decision_prise", "2024-03-02"), "D-1"), "B"),
              from(citing(event("e3", "courrier_envoye", "2024-03-04", {{"mode", "lrar"}}), "D-1"), "A"),
              from(citing(event("e4", "courrier_envoye", "2024-03-05", {{"mode", "lrar"}}), "D-1"), "B"),
              from(citing(event("e5", "courrier_retire", "2024-03-08"), "D-1"), "B")});
  const auto due = [&](const char* letter) {
    const auto then = ask(record, "2024-04-01");
    for (const auto& finding : then.findings)
      if (finding.instance == letter && finding.nature == "echeance")
        return finding.statut + " " + finding.date;
    return std::string("rien");
  };
  CHECK(due("e3") == "incertaine ");
  CHECK(due("e4") == "a_venir 2024-04-08");
  // It does not say of which system it is: nobody knows which letter was collected.
  record.events[4].source.system.clear();
  CHECK(due("e4") == "incertaine ");
}
