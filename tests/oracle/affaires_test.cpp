#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/oracle/appearance.hpp"
#include "tests/oracle/hand_written_rules.hpp"

/// Which affaires an act is of: two faults, the examination of each, what the équipe says, a sanction.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

RawEvent of(RawEvent act, const char* person) {
  act.person = person;
  return act;
}

Record two_faults(std::vector<RawEvent> others) {
  auto record = person({numbered(event("e1", "faute", "2024-01-10"), "M-A"),
                        numbered(event("e2", "faute", "2024-01-11"), "M-B")});
  record.events.insert(record.events.end(), others.begin(), others.end());
  return record;
}

/// The instances in which a sanction is to be proposed.
std::vector<std::string> proposed(const Asked& asked) {
  std::vector<std::string> all;
  for (const auto& finding : asked.findings)
    if (finding.nature == "action" && finding.label == "Proposer une sanction" &&
        finding.statut == "en_cours")
      all.push_back(finding.instance);
  std::ranges::sort(all);
  return all;
}

using Instances = std::vector<std::string>;

}  // namespace

TEST_CASE("an act is of the affaire it cites, and of none of its siblings (semantics F2, F3)",
          "[semantics][F1][F2][F3]") {
  // The reason admitted for one fault says nothing of the other.
  const auto then =
      ask(two_faults({numbered(event("e3", "examen", "2024-01-20", {{"admis", "true"}}), "M-A"),
                      citing(event("e4", "examen", "2024-01-21", {{"admis", "false"}}), "e2", "faute")}),
          "2024-02-01");
  CHECK(then.state("e1") == "classee 2024-01-20");
  CHECK(then.state("e2") == "constatee 2024-01-11");
  CHECK(proposed(then) == Instances{"e2"});
  CHECK(then.labels("evenement_ambigu").empty());
}

TEST_CASE(
    "citing nothing, an act is of the only affaire that expects it, else perhaps of each (semantics F2)",
    "[semantics][F2]") {
  const auto refused = event("e3", "examen", "2024-01-20", {{"admis", "false"}});
  const auto both_wait = ask(two_faults({refused}), "2024-02-01");
  CHECK(proposed(both_wait).empty());
  REQUIRE(both_wait.labels("evenement_ambigu").size() == 1);
  // It tells between which.
  CHECK(both_wait.find("evenement_ambigu", "")->facts == Labels{"e1", "e2", "e3"});
  // Unknown, not absent: what would be proposed asks for the fact in each.
  Instances in_doubt;
  for (const auto& finding : both_wait.findings)
    if (finding.nature == "donnee_manquante" && finding.code.starts_with("epreuve.affaires.fautes"))
      in_doubt.push_back(finding.instance);
  std::ranges::sort(in_doubt);
  CHECK(in_doubt == Instances{"e1", "e2"});
  // Of what it would have kept in each, nothing is said to be late.
  for (const auto& finding : both_wait.findings)
    if (finding.code == "epreuve.affaires.fautes.constatee.examiner") CHECK(finding.statut == "incertaine");
  // One of the two filed: it is of the other.
  const auto one_waits =
      ask(two_faults({numbered(event("e4", "examen", "2024-01-15", {{"admis", "true"}}), "M-A"), refused}),
          "2024-02-01");
  CHECK(proposed(one_waits) == Instances{"e2"});
  CHECK(one_waits.labels("evenement_ambigu").empty());
}

