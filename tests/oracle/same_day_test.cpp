#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// Two délais of one state that end on one day: the first written has its sequel.
using namespace filrouge;
using namespace filrouge::oracle;

TEST_CASE("of two délais over on one day, the first declared leads on, whichever began first",
          "[semantics]") {
  const auto rules = from_text(essai(R"(événement saisine « Saisine »
  portée personne
événement relance « Relance »
  portée personne
procédure suivi « Suivi »
  une instance par saisine
  état ouvert initial « Ouvert »
    terme répondre : 10 jours après saisine
      interrompu par relance
      à la fin, aller à répondu
    terme laisser : 20 jours après saisine
      à la fin, aller à laissé
  états finaux répondu, laissé
procédure veille « Veille »
  une instance par saisine
  état ouverte initial « Ouverte »
    terme premier : 20 jours après saisine
      à la fin, aller à premier
    terme second : 20 jours après saisine
      à la fin, aller à second
  états finaux premier, second
)"));
  REQUIRE(rules->errors == "");
  const auto state = [&](const Record& record, const char* asked, std::string_view procedure) {
    CHECK(report(*rules, record, day(asked), day(asked)) == "");
    for (const auto& finding : slow(*rules, record, day(asked), day(asked)))
      if (finding.nature == "etat" && finding.code.find(procedure) != std::string::npos)
        return finding.state + " " + finding.date;
    return std::string("rien");
  };
  const auto record = dossier({event("e1", "saisine", "2024-01-10"), event("e2", "relance", "2024-01-20")});
  // Begun again on the 20th, « répondre » ends on the 30th as the other does, begun before it.
  CHECK(state(record, "2024-01-31", "suivi") == "repondu 2024-01-30");
  CHECK(state(record, "2024-01-31", "veille") == "premier 2024-01-30");
}
