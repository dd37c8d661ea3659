#include <catch2/catch.hpp>

#include "tests/oracle/hand_written_rules.hpp"

/// What an act says once its corrections are known: what it cites, whose it is, its day.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

RawEvent correction(const char* id, const char* target, const char* on, RawField field) {
  auto made = event(id, "correction", on);
  made.target = target;
  made.fields.push_back(std::move(field));
  return made;
}

}  // namespace

TEST_CASE("what an act cites, whose it is and its day follow its corrections (semantics B8)",
          "[semantics][B8]") {
  auto answer = event("e3", "reponse", "2024-02-01");
  answer.reference = "e1";
  auto record = person({event("e1", "suite", "2024-01-10"), event("e2", "suite", "2024-01-11"), answer});
  CHECK(ask(record, "2024-03-01").state("e1").starts_with("finie"));
  record.events.push_back(correction("c1", "e3", "2024-02-05", {"reference", {RawValue::Kind::text, "e2"}}));
  const auto corrected = ask(record, "2024-03-01");
  CHECK(corrected.state("e1").starts_with("vive"));
  CHECK(corrected.state("e2").starts_with("finie"));
  // Of somebody the dossier does not have, it moves nobody; given back to her, it does.
  record.events.push_back(correction("c2", "e3", "2024-02-06", {"personne", {RawValue::Kind::text, "p9"}}));
  const auto of_nobody = ask(record, "2024-03-01");
  CHECK(of_nobody.state("e2").starts_with("vive"));
  CHECK(of_nobody.find("evenement_inattendu", ""));
  record.events.push_back(correction("c3", "e3", "2024-02-07", {"personne", {RawValue::Kind::text, "p1"}}));
  CHECK(ask(record, "2024-03-01").state("e2").starts_with("finie"));
  // An act has its day: said to be empty, or written as no day, it keeps the one it had.
  record.events.push_back(correction("c4", "e3", "2024-02-08", {"le", {}}));
  record.events.push_back(correction("c5", "e3", "2024-02-09", {"le", {RawValue::Kind::text, "2024-02-30"}}));
  CHECK(ask(record, "2024-03-01").state("e2") == "finie 2024-02-01");
  // What was known on a day stays so.
  record.events.push_back(
      correction("c6", "e3", "2024-02-10", {"connu_le", {RawValue::Kind::text, "2024-06-01"}}));
  CHECK(ask(record, "2024-03-01").state("e2") == "finie 2024-02-01");
}

TEST_CASE(
    "a cancellation cancelled cancels nothing; that one cancelled in its turn, it does again (semantics B8)",
    "[semantics][B8]") {
  const auto cancelling = [](const char* id, const char* target, const char* on) {
    auto made = event(id, "annulation", on);
    made.target = target;
    made.cancels = true;
    return made;
  };
  auto answer = event("e2", "reponse", "2024-02-01");
  answer.reference = "e1";
  auto record = person({event("e1", "suite", "2024-01-10"), answer});
  const auto state = [&] { return ask(record, "2024-03-01").state("e1").substr(0, 4); };
  CHECK(state() == "fini");
  record.events.push_back(cancelling("c1", "e2", "2024-02-05"));
  CHECK(state() == "vive");
  record.events.push_back(cancelling("c2", "c1", "2024-02-06"));
  CHECK(state() == "fini");
  record.events.push_back(cancelling("c3", "c2", "2024-02-07"));
  CHECK(state() == "vive");
  // On the 6th, nobody knew of the third.
  CHECK(ask(record, "2024-02-06").state("e1").starts_with("fini"));
}

TEST_CASE(
    "a correction that finds nothing to correct is told, until what it corrects is there (semantics B8)",
    "[semantics][B8]") {
  auto record = person({event("e1", "suite", "2024-01-10"),
                        correction("c1", "e9", "2024-02-05", {"le", {RawValue::Kind::text, "2024-02-03"}})});
  const auto missing = [&] {
    const auto then = ask(record, "2024-03-01");
    const auto* told = then.find("donnee_manquante", "dossier.donnee_manquante");
    return told ? told->missing : Labels{};
  };
  CHECK(missing() == Labels{"e9"});
  record.events.push_back(event("e9", "reponse", "2024-02-01"));
  CHECK(missing().empty());
}

TEST_CASE("of two corrections of an act, the one known last stands, wherever it is written (semantics B8)",
          "[semantics][B8]") {
  auto answer = event("e2", "reponse", "2024-02-01");
  answer.reference = "e1";
  auto record = person({event("e1", "suite", "2024-01-10"), answer});
  record.events.push_back(correction("c1", "e2", "2024-02-10", {"le", {RawValue::Kind::text, "2024-02-03"}}));
  record.events.push_back(correction("c2", "e2", "2024-02-05", {"le", {RawValue::Kind::text, "2024-01-20"}}));
  CHECK(ask(record, "2024-02-08").state("e1") == "finie 2024-01-20");
  CHECK(ask(record, "2024-03-01").state("e1") == "finie 2024-02-03");
}