TEST_CASE("what cites an act that cites an affaire is of that affaire (semantics F3)", "[semantics][F3]") {
  // The opinion on S-9, which cites M-A, is of M-A; so is the sanction that cites the opinion.
  auto record = two_faults({numbered(citing(event("e3", "renvoi_ep", "2024-01-20"), "M-A", "faute"), "S-9"),
                            numbered(event("e4", "avis_rendu_ep", "2024-02-01"), "S-9"),
                            citing(event("e5", "sanction_prise", "2024-02-10"), "e4", "avis")});
  const auto then = ask(record, "2024-03-01");
  CHECK(then.state("e1") == "sanctionnee 2024-02-10");
  CHECK(then.state("e2") == "constatee 2024-01-11");
  CHECK(then.state("e3") == "suivie 2024-02-10");
  // It stops at another fault: what cites M-C, which cites M-A, is not of M-A.
  record = two_faults({numbered(citing(event("e3", "faute", "2024-01-20"), "M-A", "faute"), "M-C"),
                       numbered(event("e4", "sanction_prise", "2024-02-10"), "M-C")});
  const auto apart = ask(record, "2024-03-01");
  CHECK(apart.state("e3") == "sanctionnee 2024-02-10");
  CHECK(apart.state("e1") == "constatee 2024-01-10");
}

TEST_CASE("an act of somebody the dossier does not have leads to no affaire (semantics F3)",
          "[semantics][F3]") {
  auto record = two_faults({of(citing(event("e3", "renvoi_ep", "2024-01-20"), "M-A", "faute"), "p9"),
                            citing(event("e4", "sanction_prise", "2024-02-10"), "e3", "renvoi")});
  CHECK(ask(record, "2024-03-01").state("e1") == "constatee 2024-01-10");
  // Nor when it came before.
  record.events[2].on = record.events[2].known = day("2024-01-05");
  CHECK(ask(record, "2024-03-01").state("e1") == "constatee 2024-01-10");
}

TEST_CASE("citing keeps from the siblings, and from nothing else (semantics F3)", "[semantics][F3]") {
  const auto then = ask(two_faults({citing(event("e3", "rencontre", "2024-01-20"), "e1")}), "2024-02-01");
  CHECK(then.state("p1") == "vue 2024-01-20");
  // A key that names nothing is told; the others of the act stand.
  const auto lost = ask(
      two_faults(
          {citing(citing(event("e3", "examen", "2024-01-20", {{"admis", "true"}}), "M-A"), "M-9", "autre")}),
      "2024-02-01");
  CHECK(lost.find("evenement_inattendu", ""));
  CHECK(lost.state("e1") == "classee 2024-01-20");
  CHECK(lost.state("e2") == "constatee 2024-01-11");
  // Citing only what nobody knows, it is perhaps of each.
  const auto nowhere = ask(
      two_faults({citing(event("e3", "examen", "2024-01-20", {{"admis", "true"}}), "M-9")}), "2024-02-01");
  CHECK(nowhere.state("e1") == "constatee 2024-01-10");
  CHECK(nowhere.find("evenement_inattendu", ""));
}

TEST_CASE("an act of the foyer said to be of every affaire is of each that expects it (semantics F2)",
          "[semantics][F2]") {
  auto resumed = event("e5", "reprise", "2024-03-01");
  resumed.person.clear();
  const auto then = ask(two_faults({numbered(event("e3", "sanction_prise", "2024-02-10"), "M-A"),
                                    numbered(event("e4", "sanction_prise", "2024-02-11"), "M-B"), resumed}),
                        "2024-03-02");
  CHECK(then.state("e1") == "retablie 2024-03-01");
  CHECK(then.state("e2") == "retablie 2024-03-01");
  CHECK(then.labels("evenement_ambigu").empty());
}

TEST_CASE("where nothing is left to end, what would only end it is not unexpected (semantics F2)",
          "[semantics][F2]") {
  auto resumed = event("e1", "reprise", "2024-03-01");
  resumed.person.clear();
  CHECK_FALSE(ask(person({resumed}), "2024-03-02").find("evenement_inattendu", ""));
  // A sanction without a fault would lead somewhere: it is.
  CHECK(ask(person({event("e1", "sanction_prise", "2024-03-01")}), "2024-03-02")
            .find("evenement_inattendu", ""));
}

