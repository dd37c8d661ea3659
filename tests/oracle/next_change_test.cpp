#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/dossier_json.hpp"
#include "tests/oracle/comparison.hpp"
#include "tests/oracle/random_dossier.hpp"
#include "tests/oracle/shrink.hpp"

using namespace filrouge;
using namespace filrouge::oracle;

namespace {

/// Does the dossier learn something that day?
bool news(const Record& record, Date day) {
  const auto known_then = [&](const auto& held) { return held.known == day; };
  return std::ranges::any_of(record.events,
                             [&](const RawEvent& act) { return act.known == day || act.on == day; }) ||
         std::ranges::any_of(record.attributes, known_then) ||
         std::ranges::any_of(record.coverage, known_then) ||
         std::ranges::any_of(record.persons, [&](const RawPerson& person) {
           return std::ranges::any_of(person.attributes, known_then);
         });
}

/// Walks the days from `from`: an answer announced to hold until a day must hold until its eve. Early is
/// allowed, late is not. Only what a person reads is compared: the days of lateness are counted when they are
/// printed. `by_oracle`: what is announced is held against what the oracle answers the days after.
std::string first_late_change(const Rules& rules, const Record& record, Date from, int days, bool by_oracle) {
  Journal journal;
  bind(record, rules.model().vocabulary, journal);
  Replay replay(*rules.program);
  Evaluation evaluation;
  std::vector<PlainFinding> before, lines_before;
  std::vector<Date> lines_announced;
  Date announced;
  for (auto day = from; day < from + days; day = day + 1) {
    replay.run(journal, day, day, evaluation);
    auto lines = plain(*rules.program, journal, evaluation);
    auto now = by_oracle ? evaluate(rules.model(), journal, day, day) : lines;
    const bool held = day > from && (!announced.known() || day < announced);
    if (held && now != before)
      return "le " + iso_date(day) + " la réponse change ; prochain changement annoncé la veille : " +
             (announced.known() ? iso_date(announced) : std::string("aucun")) + "\n" +
             difference(now, before) + "  (replay : le jour même ; oracle : la veille)\n" + to_json(record);
    if (evaluation.next_change.known() && evaluation.next_change <= day)
      return "le " + iso_date(day) + " : le prochain changement annoncé n'est pas à venir, " +
             iso_date(evaluation.next_change) + "\n" + to_json(record);
    if (day > from && !news(record, day))
      for (std::size_t i = 0; i < lines_before.size(); ++i)
        if ((!lines_announced[i].known() || day < lines_announced[i]) &&
            std::ranges::find(lines, lines_before[i]) == lines.end())
          return "le " + iso_date(day) + " une ligne change ; annoncé la veille : " +
                 (lines_announced[i].known() ? iso_date(lines_announced[i]) : std::string("jamais")) + "\n" +
                 display(lines_before[i]) + "\n" + to_json(record);
    announced = evaluation.next_change;
    before = std::move(now);
    lines_before = std::move(lines);
    lines_announced = next_changes(evaluation);
  }
  return {};
}

/// The oracle walks every day from the first, each day asked: it is played on the first dossiers only.
void announced_in_time(const Rules& rules, std::uint64_t from, std::uint64_t to, std::uint64_t to_by_oracle) {
  REQUIRE(rules.errors == "");
  constexpr int days = 150;
  int faults = 0;
  for (auto seed = from; seed <= to && faults < 4; ++seed) {
    const auto record = random_dossier(rules.model(), seed);
    Dice dice(seed);
    const auto day = *civil_date(2024, 2, 1) + static_cast<std::int32_t>(dice.below(700));
    for (const bool by_oracle : {false, true}) {
      if (by_oracle && seed > to_by_oracle) break;
      const auto late = [&](const Record& part) {
        return first_late_change(rules, part, day, days, by_oracle);
      };
      if (late(record).empty()) continue;
      ++faults;
      FAIL_CHECK(
          "graine " << seed << "\n"
                    << late(shrink_record(record, [&](const Record& part) { return !late(part).empty(); })));
    }
  }
}

}  // namespace

TEST_CASE("no answer of the trial rules changes before the day announced", "[next_change][C13][H5]") {
  announced_in_time(trial_rules(), 1000, 1060, 1015);
}

TEST_CASE("no answer of the shipped rules changes before the day announced",
          "[next_change][shipped][C13][H5]") {
  announced_in_time(shipped_rules(), 2000, 2040, 2004);
}
