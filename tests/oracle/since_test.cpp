#include <catch2/catch.hpp>

#include "engine/formats/dossier_json.hpp"
#include "tests/oracle/appearance.hpp"
#include "tests/oracle/by_hand.hpp"
#include "tests/oracle/comparison.hpp"
#include "tests/oracle/random_dossier.hpp"
#include "tests/oracle/rules_under_test.hpp"
#include "tests/oracle/shrink.hpp"

using namespace filrouge;
using namespace filrouge::oracle;

namespace {

void appear_when_they_say(const Rules& rules, std::uint64_t from, std::uint64_t to) {
  REQUIRE(rules.errors == "");
  int faults = 0;
  for (auto seed = from; seed <= to && faults < 4; ++seed) {
    const auto record = random_dossier(rules.model(), seed);
    if (told_with_hindsight(*rules.program, record)) continue;
    Dice dice(seed);
    const auto asked = *civil_date(2024, 2, 1) + static_cast<std::int32_t>(dice.below(700));
    if (wrong_appearance(*rules.program, record, asked).empty()) continue;
    ++faults;
    const auto least = shrink_record(
        record, [&](const Record& part) { return !wrong_appearance(*rules.program, part, asked).empty(); });
    FAIL_CHECK("graine " << seed << ", au " << iso_date(asked) << "\n"
                         << wrong_appearance(*rules.program, least, asked) << to_json(least));
  }
}

}  // namespace

TEST_CASE("each line of the trial rules says since when it has been said", "[since]") {
  appear_when_they_say(trial_rules(), 3000, 3300);
}

TEST_CASE("each line of the shipped rules says since when it has been said", "[since][shipped]") {
  appear_when_they_say(shipped_rules(), 4000, 4200);
}

TEST_CASE("what contrôles ask of an act is asked since the day of the first that asked it", "[since]") {
  const auto rules = from_text(R"(module essai
  fondement « essai »
  statut vérifié « essai »
événement visite « Visite »
  portée personne
  nature : un parmi (premiere, seconde) facultatif
événement reponse « Réponse »
  portée personne
contrôle suites « Suites de la seconde visite »
  chaque visite, nature: seconde
    doit être suivie de reponse dans 10 jours
    doit être précédée de visite
)");
  REQUIRE(rules->errors == "");
  // Which visit it is, it does not say: the second sentence asks at once, the first from the eleventh day on.
  const auto record = dossier({event("e1", "visite", "2024-04-04")});
  for (const auto* on : {"2024-04-04", "2024-04-14", "2024-04-15", "2024-06-01"}) {
    INFO(on);
    CHECK(wrong_appearance(*rules->program, record, day(on)) == "");
  }
}

TEST_CASE("what is said of a dossier that gives no day was said since ever", "[since]") {
  Record record;
  record.dossier = "64-1";
  record.persons.push_back({"p1", "beau_frere", {}, {}});
  const auto said = published(trial_rules(), record, day("2024-06-26"));
  REQUIRE(said.size() == 1);
  CHECK(said[0].nature == "donnee_manquante");
  CHECK(said[0].apparu_le == iso_date(first_day()));
}
