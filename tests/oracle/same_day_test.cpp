#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// What happens twice on one day: two délais that end, two acts that are one, or not.
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

TEST_CASE("two acts of one day are one when they say the same, and two when a field differs (semantics C5)",
          "[semantics][C5]") {
  const auto rules = from_text(essai(R"(événement saisine « Saisine »
  portée personne
  motif : texte facultatif
procédure suivi « Suivi »
  une instance par saisine
  état ouvert initial « Ouvert »
    terme fin : 2 mois après saisine
      à la fin, aller à fini
  états finaux fini
)"));
  REQUIRE(rules->errors == "");
  const auto said = [&](const char* second_motive) {
    const auto record = dossier({event("e1", "saisine", "2024-01-10", {{"motif", "absence"}}),
                                 event("e2", "saisine", "2024-01-10", {{"motif", second_motive}})});
    const auto on = day("2024-01-15");
    const auto asked = ask(*rules, record, on);
    return std::pair(asked.labels("etat").size(), asked.labels("evenement_ambigu").size());
  };
  CHECK(said("absence") == std::pair<std::size_t, std::size_t>(1, 1));
  CHECK(said("refus") == std::pair<std::size_t, std::size_t>(2, 0));
}
