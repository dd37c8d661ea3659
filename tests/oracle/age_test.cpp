#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// What no text settles concludes nothing (semantics B5): of whoever is born on a 29 February, the age on the
/// 28 of another year.
using namespace filrouge;
using namespace filrouge::oracle;

TEST_CASE("born on a 29 February, one is neither of age nor a minor on the 28 of another year (semantics B5)",
          "[semantics][B5]") {
  const auto rules = from_text(essai(R"(événement demande « Demande »
  portée personne
contrôle majeur « Majeur »
  chaque demande
    exige âge ≥ 18 « Mineur »
)"));
  REQUIRE(rules->errors == "");
  const auto told = [&](const char* born, const char* on) {
    auto record = dossier({event("e1", "demande", on)});
    record.persons[0].birth = day(born);
    CHECK(report(*rules, record, day(on), day("2026-03-01")) == "");
    const Asked then{slow(*rules, record, day(on), day("2026-03-01"))};
    if (then.find("irregularite", "majeur")) return std::string("mineur");
    const auto* doubt = then.find("donnee_manquante", "majeur");
    return doubt ? doubt->missing.front() : std::string("majeur");
  };
  CHECK(told("2000-02-29", "2018-02-27") == "mineur");
  CHECK(told("2000-02-29", "2018-02-28") == Vocabulary::leap_birthday);
  CHECK(told("2000-02-29", "2018-03-01") == "majeur");
  // The 28 of a leap year is the eve; the eighteenth 29 February that comes on one is the day itself.
  CHECK(told("2000-02-28", "2018-02-28") == "majeur");
  CHECK(told("2000-02-29", "2020-02-28") == "majeur");
  CHECK(told("2008-02-29", "2026-02-28") == Vocabulary::leap_birthday);
}
