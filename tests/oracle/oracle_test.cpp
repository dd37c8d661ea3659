#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// Dates computed by hand from the texts, asked of both evaluators: agreeing is not enough.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

/// They must agree, to the names of the missing facts.
Asked ask(const Record& record, const char* asked, const char* known = nullptr) {
  const auto& rules = trial_rules();
  REQUIRE(rules.errors == "");
  const auto on = day(asked), by = day(known ? known : asked);
  CHECK(report(rules, record, on, by) == "");
  return {slow(rules, record, on, by)};
}

}  // namespace

TEST_CASE("a délai is its last day: on time that day, late the day after (semantics A1)", "[oracle][A1]") {
  // Oriented on 2 February 2024: two months, quantième to quantième, end on 2 April.
  const auto record = dossier(
      {event("e1", "notification_droits_devoirs", "2024-01-10"),
       event("e2", "orientation", "2024-02-02", {{"parcours", "social"}, {"organisme", "departement"}})});
  CHECK(ask(record, "2024-03-17").delai("echeance", "contrat_a_signer.signer") == "a_venir 2024-04-02");
  CHECK(ask(record, "2024-03-18").delai("echeance", "contrat_a_signer.signer") ==
        "proche 2024-04-02");  // 15 days before
  CHECK(ask(record, "2024-04-02").delai("echeance", "contrat_a_signer.signer") == "proche 2024-04-02");
  const auto late = ask(record, "2024-04-03");
  CHECK(late.delai("echeance", "contrat_a_signer.signer") == "depassee 2024-04-02");
  CHECK(late.labels("irregularite") == Labels{"Contrat hors délai"});
  CHECK(late.find("irregularite", "irregularite_1")->date == "2024-04-03");
}

TEST_CASE("months end on the quantième, else on the last day of the month (semantics A3)", "[oracle][A3]") {
  const auto signing = [](const char* oriented, const char* asked) {
    return ask(dossier({event("e2", "orientation", oriented,
                              {{"parcours", "social"}, {"organisme", "departement"}})}),
               asked)
        .delai("echeance", "contrat_a_signer.signer");
  };
  CHECK(signing("2023-12-31", "2024-01-10") == "a_venir 2024-02-29");
  CHECK(signing("2024-12-31", "2025-01-10") == "a_venir 2025-02-28");
  CHECK(signing("2024-06-30", "2024-07-01") == "a_venir 2024-08-30");
}

TEST_CASE("an act kept late stays late, and says so (semantics A1)", "[oracle][A1]") {
  auto events = std::vector{
      event("e2", "orientation", "2024-02-02", {{"parcours", "social"}, {"organisme", "departement"}}),
      event("e3", "cer_signe", "2024-04-02",
            {{"nature", "premier"}, {"duree", "6 mois"}, {"du", "2024-04-02"}})};
  CHECK(ask(dossier(events), "2024-04-10").delai("echeance", "contrat_a_signer.signer") ==
        "tenue 2024-04-02");
  events[1].on = events[1].known = day("2024-04-03");
  const auto late = ask(dossier(events), "2024-04-10");
  CHECK(late.delai("echeance", "contrat_a_signer.signer") == "tenue_en_retard 2024-04-02");
  CHECK(late.labels("irregularite") == Labels{"Contrat hors délai"});
}

TEST_CASE("a measure ends the eve of its quantième, backwards délais follow its end (semantics A3, A5)",
          "[oracle][A3][A5]") {
  // Six months from 15 January: last day 14 July; one month before: 14 June.
  const auto record = dossier(
      {event("e2", "orientation", "2024-01-08", {{"parcours", "social"}, {"organisme", "departement"}}),
       event("e3", "cer_signe", "2024-01-15",
             {{"nature", "premier"}, {"duree", "6 mois"}, {"du", "2024-01-15"}})});
  const auto during = ask(record, "2024-07-14");
  CHECK(during.delai("duree", "contrat_en_cours.contrat") == "en_cours 2024-07-14");
  CHECK(during.delai("echeance", "renouveler") == "depassee 2024-06-14");
  CHECK(during.state("p1") == "contrat_en_cours 2024-01-15");
  CHECK(ask(record, "2024-07-15").state("p1") == "contrat_a_signer 2024-07-14");
}

