#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// What a request adds to a délai: to its length, before the end is put off to a working day, or to that end
/// (semantics A4: what the text leaves open, the rule chooses, or both stay possible).
using namespace filrouge;
using namespace filrouge::oracle;

TEST_CASE("a report adds to the length or to the end, and unsaid to either (semantics A4)",
          "[semantics][A4]") {
  const auto rules = from_text(essai(R"(événement emission « Émission »
  portée personne
événement report « Demande de report »
  portée personne
événement reponse « Réponse »
  portée personne
procédure suite « Suite »
  une instance par emission
  état attente initial « Attente »
    échéance longueur : 19 jours après début, non franc, prorogé
      reportable de 14 jours au plus par report, ajoutés à la durée
      tenue par reponse
    échéance fin : 19 jours après début, non franc, prorogé
      reportable de 14 jours au plus par report, ajoutés à la fin
      tenue par reponse
    échéance ouverte : 19 jours après début, non franc, prorogé
      reportable de 14 jours au plus par report
      tenue par reponse
    échéance mois : 1 mois après début, non franc, non prorogé
      reportable de 1 mois au plus par report
      tenue par reponse
    échéance ouvrés : 19 jours après début, non franc, prorogé
      reportable de 2 jours ouvrés au plus par report, ajoutés à la durée
      tenue par reponse
    dès reponse, aller à finie
  états finaux finie
)"));
  REQUIRE(rules->errors == "");
  const auto due = [&](const char* opened, const char* put_off, const char* code) {
    const auto record = dossier({event("e1", "emission", opened), event("e2", "report", put_off)});
    return ask(*rules, record, day(put_off)).delai("echeance", code);
  };
  // 33 days end on Saturday 18 April, so Monday 20; 19 on Saturday 4, so Tuesday 7, Easter Monday being off.
  CHECK(due("2026-03-16", "2026-03-20", "attente.longueur") == "a_venir 2026-04-20");
  CHECK(due("2026-03-16", "2026-03-20", "attente.fin") == "a_venir 2026-04-21");
  CHECK(due("2026-03-16", "2026-03-20", "attente.ouverte") == "a_venir 2026-04-20/2026-04-21");
  // From 31 January: two months are 31 March; one and then one, 28 February and 28 March.
  CHECK(due("2026-01-31", "2026-02-10", "attente.mois") == "a_venir 2026-03-28/2026-03-31");
  CHECK(due("2026-02-10", "2026-02-20", "attente.mois") == "a_venir 2026-04-10");
  // Saturday 4 April, then Tuesday 7 and Wednesday 8.
  CHECK(due("2026-03-16", "2026-03-20", "attente.ouvres") == "a_venir 2026-04-08");
}

TEST_CASE("the working days of a measure skip the holidays of where the dossier is (semantics A4)",
          "[semantics][A4]") {
  const auto rules = from_text(essai(R"(événement emission « Émission »
  portée personne
événement report « Demande de report »
  portée personne
procédure suite « Suite »
  une instance par emission
  état attente initial « Attente »
    mesure ouvrée « Ouvrée » : du entrée, pendant 5 jours ouvrés
    mesure reportée « Reportée » : du entrée, pendant 1 mois
      reportable de 2 jours ouvrés au plus par report, ajoutés à la fin
    à la fin de reportée, aller à finie
  états finaux finie
)"));
  REQUIRE(rules->errors == "");
  const auto record = dossier({event("e1", "emission", "2026-05-04"), event("e2", "report", "2026-05-05")});
  const auto on = day("2026-05-06");
  const auto asked = ask(*rules, record, on);
  // Five working days from Monday 4 May: 5, 6, 7, 11, 12, the 8th being a holiday; the eve of the last.
  CHECK(asked.delai("duree", "attente.ouvree") == "en_cours 2026-05-11");
  // One month ends on 3 June; Thursday 4 and Friday 5.
  CHECK(asked.delai("duree", "attente.reportee") == "en_cours 2026-06-05");
  const auto spring = dossier({event("e1", "emission", "2026-04-13"), event("e2", "report", "2026-04-20")});
  CHECK(report(*rules, spring, day("2026-04-21"), day("2026-04-21")) == "");
  // 12 May, then Wednesday 13 and Friday 15: Thursday 14 is Ascension Day.
  CHECK(Asked{slow(*rules, spring, day("2026-04-21"), day("2026-04-21"))}.delai(
            "duree", "attente.reportee") == "en_cours 2026-05-15");
}

TEST_CASE("only the first request puts a délai off, and it alone is told (semantics A4)", "[semantics][A4]") {
  const auto rules = from_text(essai(R"(événement emission « Émission »
  portée personne
événement report « Demande de report »
  portée personne
  duree : durée
événement reponse « Réponse »
  portée personne
procédure suite « Suite »
  une instance par emission
  état attente initial « Attente »
    échéance répondre : 30 jours après début
      reportable de duree de report au plus par report, ajoutés à la durée
      tenue par reponse
    dès reponse, aller à finie
  états finaux finie
)"));
  REQUIRE(rules->errors == "");
  const auto record = dossier({event("e1", "emission", "2026-03-02"),
                               event("e2", "report", "2026-03-10", {{"duree", "5 jours"}}),
                               event("e3", "report", "2026-03-20", {{"duree", "20 jours"}})});
  const auto then = ask(*rules, record, day("2026-04-07"));
  // Thirty days are 1 April, five more the 6th; asked for again, it is not put off again.
  CHECK(then.delai("echeance", "attente.repondre") == "depassee 2026-04-06");
  CHECK(then.find("echeance", "attente.repondre")->facts == Labels{"e2"});
}
