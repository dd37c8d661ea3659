#include <catch2/catch.hpp>

#include "tests/oracle/hand_written_rules.hpp"

/// What keeps a délai may have been done before it begins, where the text says since when (semantics F7).
using namespace filrouge;
using namespace filrouge::oracle;

TEST_CASE("what keeps it may have been done before it begins, where the text says since when (semantics F7)",
          "[semantics][F7]") {
  const auto resumed = [](std::vector<std::pair<const char*, const char*>> fields, const char* asked) {
    auto payment = event("e2", "reprise", "2024-02-01");
    payment.person.clear();
    return ask(person({event("e1", "mesure_prise", "2024-01-10"), payment,
                       event("e3", "mainlevee", "2024-02-03", std::move(fields))}),
               asked);
  };
  const auto* code = "levee.reprendre";
  const auto then = resumed({{"effet", "2024-01-25"}}, "2024-05-01");
  CHECK(then.state("e1") == "retablie 2024-02-03");
  CHECK(then.delai("echeance", code) == "tenue 2024-04-03");
  CHECK(then.find("echeance", code)->facts == Labels{"e2"});
  CHECK(resumed({{"effet", "2024-02-01"}}, "2024-05-01").state("e1") == "retablie 2024-02-03");
  CHECK(resumed({{"effet", "2024-02-02"}}, "2024-05-01").delai("echeance", code) == "depassee 2024-04-03");
  // Nobody knows since when: perhaps kept, never late.
  CHECK(resumed({}, "2024-05-01").delai("echeance", code) == "incertaine 2024-04-03");
}

TEST_CASE("what was done in time is not late for being learnt of in a later state (semantics F7)",
          "[semantics][F7]") {
  const auto rules = from_text(essai(R"(événement demande « Demande »
  portée personne
événement piece « Pièce »
  portée personne
événement instruction « Instruction »
  portée personne
événement cloture « Clôture »
  portée personne
procédure suivi « Suivi »
  une instance par demande
  état déposée initial « Déposée »
    dès instruction, aller à instruite
  état instruite « Instruite »
    échéance compléter : 10 jours après début
      tenue par piece, même avant, depuis début
      si dépassée : irrégularité « Pièce tardive »
    dès cloture, aller à close
  états finaux close
)"));
  REQUIRE(rules->errors == "");
  const auto then = [&](const char* piece) {
    return ask(*rules,
               dossier({event("e1", "demande", "2024-01-10"), event("e2", "piece", piece),
                        event("e3", "instruction", "2024-02-15")}),
               day("2024-03-01"));
  };
  CHECK(then("2024-01-20").delai("echeance", "instruite.completer") == "tenue 2024-01-20");
  CHECK(then("2024-01-20").labels("irregularite") == Labels{});
  CHECK(then("2024-01-21").delai("echeance", "instruite.completer") == "tenue_en_retard 2024-01-20");
  // Sent again after the end, it was in time all the same: the first counts.
  const auto again =
      ask(*rules,
          dossier({event("e1", "demande", "2024-01-10"), event("e2", "piece", "2024-01-15"),
                   event("e3", "piece", "2024-01-25"), event("e4", "instruction", "2024-02-15")}),
          day("2024-03-01"));
  CHECK(again.delai("echeance", "instruite.completer") == "tenue 2024-01-20");
  CHECK(again.find("echeance", "instruite.completer")->facts == Labels{"e2"});
}