TEST_CASE(
    "ten days after a letter collected on the fourteenth day; nothing moves while it waits (semantics B3)",
    "[oracle][B3]") {
  auto events = std::vector{
      event("e1", "manquement_constate", "2026-03-02",
            {{"nature", "non_respect"}, {"commis_le", "2026-02-26"}}),
      event("e2", "courrier_envoye", "2026-03-05", {{"objet", "information_prealable"}, {"mode", "lrar"}}),
      event("e3", "courrier_presente", "2026-03-07", {{"avis_instance_prouve", "true"}})};
  // Waiting from 7 to 22 March: ten days end between 17 March and 1 April.
  CHECK(ask(dossier(events), "2026-03-18").state("e1") == "contradictoire 2026-03-05");
  CHECK(ask(dossier(events), "2026-03-18").delai("attente", "observations") ==
        "en_cours 2026-03-17/2026-04-01");
  events.push_back(event("e4", "courrier_retire", "2026-03-20"));
  CHECK(ask(dossier(events), "2026-03-21").delai("attente", "observations") == "en_cours 2026-03-30");
  CHECK(ask(dossier(events), "2026-03-30").state("e1") == "contradictoire 2026-03-05");
  CHECK(ask(dossier(events), "2026-03-31").state("e1") == "a_decider 2026-03-30");
  // Never collected, the notice proven: notified on the 7th, so over on 17 March.
  events.pop_back();
  CHECK(ask(dossier(events), "2026-03-23").state("e1") == "a_decider 2026-03-17");
}

TEST_CASE("a délai of the person ending a Saturday is put off to Monday (law D, art. 642 CPC)", "[oracle]") {
  // Handed over on Wednesday 4 March 2026: ten days end Saturday 14, hence Monday 16.
  const auto record = dossier(
      {event("e1", "manquement_constate", "2026-03-02",
             {{"nature", "non_respect"}, {"commis_le", "2026-02-26"}}),
       event("e2", "courrier_envoye", "2026-03-04", {{"objet", "information_prealable"}, {"mode", "remise"}}),
       event("e3", "courrier_remis", "2026-03-04")});
  CHECK(ask(record, "2026-03-05").delai("attente", "observations") == "en_cours 2026-03-16");
  CHECK(ask(record, "2026-03-16").state("e1") == "contradictoire 2026-03-04");
  CHECK(ask(record, "2026-03-17").state("e1") == "a_decider 2026-03-16");
}

TEST_CASE("an act within the person's time happened, and is irregular (semantics B1, C3)",
          "[oracle][B1][C3]") {
  const auto record = dossier(
      {event("e1", "manquement_constate", "2026-03-02",
             {{"nature", "non_respect"}, {"commis_le", "2026-02-26"}}),
       event("e2", "courrier_envoye", "2026-03-04", {{"objet", "information_prealable"}, {"mode", "remise"}}),
       event("e3", "courrier_remis", "2026-03-04"),
       event("e4", "appreciation", "2026-03-05", {{"objet", "motif_legitime"}, {"conclusion", "non"}}),
       event("e5", "decision_cd", "2026-03-16",
             {{"mesure", "suspension"},
              {"taux", "30 %"},
              {"duree", "1 mois"},
              {"du", "2026-04-01"},
              {"motivation", "true"},
              {"voies_recours", "true"}})});
  const auto then = ask(record, "2026-03-16");
  CHECK(then.state("e1") == "allocation_suspendue 2026-03-16");
  CHECK(then.find("irregularite", "contradictoire.observations")->severity == "bloquante");
  CHECK(then.labels("irregularite") == Labels{"Observations en cours", "observations"});
  // One month from 1 April: last day 30 April.
  CHECK(ask(record, "2026-04-30").delai("duree", "allocation_suspendue.suspension") == "en_cours 2026-04-30");
  CHECK(ask(record, "2026-05-01").state("e1") == "reprise_a_verifier 2026-04-30");
}

TEST_CASE("a decision withdrawn never counted; what was known before still says so (semantics B8)",
          "[oracle][B8]") {
  auto annulment = event("e3", "annulation", "2024-03-01");
  annulment.target = "e2";
  annulment.cancels = true;
  const auto record = dossier(
      {event("e1", "notification_droits_devoirs", "2024-01-10"),
       event("e2", "orientation", "2024-02-02", {{"parcours", "social"}, {"organisme", "departement"}}),
       annulment});
  CHECK(ask(record, "2024-02-29").state("p1") == "contrat_a_signer 2024-02-02");
  CHECK(ask(record, "2024-03-10", "2024-02-29").state("p1") == "contrat_a_signer 2024-02-02");
  CHECK(ask(record, "2024-03-10").delai("echeance", "a_orienter.orienter") == "a_venir 2024-03-10");
  CHECK(ask(record, "2024-03-11").delai("echeance", "a_orienter.orienter") == "depassee 2024-03-10");
}