TEST_CASE(
    "a personal act is only of the affaires of its person, whatever number spouses share (semantics F2)",
    "[semantics][F2]") {
  auto record = person({numbered(event("e1", "faute", "2024-01-10"), "M-1"),
                        of(numbered(event("e2", "faute", "2024-01-10"), "M-1"), "p2"),
                        of(numbered(event("e3", "sanction_prise", "2024-02-10"), "M-1"), "p2")});
  record.persons.push_back(record.persons[0]);
  record.persons[1].id = "p2";
  record.persons[1].role = "conjoint";
  const auto then = ask(record, "2024-03-01");
  CHECK(then.state("e1") == "constatee 2024-01-10");
  CHECK(then.state("e2") == "sanctionnee 2024-02-10");
}

TEST_CASE("the law of an affaire is that of an act that cites the one that opens it (semantics C11)",
          "[semantics][F2][C11]") {
  const auto then = ask(person({citing(event("e1", "preuve", "2024-04-04", {{"certaine", "true"}}), "e2"),
                                event("e2", "cas", "2024-05-23")}),
                        "2024-06-01");
  const auto opened = std::ranges::any_of(then.findings, [](const PlainFinding& one) {
    return one.nature == "etat" && one.code == "epreuve.affaires.regimes.ouvert";
  });
  CHECK(opened);
}

TEST_CASE("the same act twice is a doublon, whatever law its second writing would be under (semantics C5)",
          "[semantics][C5]") {
  const auto then =
      ask(person({citing(event("e1", "preuve", "2024-04-04", {{"certaine", "true"}}), "e2"),
                  event("e2", "affaire_vue", "2024-05-23"), event("e3", "affaire_vue", "2024-05-23")}),
          "2024-06-01");
  CHECK(then.find("evenement_ambigu", "deux_versions"));
  CHECK_FALSE(then.find("droit_transitoire", "deux_versions"));
}

TEST_CASE("the version chosen by a parameter is announced for the day the parameter changes (semantics C13)",
          "[semantics][C13]") {
  Journal journal;
  bind(person({}, {held("suivie", "true", "2024-01-01")}), rules().model().vocabulary, journal);
  Evaluation evaluation;
  Replay(*rules().program).run(journal, day("2024-05-03"), day("2024-05-03"), evaluation);
  CHECK(evaluation.next_change == day("2024-05-07"));
}

TEST_CASE("under a number that two faults share, an act is perhaps of each of those before it (semantics F3)",
          "[semantics][F3]") {
  const auto first = numbered(event("e1", "faute", "2024-01-10"), "M-1");
  const auto second = numbered(event("e2", "faute", "2024-01-12"), "M-1");
  const auto admitted = [](const char* on) {
    return numbered(event("e3", "examen", on, {{"admis", "true"}}), "M-1");
  };
  const auto then = ask(person({first, second, admitted("2024-01-20")}), "2024-02-01");
  CHECK(then.state("e1") == "constatee 2024-01-10");
  CHECK(then.state("e2") == "constatee 2024-01-12");
  CHECK(then.labels("evenement_ambigu").size() == 1);
  // Another of its keys says which; and what came before the second is of the first.
  const auto said = ask(person({first, second, citing(admitted("2024-01-20"), "e2", "faute")}), "2024-02-01");
  CHECK(said.state("e1") == "constatee 2024-01-10");
  CHECK(said.state("e2") == "classee 2024-01-20");
  CHECK(said.labels("evenement_inattendu").empty());
  CHECK(ask(person({first, second, admitted("2024-01-11")}), "2024-02-01").state("e1") ==
        "classee 2024-01-11");
  // Written twice, it is one.
  auto again = first;
  again.id = "e4";
  CHECK(ask(person({first, again, admitted("2024-01-20")}), "2024-02-01").state("e1") ==
        "classee 2024-01-20");
}

