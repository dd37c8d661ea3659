#include <catch2/catch.hpp>

#include "tests/oracle/hand_written_rules.hpp"

/// « Jamais … pendant … »: the state an act met, of a life that was not over (semantics §3.1, §6).
using namespace filrouge;
using namespace filrouge::oracle;

TEST_CASE("an act done once its person is no longer followed met no state (semantics)", "[semantics]") {
  const auto rules = from_text(essai(R"(attribut suivie : booléen
  portée personne
événement relance « Relance »
  portée personne
événement reprise « Reprise »
  portée personne
procédure pause « Pause »
  pour chaque personne quand suivie
  état en_pause initial « En pause »
    dès reprise, aller à finie
  états finaux finie
contrôle pas_en_pause « Pas de relance pendant une pause » : jamais relance pendant pause.en_pause
)"));
  REQUIRE(rules->errors == "");
  const auto accused = [&](const char* relance) {
    const auto record =
        person({event("e1", "relance", relance)}, {held("suivie", "true", "2024-01-01", "2024-02-29")});
    const auto on = day("2024-06-01");
    return ask(*rules, record, on).labels("irregularite");
  };
  CHECK(accused("2024-02-29") == Labels{"Pas de relance pendant une pause"});
  CHECK(accused("2024-03-01") == Labels{});
}
