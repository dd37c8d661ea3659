#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// Acts of one day that no source puts in order: what another order would excuse accuses nobody (semantics
/// H1).
using namespace filrouge;
using namespace filrouge::oracle;

TEST_CASE("acts of one day that no source puts in order accuse nobody of their order (semantics H1)",
          "[semantics][H1]") {
  const auto rules = from_text(essai(R"(événement saisine « Saisine »
  portée personne
événement renonciation « Renonciation »
  portée personne
événement audition « Audition »
  portée personne
événement decision « Décision »
  portée personne
procédure suivi « Suivi »
  une instance par saisine
  état ouvert initial « Ouvert »
    attente laisser_repondre : 30 jours après saisine
      interdit decision
      levée par renonciation
    dès decision, aller à décidé
      exige il existe audition, de cette affaire « Décidé sans audition »
  états finaux décidé
contrôle auditions
  chaque decision
    doit être précédée de audition
)"));
  REQUIRE(rules->errors == "");
  const auto said = [&](std::vector<RawEvent> acts) {
    acts.insert(acts.begin(), from(event("e1", "saisine", "2024-01-10"), "A"));
    const auto record = dossier(acts);
    return ask(*rules, record, day("2024-02-01"));
  };
  const auto decided = [&](const char* system) {
    return from(event("e2", "decision", "2024-01-20"), system);
  };
  const auto heard = [&](const char* system) { return from(event("e3", "audition", "2024-01-20"), system); };
  const auto waived = [&](const char* system) {
    return from(event("e4", "renonciation", "2024-01-20"), system);
  };
  // One source gives the order: decided, then heard.
  CHECK(said({decided("A"), heard("A"), waived("A")}).labels("irregularite").size() == 3);
  // Of two sources, the hearing and the waiver may come first.
  const auto unknown = said({decided("A"), heard("B"), waived("B")});
  CHECK(unknown.labels("irregularite").empty());
  int in_disorder = 0;
  for (const auto& finding : unknown.findings)
    in_disorder +=
        finding.nature == "donnee_manquante" && finding.missing == Labels{"ordre des actes du jour"};
  CHECK(in_disorder == 3);
  // In any order, nobody heard her.
  CHECK(said({decided("A"), from(event("e3", "saisine", "2024-01-20"), "B")}).labels("irregularite").size() ==
        3);
}

TEST_CASE("what may have been done after what began the délai, that very day, is not late (semantics H1)",
          "[semantics][H1]") {
  const auto rules = from_text(essai(R"(rôle greffe « Greffe » institution commune
événement saisine « Saisine »
  portée personne
événement convocation « Convocation »
  portée personne
événement rappel « Rappel »
  portée personne
procédure rappels « Rappels »
  une instance par rappel
  état ouvert initial « Ouvert »
    attendu : convocation
    dès que 1 = 2, aller à fini
  états finaux fini
procédure suivi « Suivi »
  une instance par saisine
  état ouvert initial « Ouvert »
    échéance convoquer : 15 jours après saisine
      tenue par convocation
      à faire « Convoquer » par greffe
    dès que 1 = 2, aller à fini
  états finaux fini
)",
                                     "greffe"));
  REQUIRE(rules->errors == "");
  const auto told = [&](const char* on, const char* system, const char* whose) {
    auto sent = from(event("e1", "convocation", on), system);
    if (*whose) sent = citing(sent, whose);
    const auto record = dossier({from(event("e0", "rappel", "2024-01-05"), "A"), sent,
                                 from(event("e2", "saisine", "2024-01-10"), "A")});
    const auto then = ask(*rules, record, day("2024-02-01"));
    const auto* found = then.find("echeance", "convoquer");
    return found->statut + (found->missing.empty() ? "" : " " + found->missing.front());
  };
  CHECK(told("2024-01-10", "B", "e2") == "incertaine ordre des actes du jour");
  // Another procédure expects it too, which says nothing of this one.
  CHECK(told("2024-01-10", "B", "") == "incertaine ordre des actes du jour");
  // One source gives the order; the eve comes before the day.
  CHECK(told("2024-01-10", "A", "") == "depassee");
  CHECK(told("2024-01-09", "B", "") == "depassee");
}