TEST_CASE("a label names acts of its kind, and one of things that are no acts cites nothing (semantics F3)",
          "[semantics][F3]") {
  const auto admitted = event("e4", "examen", "2024-01-21", {{"admis", "true"}});
  const auto sent = numbered(event("e3", "renvoi_ep", "2024-01-20"), "M-A");
  // A fault and a renvoi share a number: the label says which.
  const auto opinion = event("e4", "avis_rendu_ep", "2024-01-21");
  CHECK(ask(two_faults({sent, citing(opinion, "M-A", "renvoi")}), "2024-02-01").state("e3") ==
        "rendue 2024-01-21");
  CHECK(ask(two_faults({sent, citing(admitted, "M-A", "faute")}), "2024-02-01").state("e1") ==
        "classee 2024-01-21");
  // A key that only acts of another kind bear names none of them, and is told; the others of the act stand.
  const auto lost = ask(two_faults({sent, citing(admitted, "e3", "faute")}), "2024-02-01");
  CHECK(lost.state("e1") == "constatee 2024-01-10");
  CHECK(lost.find("evenement_inattendu", ""));
  const auto half =
      ask(two_faults({sent, citing(citing(admitted, "e3", "faute"), "e2", "objet")}), "2024-02-01");
  CHECK(half.state("e2") == "classee 2024-01-21");
  CHECK(half.find("evenement_inattendu", ""));
  // Of a room, it says nothing of any affaire: two expect the act.
  const auto room = ask(two_faults({citing(admitted, "e1", "salle")}), "2024-02-01");
  CHECK(room.state("e1") == "constatee 2024-01-10");
  CHECK(room.labels("evenement_ambigu").size() == 1);
  CHECK_FALSE(room.find("evenement_inattendu", ""));
}

TEST_CASE("keys compare within one source system when both name it (semantics F3)", "[semantics][F3]") {
  const auto two_systems = [](RawEvent act) {
    return ask(person({from(numbered(event("e1", "faute", "2024-01-10"), "M-1"), "A"),
                       from(numbered(event("e2", "faute", "2024-01-11"), "M-1"), "B"), act}),
               "2024-02-01");
  };
  const auto admitted = event("e3", "examen", "2024-01-20", {{"admis", "true"}});
  CHECK(two_systems(from(numbered(admitted, "M-1"), "A")).state("e1") == "classee 2024-01-20");
  CHECK(two_systems(from(numbered(admitted, "M-1"), "B")).state("e2") == "classee 2024-01-20");
  // One that does not say where it comes from may mean either.
  CHECK(two_systems(numbered(admitted, "M-1")).labels("evenement_ambigu").size() == 1);
  // The identifier of one system names nothing in the other.
  const auto across = two_systems(from(citing(admitted, "e1"), "B"));
  CHECK(across.state("e1") == "constatee 2024-01-10");
  CHECK(across.find("evenement_inattendu", ""));

  // The same fault told by both opens one affaire: what each of them cites is of it.
  for (const auto* key : {"M-1", "e2"}) {
    const auto twice = ask(person({from(numbered(event("e1", "faute", "2024-01-10"), "M-1"), "A"),
                                   from(numbered(event("e2", "faute", "2024-01-10"), "M-1"), "B"),
                                   from(citing(admitted, key), "B")}),
                           "2024-02-01");
    CHECK(twice.state("e1") == "classee 2024-01-20");
    CHECK(twice.state("e2") == "rien");
  }
}

TEST_CASE("what a key is taken for is said when it names nothing (semantics F3)", "[semantics][F3]") {
  const auto told = [](std::vector<RawEvent> events) {
    std::string all;
    for (const auto& finding : published(rules(), person(std::move(events)), day("2024-02-01")))
      if (finding.nature == "evenement_inattendu") all += finding.explication + "\n";
    return all;
  };
  const auto fault = from(numbered(event("e1", "faute", "2024-01-10"), "M-1"), "A");
  CHECK_THAT(told({fault, from(citing(event("e2", "examen", "2024-01-20"), "M-1"), "B")}),
             Catch::Contains("du système « B », renvoie à « M-1 », qui est un acte du système « A »"));
  CHECK_THAT(told({fault, citing(event("e2", "examen", "2024-01-20"), "M-1", "renvoi")}),
             Catch::Contains("comme renvoi") && Catch::Contains("d'une autre nature"));
}

