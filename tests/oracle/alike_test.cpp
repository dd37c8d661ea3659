#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// « Au plus … du même CHAMP »: acts counted with those that are like them (semantics G6).
using namespace filrouge;
using namespace filrouge::oracle;

TEST_CASE("« de la même nature » counts the acts of the nature of the act judged (semantics G6)",
          "[semantics][G6]") {
  const auto rules = from_text(essai(R"(événement aide « Aide »
  portée personne
  nature : un parmi (transport, garde, inconnu) facultatif
  structure : texte facultatif
contrôle une_par_an « Une aide de chaque nature par an »
  au plus 1 aide de la même nature par 12 mois glissants
contrôle deux_par_mois « Deux aides d'une même structure par mois »
  au plus 2 aide, de la même structure, par 1 mois civil
)"));
  REQUIRE(rules->errors == "");
  const auto given = [](const char* id, const char* on, const char* nature, const char* structure = "A") {
    std::vector<std::pair<const char*, const char*>> fields;
    if (nature) fields.emplace_back("nature", nature);
    if (structure) fields.emplace_back("structure", structure);
    return event(id, "aide", on, fields);
  };
  const auto told = [&](const std::vector<RawEvent>& acts, const char* code) {
    const auto record = dossier(acts);
    const auto asked = Asked{slow(*rules, record, day("2026-12-31"), day("2026-12-31"))};
    CHECK(report(*rules, record, day("2026-12-31"), day("2026-12-31")) == "");
    std::vector<std::string> all;
    for (const auto& one : asked.findings) {
      if (!one.code.ends_with(code)) continue;
      auto text = one.nature + " " + one.date;
      for (const auto& fact : one.facts) text += " " + fact;
      for (const auto& missing : one.missing) text += ", " + missing;
      all.push_back(std::move(text));
    }
    return all;
  };
  const char* const yearly = "une_par_an";
  // Another nature is another count; 3 March 2025 + 12 months is 3 March 2026, included.
  const auto first = given("e1", "2025-03-03", "transport"), other = given("e2", "2025-06-01", "garde");
  CHECK(told({first, other}, yearly).empty());
  CHECK(told({first, other, given("e3", "2026-03-03", "transport")}, yearly) ==
        Labels{"irregularite 2026-03-03 e1 e3"});
  CHECK(told({first, other, given("e3", "2026-03-04", "transport")}, yearly).empty());
  // « Inconnu », where it is one of the words, is a nature; what is not said is none, and may be any.
  CHECK(told({given("e1", "2025-03-03", "inconnu"), given("e2", "2025-03-10", "inconnu")}, yearly) ==
        Labels{"irregularite 2025-03-10 e1 e2"});
  CHECK(told({first, given("e2", "2025-06-01", nullptr)}, yearly) ==
        Labels{"donnee_manquante 2025-06-01 e1 e2, nature"});
  CHECK(told({given("e1", "2025-03-03", nullptr), given("e2", "2025-06-01", "garde")}, yearly) ==
        Labels{"donnee_manquante 2025-06-01 e1 e2, nature"});
  // What is sure is said, whatever another may be; of an act alone in its year nothing is asked.
  CHECK(told({first, given("e2", "2025-04-01", "transport"), given("e3", "2025-05-01", nullptr)}, yearly) ==
        Labels{"irregularite 2025-04-01 e1 e2", "donnee_manquante 2025-05-01 e1 e2 e3, nature"});
  CHECK(told({first, given("e2", "2026-06-01", nullptr)}, yearly).empty());

  // Two are allowed: one of each of two structures and one that says none are at most two of one.
  const char* const monthly = "deux_par_mois";
  const auto a = given("e1", "2025-03-03", "garde", "A"), b = given("e2", "2025-03-04", "garde", "B");
  CHECK(told({a, b, given("e3", "2025-03-05", "garde", nullptr)}, monthly).empty());
  CHECK(told({a, b, given("e3", "2025-03-05", "garde", nullptr), given("e4", "2025-03-31", "garde", "b")},
             monthly) == Labels{"donnee_manquante 2025-03-31 e2 e3 e4, structure"});
  CHECK(told({a, b, given("e3", "2025-03-05", "garde", nullptr), given("e4", "2025-04-01", "garde", "B")},
             monthly)
            .empty());
  // A text is compared without its capitals nor its accents.
  CHECK(told({a, given("e2", "2025-03-06", "garde", "a"), given("e3", "2025-03-09", "garde", "À")},
             monthly) == Labels{"irregularite 2025-03-09 e1 e2 e3"});
}
