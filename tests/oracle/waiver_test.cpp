#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// §4.3: an act that waives a time of the person.
using namespace filrouge;
using namespace filrouge::oracle;

TEST_CASE("a time that begins again by the very act that waives another is not waived by it", "[semantics]") {
  const auto rules = from_text(essai(R"(événement demande « Demande »
  portée personne
événement renonciation « Renonciation »
  portée personne
événement decision « Décision »
  portée personne
rôle agent « Agent » institution departement
procédure suivi « Suivi »
  une instance par demande
  attente observations : 10 jours après entrée
    interdit decision
    levée par renonciation
  état ouvert initial « Ouvert »
    attente ecoute : 10 jours après entrée à défaut le jour de demande
      interdit decision
      levée par renonciation
    à la fin de observations
      remettre à zéro ecoute
    dès decision, aller à clos
  états finaux clos
)",
                                     "agent"));
  REQUIRE(rules->errors == "");
  const auto asked =
      ask(*rules, dossier({event("e1", "demande", "2024-01-10"), event("e2", "renonciation", "2024-01-12")}),
          day("2024-01-15"));
  CHECK(asked.delai("attente", "suivi.observations").starts_with("tenue"));
  CHECK(asked.labels("irregularite").empty());
  CHECK(asked.labels("attente").size() == 3);
  std::string courses;
  for (const auto& one : asked.findings)
    if (one.code.ends_with("ecoute")) courses += one.statut + " ";
  CHECK(courses == "sans_objet en_cours ");
}