TEST_CASE("leaving the predicate closes the instance, coming back opens a second (semantics C6)",
          "[oracle][C6]") {
  auto record = dossier({event("e1", "notification_droits_devoirs", "2024-01-10")});
  auto& held = record.persons[0].attributes[0];
  held.to = day("2024-03-31");
  auto not_held = held;
  not_held.value.text = "false";
  not_held.from = not_held.known = day("2024-04-01");
  not_held.to = day("2024-04-30");
  auto again = held;
  again.from = again.known = day("2024-05-01");
  again.to = {};
  record.persons[0].attributes.push_back(not_held);
  record.persons[0].attributes.push_back(again);
  CHECK(ask(record, "2024-03-31").state("p1#2") == "rien");
  CHECK(ask(record, "2024-04-15").find("etat", "contractualisation.a_orienter")->statut == "sans_objet");
  CHECK(ask(record, "2024-05-01").state("p1#2") == "a_orienter 2024-05-01");
}

TEST_CASE("outside what a source covers, an absent act is not late (semantics B4)", "[oracle][B4]") {
  auto record = dossier(
      {event("e2", "orientation", "2024-02-02", {{"parcours", "social"}, {"organisme", "departement"}})});
  record.coverage.push_back({"registre", {"orientation", "cer_signe"}, day("2023-01-01"), day("2024-03-31")});
  CHECK(ask(record, "2024-04-03").delai("echeance", "contrat_a_signer.signer") == "incertaine 2024-04-02");
  record.coverage[0].to = day("2024-04-30");
  CHECK(ask(record, "2024-04-03").delai("echeance", "contrat_a_signer.signer") == "depassee 2024-04-02");
}

TEST_CASE("a pause keeps the remainder: days from the entry to the eve of the exit (semantics A6)",
          "[oracle][A6]") {
  // Six months from 15 January: 15 July. Paused from 1 March to the eve of 11 March: ten days, 25 July.
  const auto record = dossier({event("e1", "entree_parcours", "2024-01-15"),
                               event("e2", "pause", "2024-03-01"), event("e3", "reprise", "2024-03-11")});
  CHECK(ask(record, "2024-02-28").delai("echeance", "formation.finir") == "a_venir 2024-07-15");
  CHECK(ask(record, "2024-03-11").delai("echeance", "formation.finir") == "a_venir 2024-07-25");
  CHECK(ask(record, "2024-07-26").delai("echeance", "formation.finir") == "depassee 2024-07-25");
}

TEST_CASE("a law not read is worth all it may mean: between its two dates nothing is late (semantics A8, B5)",
          "[oracle][A8][B5]") {
  // Ten or fifteen days after 1 March: 11 or 16 March. The délai is verified, its length is not.
  auto cut = event("e1", "suspension_versement", "2024-03-01");
  cut.person.clear();
  const auto record = dossier({cut});
  CHECK(ask(record, "2024-03-11").delai("echeance", "reprendre") == "a_venir 2024-03-11/2024-03-16");
  CHECK(ask(record, "2024-03-12").delai("echeance", "reprendre") == "incertaine 2024-03-11/2024-03-16");
  CHECK(ask(record, "2024-03-17").delai("echeance", "reprendre") == "depassee 2024-03-11/2024-03-16");
}

TEST_CASE("law that had no version on the day is said, not guessed (semantics B5)", "[oracle][B5]") {
  // The trial rules end on 31 December 2024 and begin again on 1 June 2025: it is the day of the breach that
  // chooses.
  const auto found_on_10_april = [](const char* committed) {
    return dossier({event("e1", "manquement_constate", "2025-04-10", {{"commis_le", committed}})});
  };
  CHECK(ask(found_on_10_april("2025-04-02"), "2025-04-11").labels("droit_transitoire").size() == 1);
  CHECK(ask(found_on_10_april("2025-04-02"), "2025-04-11").state("e1") == "rien");
  CHECK(ask(found_on_10_april("2024-12-31"), "2025-04-11").labels("droit_transitoire").empty());
  CHECK(ask(found_on_10_april("2024-12-31"), "2025-04-11").delai("echeance", "saisir") ==
        "a_venir 2025-05-10");
}

TEST_CASE("a silence ends at midnight and its sequel starts from that day (semantics A2)", "[oracle][A2]") {
  // Referred on 31 January 2024: one month ends on 29 February; two more on 29 April.
  const auto record = dossier({event("e1", "saisine_ep", "2024-01-31")});
  CHECK(ask(record, "2024-02-29").state("e1") == "saisie 2024-01-31");
  CHECK(ask(record, "2024-03-01").state("e1") == "traitee 2024-02-29");
  CHECK(ask(record, "2024-04-29").delai("echeance", "traitee.decider") == "a_venir 2024-04-29");
  CHECK(ask(record, "2024-04-30").state("e1") == "abandonnee 2024-04-29");
}
