#include <catch2/catch.hpp>

#include "tests/core/indicators_by_hand.hpp"
#include "tests/indicateurs/cohorts.hpp"
#include "tests/oracle/random_dossier.hpp"

using namespace filrouge;

namespace {

constexpr int asked = 200;  // days since 1 January 2026

Date day(int number) {
  return cohort_day("2026-01-01") + number;
}

by_hand::Life drawn(oracle::Dice& dice) {
  by_hand::Life life;
  life.covered_from = dice.once_in(6) ? static_cast<int>(dice.below(asked)) : 0;
  life.covered_to = dice.once_in(6) ? static_cast<int>(dice.below(asked + 1)) : asked;
  const auto step = 1 + dice.below(40);
  for (int on = static_cast<int>(dice.below(asked)); on <= asked;
       on += 1 + static_cast<int>(dice.below(step))) {
    by_hand::Act act;
    act.day = on;
    act.kind = "sssaaal"[dice.below(7)];
    const auto said = dice.below(6);
    act.said = said == 0 ? by_hand::Said::no : said == 1 ? by_hand::Said::nothing : by_hand::Said::yes;
    life.acts.push_back(act);
  }
  return life;
}

Record told(const by_hand::Life& life) {
  auto record = one_person();
  if (life.covered_from > 0 || life.covered_to < asked)
    record.coverage.push_back({"suivi", {}, day(life.covered_from), day(life.covered_to)});
  for (const auto& one : life.acts) {
    const char* type = one.kind == 's' ? "suivi" : one.kind == 'a' ? "rendez_vous_tenu" : "fin_de_suivi";
    const char* field = one.kind == 's' || one.said == by_hand::Said::nothing ? nullptr
                        : one.kind == 'a'                                     ? "tenu"
                                                                              : "definitive";
    act(record, type, day(one.day), field, one.said == by_hand::Said::yes);
  }
  return record;
}

std::string words(const by_hand::Line& line, std::initializer_list<const char*> columns) {
  std::string text;
  for (const auto* column : columns) {
    const auto found = line.counts.find(column);
    text += std::to_string(found == line.counts.end() ? 0 : found->second) + " ";
  }
  return text + (line.at_least ? "au moins " : "") +
         (line.hundredths ? std::to_string(*line.hundredths) : "-");
}

std::string words(const IndicatorRow& row, std::size_t columns) {
  std::string text;
  for (std::size_t c = 0; c < columns; ++c) text += std::to_string(row.counts[c].count) + " ";
  return text + (row.at_least ? "au moins " : "") + (row.hundredths ? std::to_string(*row.hundredths) : "-");
}

}  // namespace

TEST_CASE("[F11] random caseloads are measured as a second reading of the page measures them",
          "[indicateurs][F11]") {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    oracle::Dice dice(seed);
    std::vector<by_hand::Life> lives;
    std::vector<Record> records;
    for (auto n = 1 + dice.below(25); n > 0; --n) {
      lives.push_back(drawn(dice));
      records.push_back(told(lives.back()));
    }
    INFO("graine " << seed);
    REQUIRE(words(measured("part_lue_deux_fois", records, day(asked)).total, 4) ==
            words(by_hand::share(lives, 30, 40, asked), {"measured", "running", "left", "unknown"}));
    REQUIRE(words(measured("part_a_ce_jour_lue_deux_fois", records, day(asked)).total, 3) ==
            words(by_hand::share_to_date(lives, asked), {"measured", "left", "unknown"}));
    REQUIRE(words(measured("mediane_lue_deux_fois", records, day(asked)).total, 4) ==
            words(by_hand::median(lives, asked), {"reached", "waiting", "left", "unknown"}));
    REQUIRE(words(measured("moyenne_lue_deux_fois", records, day(asked)).total, 4) ==
            words(by_hand::mean(lives, asked), {"reached", "waiting", "left", "unknown"}));
  }
}