TEST_CASE("an act is unexpected only of whom a procédure may follow that day (semantics C5)",
          "[semantics][C5]") {
  const auto left = [](std::vector<RawAttribute> spans) {
    return ask(person({event("e1", "depart_note", "2024-01-10"), event("e2", "depart_note", "2024-01-20")},
                      spans),
               "2024-02-01")
        .labels("evenement_inattendu")
        .size();
  };
  CHECK(left({held("suivie", "true", "2023-06-01")}) == 1);
  CHECK(left({held("suivie", "true", "2023-06-01", "2023-12-31")}) == 0);
  CHECK(left({}) == 0);
}

TEST_CASE(
    "what an act may have kept in time is not late: it is asked what the act does not say (semantics B4)",
    "[semantics][F2][B4]") {
  const auto called = event("e1", "appel", "2024-01-10");
  const auto silent = person({called, event("e2", "venue", "2024-01-20")});
  const auto then = ask(silent, "2024-02-01");
  for (const auto* code : {"venues.appelee.venir", "appels.lance.repondre"}) {
    const auto* found = then.find("echeance", code);
    REQUIRE(found);
    CHECK(found->statut == "incertaine");
    CHECK(found->missing == Labels{"honore"});
    CHECK(found->facts == Labels{"e2"});
  }
  // Come after the end, it is late whatever the act says.
  const auto too_late = person({called, event("e2", "venue", "2024-01-21")});
  for (const auto* code : {"venues.appelee.venir", "appels.lance.repondre"})
    CHECK(ask(too_late, "2024-02-01").delai("echeance", code) == "depassee 2024-01-20");
  // Said not to be so, it keeps nothing.
  const auto missed = person({called, event("e2", "venue", "2024-01-20", {{"honore", "false"}})});
  CHECK(ask(missed, "2024-02-01").delai("echeance", "venues.appelee.venir") == "depassee 2024-01-20");
}

TEST_CASE("an act that does not say whether it is forbidden is neither lawful nor too soon (semantics B4)",
          "[semantics][B4]") {
  const auto came = [](std::vector<std::pair<const char*, const char*>> fields) {
    return ask(person({event("e1", "appel", "2024-01-10"), event("e2", "venue", "2024-01-20", fields)}),
               "2024-02-01");
  };
  const auto then = came({});
  const auto* found = then.find("donnee_manquante", "lance.laisser_venir");
  REQUIRE(found);
  CHECK(found->missing == Labels{"honore"});
  CHECK_FALSE(then.find("irregularite", "lance.laisser_venir"));
  CHECK(came({{"honore", "false"}}).find("irregularite", "lance.laisser_venir"));
  for (const auto* nature : {"donnee_manquante", "irregularite"})
    CHECK_FALSE(came({{"honore", "true"}}).find(nature, "lance.laisser_venir"));
}

TEST_CASE("in a couple, an act that names nobody leaves in doubt what it would keep for each (semantics F2)",
          "[semantics][F2]") {
  auto record = person({event("e1", "appel", "2024-01-10"), of(event("e2", "appel", "2024-01-10"), "p2"),
                        of(event("e3", "venue", "2024-01-20", {{"honore", "true"}}), "")});
  record.persons.push_back(record.persons[0]);
  record.persons[1].id = "p2";
  const auto then = ask(record, "2024-02-01");
  int in_doubt = 0;
  for (const auto& finding : then.findings)
    if (finding.code.ends_with("appelee.venir") || finding.code.ends_with("lance.repondre"))
      in_doubt += finding.statut == "incertaine";
  CHECK(in_doubt == 4);
}

TEST_CASE("persons are taken in the order of their ids, however they are listed", "[semantics]") {
  auto record = person({});
  record.persons.insert(record.persons.begin(), record.persons[0]);
  record.persons[0].id = "p2";
  Journal journal;
  bind(record, rules().model().vocabulary, journal);
  REQUIRE(journal.persons.size() == 2);
  CHECK(journal.text(journal.persons[0].id) == "p1");
}

