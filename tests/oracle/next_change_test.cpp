#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/dossier_json.hpp"
#include "tests/oracle/comparison.hpp"
#include "tests/oracle/random_dossier.hpp"

using namespace filrouge;
using namespace filrouge::oracle;

namespace {

/// Does the dossier learn something that day?
bool news(const Record& record, Date day) {
  const auto known_then = [&](const RawAttribute& held) { return held.known == day; };
  return std::ranges::any_of(record.events,
                             [&](const RawEvent& act) { return act.known == day || act.on == day; }) ||
         std::ranges::any_of(record.attributes, known_then) ||
         std::ranges::any_of(record.persons, [&](const RawPerson& person) {
           return std::ranges::any_of(person.attributes, known_then);
         });
}

/// Walks the days from `from`: an answer announced to hold until a day must hold until its eve. Early is
/// allowed, late is not. Only what a person reads is compared: the days of lateness are counted when they are
/// printed.
std::string first_late_change(const Rules& rules, const Record& record, Date from, int days) {
  Journal journal;
  bind(record, rules.model().vocabulary, journal);
  Replay replay(*rules.plan);
  Evaluation evaluation;
  std::vector<PlainFinding> before, lines_before;
  std::vector<Date> lines_announced;
  Date announced;
  for (auto day = from; day < from + days; day = day + 1) {
    replay.run(journal, day, day, evaluation);
    auto lines = plain(*rules.plan, journal, evaluation);
    auto now = compared().next_change ? evaluate(rules.model(), journal, day, day) : lines;
    const bool held = day > from && (!announced.known() || day < announced);
    if (held && now != before)
      return "le " + iso_date(day) + " la réponse change ; prochain changement annoncé la veille : " +
             (announced.known() ? iso_date(announced) : std::string("aucun")) + "\n" +
             difference(now, before) + "  (replay : le jour même ; oracle : la veille)\n" + to_json(record);
    if (evaluation.next_change.known() && evaluation.next_change <= day)
      return "le " + iso_date(day) + " : le prochain changement annoncé n'est pas à venir, " +
             iso_date(evaluation.next_change) + "\n" + to_json(record);
    if (compared().next_line_change && day > from && !news(record, day))
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

/// Drops the events without which the change is still late.
std::string shrunk(const Rules& rules, Record record, Date from, int days) {
  for (std::size_t i = record.events.size(); i-- > 0;) {
    auto smaller = record;
    smaller.events.erase(smaller.events.begin() + static_cast<std::ptrdiff_t>(i));
    if (!first_late_change(rules, smaller, from, days).empty()) record = smaller;
  }
  return first_late_change(rules, record, from, days);
}

void announced_in_time(const Rules& rules, std::uint64_t from, std::uint64_t to) {
  REQUIRE(rules.errors == "");
  int faults = 0;
  for (auto seed = from; seed <= to && faults < 4; ++seed) {
    const auto record = random_dossier(rules.model(), seed);
    Dice dice(seed);
    const auto day = *civil_date(2024, 2, 1) + static_cast<std::int32_t>(dice.below(700));
    if (first_late_change(rules, record, day, 150).empty()) continue;
    ++faults;
    FAIL_CHECK("graine " << seed << "\n" << shrunk(rules, record, day, 150));
  }
}

}  // namespace

TEST_CASE("no answer of the trial rules changes before the day announced", "[next_change]") {
  // The oracle walks every day from the first, each day asked: fewer dossiers, then.
  announced_in_time(trial_rules(), 1000, compared().next_change ? 1015 : 1060);
}

TEST_CASE("no answer of the shipped rules changes before the day announced", "[next_change][shipped]") {
  announced_in_time(shipped_rules(), 2000, compared().next_change ? 2004 : 2040);
}