TEST_CASE("an end known later closes the span from the day it is known on (semantics F13)",
          "[semantics][F13]") {
  auto ill = held("malade", "true", "2024-01-20");
  ill.known = day("2024-01-21");
  auto over = ill;
  over.to = day("2024-01-29");
  over.known = day("2024-02-20");
  const auto without = person({event("e1", "demande", "2024-01-10")}, {ill});
  for (const bool listed_first : {false, true}) {
    auto record = without;
    auto& spans = record.persons[0].attributes;
    spans.insert(listed_first ? spans.begin() : spans.end(), over);
    CHECK(ask(record, "2024-02-19").findings == ask(without, "2024-02-19").findings);
    CHECK(ask(record, "2024-02-19").delai("echeance", "pauses.ouvert.repondre").starts_with("en_cours"));
    // Ten days of illness from two months after 10 January.
    CHECK(ask(record, "2024-02-20").delai("echeance", "pauses.ouvert.repondre") == "a_venir 2024-03-20");
    // Known later still not to be over.
    ill.known = day("2024-03-02");
    spans.push_back(ill);
    CHECK(ask(record, "2024-03-01").delai("echeance", "pauses.ouvert.repondre") == "a_venir 2024-03-20");
    CHECK(ask(record, "2024-03-02").delai("echeance", "pauses.ouvert.repondre").starts_with("en_cours"));
  }
}

TEST_CASE("what the post says of a letter follows its corrections (semantics B8)", "[semantics][B8]") {
  const auto due = [](const Record& record) {
    return ask(record, "2024-02-01").delai("echeance", "pli.envoye.contester");
  };
  auto record =
      person({event("e1", "courrier_envoye", "2024-01-10", {{"mode", "lrar"}}),
              event("e2", "courrier_presente", "2024-01-12"), event("e3", "courrier_retire", "2024-01-15")});
  CHECK(due(record) == "a_venir 2024-02-15");
  // Said to be of another act, it tells nothing of the letter.
  auto elsewhere = record;
  elsewhere.events.push_back(event("e4", "constat", "2024-01-11"));
  elsewhere.events.push_back(
      correction("c1", "e3", "2024-01-20", {"reference", {RawValue::Kind::text, "e4"}}));
  CHECK(due(elsewhere) != due(record));
  // Signed for by somebody the dossier does not have, it tells nothing of her letter.
  record.events.push_back(correction("c1", "e3", "2024-01-20", {"personne", {RawValue::Kind::text, "p9"}}));
  CHECK(due(record) != "a_venir 2024-02-15");
}

TEST_CASE("an act that names nobody is of the only person with duties, whatever the children (semantics B6)",
          "[semantics][B6]") {
  auto asked = event("e1", "demande", "2024-01-10");
  asked.person.clear();
  auto record = person({asked});
  const auto alone = ask(record, "2024-03-01").delai("echeance", "pauses.ouvert.repondre");
  CHECK(alone == "a_venir 2024-03-10");
  RawPerson child;
  child.id = "p2";
  child.role = "enfant";
  record.persons.push_back(child);
  CHECK(ask(record, "2024-03-01").delai("echeance", "pauses.ouvert.repondre") == alone);
  CHECK_FALSE(ask(record, "2024-03-01").find("evenement_ambigu", ""));
  record.persons.back().role = "conjoint";
  CHECK(ask(record, "2024-03-01").find("evenement_ambigu", ""));
}

TEST_CASE(
    "a person whose role nobody knows is not followed, may have done what names nobody, and is told "
    "(semantics F10)",
    "[semantics][F10]") {
  auto asked = event("e1", "demande", "2024-01-10");
  asked.person.clear();
  auto record = person({asked});
  RawPerson stranger;
  stranger.id = "p2";
  stranger.role = "concubin";
  record.persons.push_back(stranger);
  const auto then = ask(record, "2024-03-01");
  CHECK(then.find("evenement_ambigu", ""));
  const auto* told = then.find("donnee_manquante", "dossier.donnee_manquante");
  REQUIRE(told);
  CHECK(told->person == "p2");
  CHECK(told->missing == std::vector<std::string>{"rôle"});
  CHECK(std::ranges::none_of(then.findings,
                             [](const auto& one) { return one.nature == "etat" && one.person == "p2"; }));
  record.persons.back().role = "Conjoint";
  CHECK_FALSE(ask(record, "2024-03-01").find("donnee_manquante", "dossier.donnee_manquante"));
}