TEST_CASE("a doubt that a passage ends the same day was never told", "[semantics]") {
  // Proposed from 10 January; on the 20th a proof that says nothing, then an agreement.
  const auto record = person({event("e1", "cas", "2024-01-10"), event("e2", "preuve", "2024-01-20"),
                              event("e3", "accord", "2024-01-20")});
  REQUIRE(ask(record, "2024-02-01").labels("proposition") == Labels{"Fixer la date"});
  CHECK(wrong_appearance(*rules().program, record, day("2024-02-01")) == "");
}

namespace {

/// What is to be done of an instance of « requêtes ».
std::string to_do(const Asked& asked, std::string_view instance) {
  std::string all;
  for (const auto& finding : asked.findings)
    if (finding.code.starts_with("epreuve.affaires.requetes") && finding.instance == instance &&
        (finding.nature == "action" || finding.nature == "donnee_manquante"))
      all += (all.empty() ? "" : ", ") + (finding.nature == "action" ? finding.label : finding.missing.at(0));
  return all;
}

}  // namespace

TEST_CASE(
    "an affaire takes up what came before it and cites nothing, so far back and no further (semantics F4)",
    "[semantics][F4]") {
  // Two months before 15 February: 15 December.
  const auto visa_of = [](const char* on) {
    return to_do(ask(person({event("e1", "visa", on), event("e2", "requete", "2024-02-15")}), "2024-03-01"),
                 "e2");
  };
  CHECK(visa_of("2023-12-15") == "Répondre");
  CHECK(visa_of("2023-12-14") == "Viser");
  // What cites it is of it, whatever the day.
  const auto cited =
      person({citing(event("e1", "visa", "2023-06-01"), "e2"), event("e2", "requete", "2024-02-15")});
  CHECK(to_do(ask(cited, "2024-03-01"), "e2") == "Répondre");
  // What cites another is not; nor what cites nothing that is known: nobody knows.
  const auto of_another =
      person({event("e1", "requete", "2024-01-10"), citing(event("e2", "visa", "2024-01-20"), "e1"),
              event("e3", "requete", "2024-02-15")});
  CHECK(to_do(ask(of_another, "2024-03-01"), "e1") == "Répondre");
  CHECK(to_do(ask(of_another, "2024-03-01"), "e3") == "Viser");
  // What is of somebody the dossier does not have is taken up by nobody.
  CHECK(to_do(ask(person({of(event("e1", "visa", "2024-01-20"), "p9"), event("e2", "requete", "2024-02-15")}),
                  "2024-03-01"),
              "e2") == "Viser");
  // Two that may take it up: the first does, nobody knows for the later.
  const auto two = person({event("e1", "visa", "2024-01-20"), event("e2", "requete", "2024-02-10"),
                           event("e3", "requete", "2024-02-15")});
  CHECK(to_do(ask(two, "2024-03-01"), "e2") == "Répondre");
  CHECK(to_do(ask(two, "2024-03-01"), "e3") == "visa, visa");
}

TEST_CASE("in a contrôle, « de cette affaire » is that of the act examined (semantics F4)",
          "[semantics][F4]") {
  const auto record = person({event("e1", "requete", "2024-01-10"), event("e2", "requete", "2024-01-11"),
                              citing(event("e3", "visa", "2024-01-20"), "e1"),
                              citing(event("e4", "cloture_requete", "2024-02-10"), "e1"),
                              citing(event("e5", "cloture_requete", "2024-02-11"), "e2")});
  std::vector<std::string> dates;
  for (const auto& finding : ask(record, "2024-03-01").findings)
    if (finding.label == "Close sans visa") dates.push_back(finding.date);
  CHECK(dates == std::vector<std::string>{"2024-02-11"});
}

namespace {

/// Two requests, of which the first alone is read again: it awaits the useful papers.
Record one_awaits(std::vector<RawEvent> others) {
  auto record = person({event("e1", "demande_deposee", "2024-01-10"),
                        citing(event("e2", "demande_relue", "2024-01-12"), "e1"),
                        event("e3", "demande_deposee", "2024-01-15")});
  record.events.insert(record.events.end(), others.begin(), others.end());
  return record;
}

}  // namespace

