#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <map>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/oracle/comparison.hpp"
#include "tests/oracle/generated.hpp"

using namespace filrouge;
using namespace filrouge::oracle;

/// A référent who comes back on the day announced finds something changed. FILROUGE_GENERES asks for more
/// dossiers.
TEST_CASE("the day announced is, for 95 dossiers in a hundred, a day on which something changes",
          "[next_change][exact][F12]") {
  const auto& rules = shipped_rules();
  REQUIRE(rules.errors == "");
  const auto count = asked_count(200);
  const auto asked = *civil_date(2026, 11, 21);
  Replay replay(*rules.program);
  Evaluation evaluation;
  Journal journal;
  const auto lines_of = [&](Date day) {
    replay.run(journal, day, day, evaluation);
    return plain(*rules.program, journal, evaluation);
  };
  unsigned announced = 0, idle = 0;
  std::map<Date, unsigned> idle_days;
  for (const auto& record : generated_dossiers(2026, count)) {
    bind(record, rules.model().vocabulary, journal);
    lines_of(asked);
    const auto day = replay.next_change(journal, evaluation);
    if (!day.known()) continue;
    ++announced;
    if (lines_of(day - 1) != lines_of(day)) continue;
    ++idle;
    ++idle_days[day];
    if (std::getenv("FILROUGE_OISIFS")) std::cout << record.dossier << " " << iso_date(day) << "\n";
  }
  for (const auto& [day, times] : idle_days)
    if (times * 50 > count) std::cout << "  " << times << " × " << iso_date(day) << " annoncé pour rien\n";
  INFO(announced << " dossiers annoncent un jour ; " << idle << " pour rien");
  CHECK(announced > count / 8);
  CHECK(idle * 20 <= count);
}