TEST_CASE("an act that is only expected moves nothing, and is of the affaire that expects it (semantics F14)",
          "[semantics][F14][F2]") {
  // Later states of both look for it: without « attendu », it would be perhaps of each.
  const auto then = ask(one_awaits({event("e4", "piece_recue", "2024-01-20", {{"utile", "true"}}),
                                    citing(event("e5", "demande_tranchee", "2024-01-30"), "e1")}),
                        "2024-02-01");
  CHECK(then.state("e1") == "tranchee 2024-01-30");
  CHECK(then.labels("action") == Labels{"Rendre la pièce"});
  CHECK(then.labels("evenement_ambigu").empty());
  CHECK(then.labels("evenement_inattendu").empty());
  // What is expected elsewhere only is unexpected.
  CHECK(ask(person({event("e1", "demande_deposee", "2024-01-10"),
                    citing(event("e2", "demande_retiree", "2024-01-12"), "e1"),
                    event("e3", "nouvelles_donnees", "2024-01-20")}),
            "2024-02-01")
            .find("evenement_inattendu", "demandes_deposees"));
  CHECK_FALSE(ask(one_awaits({citing(event("e4", "nouvelles_donnees", "2024-01-20"), "e1")}), "2024-02-01")
                  .find("evenement_inattendu", "demandes_deposees"));
}

TEST_CASE("« attendu » keeps no act from what follows it (semantics F14)", "[semantics][F14]") {
  const auto received = [](std::vector<std::pair<const char*, const char*>> fields) {
    return ask(one_awaits({event("e4", "piece_recue", "2024-01-20", fields)}), "2024-02-01");
  };
  CHECK(received({{"utile", "true"}}).state("e1") == "a_completer 2024-01-12");
  CHECK(received({{"utile", "false"}}).state("e1") == "ecartee 2024-01-20");
  // The « dès » beside it asks what the act does not say; « attendu » alone asks nothing.
  CHECK(received({}).find("donnee_manquante", "a_completer.piece_recue_2"));
  const auto settled = ask(one_awaits({citing(event("e4", "demande_tranchee", "2024-01-20"), "e1"),
                                       citing(event("e5", "piece_recue", "2024-01-25"), "e1")}),
                           "2024-02-01");
  CHECK_FALSE(settled.find("donnee_manquante", "tranchee.piece_recue"));
  CHECK(settled.labels("evenement_inattendu").empty());
  CHECK(ask(one_awaits({citing(event("e4", "demande_retiree", "2024-01-20"), "e1")}), "2024-02-01")
            .state("e1") == "retiree 2024-01-20");
}

TEST_CASE("« de l'affaire de X » looks among the acts of the affaires of that act (semantics F4)",
          "[semantics][F4]") {
  const auto urgent = [](const char* id, const char* on) {
    return event(id, "requete", on, {{"urgente", "true"}});
  };
  const auto followed = event("e9", "suite_demandee", "2024-02-01");
  const auto told = [&](std::vector<RawEvent> others, const char* asked = "2024-03-01") {
    others.push_back(followed);
    const auto then = ask(person(std::move(others)), asked);
    std::string all;
    for (const auto& finding : then.findings)
      if (finding.code.starts_with("epreuve.affaires.suites") &&
          (finding.nature == "action" || finding.nature == "donnee_manquante"))
        all +=
            (all.empty() ? "" : ", ") + (finding.nature == "action" ? finding.label : finding.missing.at(0));
    return all;
  };
  const auto first = urgent("e1", "2024-01-10"), second = urgent("e2", "2024-01-12");
  CHECK(told({first, second, citing(event("e3", "visa", "2024-01-20"), "e1")}) == "Chercher le visa");
  CHECK(told({first, second, citing(event("e3", "visa", "2024-01-20"), "e2")}) == "Reprendre le visa");
  // That act did not happen: there is nothing to look among.
  CHECK(told({event("e3", "visa", "2024-01-20")}) == "Chercher le visa");
  // Nobody knows which it is: what any may hold is unknown, and what none holds is not.
  const auto unsaid = event("e2", "requete", "2024-01-12");
  CHECK(told({first, unsaid, citing(event("e3", "visa", "2024-01-20"), "e1")}).find("visa") ==
        std::string::npos);
  CHECK(told({first, unsaid}) == "Chercher le visa");
  // Perhaps of it, perhaps of another.
  CHECK(told({first, second, event("e3", "visa", "2024-01-20")}).find("le visa") == std::string::npos);
}

TEST_CASE("what makes an act of an affaire is seen from elsewhere, whatever act does (semantics F4)",
          "[semantics][F4]") {
  // Two opinions cite slips; the second slip says of which request they are.
  auto record = person(
      {event("e1", "requete", "2024-01-10", {{"urgente", "true"}}),
       citing(event("e2", "visa", "2024-01-20"), "e1"), citing(event("e3", "visa", "2024-01-21"), "e5"),
       event("e4", "suite_demandee", "2024-02-01"), citing(event("e5", "bordereau", "2024-02-10"), "e1")});
  CHECK(ask(record, "2024-02-09").state("e4") == "ouverte 2024-02-01");
  CHECK(ask(record, "2024-02-10").state("e4") == "close 2024-02-10");
}

TEST_CASE("an adverse act on what is over is told, and loudly (semantics F10)", "[semantics][F10]") {
  // Whatever it opens.
  const bool opens = GENERATE(false, true);
  const auto rules = from_text(essai(R"(événement manquement « Manquement »
  portée personne
événement appreciation « Appréciation »
  portée personne
événement lettre « Lettre »
  portée personne
événement decision « Décision »
  portée personne
  mesure : un parmi (maintien, suspension) facultatif
  défavorable quand mesure: suspension
    après appreciation
    fondement CASF L262-37
    statut vérifié « lu »
procédure suite « Suite »
  une instance par manquement
  état ouvert initial « Ouvert »
    dès decision, mesure: maintien, aller à classé
    dès decision, mesure: suspension, quand (il existe lettre, de cette affaire) et (il existe decision, mesure: maintien, de cette affaire), aller à classé
  états finaux classé
)" + std::string(opens ? R"(procédure fil « Fil »
  une instance par decision, mesure: suspension
  état suivi initial « Suivi »
    dès appreciation, aller à fini
  états finaux fini
)"
                       : "")));
  REQUIRE(rules->errors == "");
  const auto told = [&](std::vector<RawEvent> acts) {
    const auto record = dossier(std::move(acts));
    const auto on = day("2024-03-01");
    CHECK(report(*rules, record, on, on) == "");
    std::vector<std::string> all;
    for (const auto& one : slow(*rules, record, on, on))
      if (one.nature == "evenement_inattendu") all.push_back(one.date + " " + one.severity);
    return all;
  };
  using Told = std::vector<std::string>;
  const auto breach = event("e1", "manquement", "2024-01-01");
  const auto closed = citing(event("e2", "decision", "2024-01-10", {{"mesure", "maintien"}}), "e1");
  const auto suspended = event("e3", "decision", "2024-02-01", {{"mesure", "suspension"}});
  CHECK(told({breach, closed}) == Told{});
  CHECK(told({breach, closed, citing(suspended, "e1")}) == Told{"2024-02-01 majeure"});
  if (!opens) CHECK(told({breach, closed, suspended}) == Told{"2024-02-01 majeure"});
  // Perhaps one: told as well. What does not weigh on the person is a fact there.
  CHECK(told({breach, closed, citing(event("e3", "decision", "2024-02-01"), "e1")}) ==
        Told{"2024-02-01 majeure"});
  CHECK(told({breach, closed,
              citing(event("e3", "decision", "2024-02-01", {{"mesure", "maintien"}}), "e1")}) == Told{});
  CHECK(told({breach, closed, citing(event("e3", "lettre", "2024-02-01"), "e1")}) == Told{});
}
