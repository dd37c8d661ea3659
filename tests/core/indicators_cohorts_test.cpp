#include <catch2/catch.hpp>

#include "engine/core/indicators/disclosure.hpp"
#include "engine/core/indicators/waiting_times.hpp"
#include "tests/indicateurs/cohorts.hpp"
#include "tests/oracle/random_dossier.hpp"

using namespace filrouge;

TEST_CASE("[F11] a share is of the starts whose limit is over, whatever came of the others",
          "[indicateurs][F11]") {
  // On 20 March the limit of those of 3 February ends: it is not over.
  const auto dossiers = five_a_day();
  const auto share = measured("vus_en_quarante_cinq_jours", dossiers, cohort_day("2026-03-20"));
  CHECK(share.total.hundredths == 4000);
  CHECK(shown_counts(share.total) == "70 230 0 0");
  const auto& months = share.axes.front().rows;
  REQUIRE(months.size() == 3);
  // Of ten, four: their number beside the percentage would tell them, and 70 less 60 would tell their number.
  CHECK(months[0].hundredths == 4000);
  CHECK(shown_counts(months[0]) == "x 0 0 0");
  CHECK(months[1].hundredths == 4000);
  CHECK(shown_counts(months[1]) == "x 130 0 0");
  CHECK(months[2].hundredths == std::nullopt);
  CHECK(shown_counts(months[2]) == "0 100 0 0");

  const auto next_day = measured("vus_en_quarante_cinq_jours", dossiers, cohort_day("2026-03-21"));
  CHECK(next_day.axes.front().rows[1].hundredths == 4000);
  CHECK(shown_counts(next_day.axes.front().rows[1]) == "15 125 0 0");

  // Those who were not seen wait: half of those who have waited that long are never reached.
  const auto wait = measured("attente", dossiers, cohort_day("2026-03-20"));
  CHECK(wait.total.at_least);
  CHECK(wait.axes.front().rows[2].at_least);
}

TEST_CASE("[F11] who left is settled that day; a doubt waits for the end of the limit",
          "[indicateurs][F11]") {
  const auto began = cohort_day("2026-01-05");
  const auto on = [&](Record record, int days) {
    return shown_counts(measured("part_lue_deux_fois", {std::move(record)}, began + days).total);
  };
  // Thirty to forty days: measured, running, left, unknown.
  auto seen = one_person();
  act(seen, "suivi", began);
  act(seen, "rendez_vous_tenu", began + 10, "tenu", true);
  CHECK(on(seen, 40) == "0 1 0 0");
  CHECK(on(seen, 41) == "1 0 0 0");
  auto gone = one_person();
  act(gone, "suivi", began);
  act(gone, "fin_de_suivi", began + 10, "definitive", true);
  CHECK(on(gone, 12) == "0 0 1 0");
  auto doubtful = one_person();
  act(doubtful, "suivi", began);
  act(doubtful, "rendez_vous_tenu", began + 10);
  CHECK(on(doubtful, 40) == "0 1 0 0");
  CHECK(on(doubtful, 41) == "0 0 0 1");
  auto stops = seen;
  stops.coverage.push_back({"suivi", {}, began, began + 20});
  CHECK(on(stops, 40) == "0 1 0 0");
  CHECK(on(stops, 41) == "0 0 0 1");
  auto between = one_person();
  act(between, "suivi", began);
  act(between, "rendez_vous_tenu", began + 35, "tenu", true);
  CHECK(on(between, 40) == "0 1 0 0");
  CHECK(on(between, 41) == "0 0 0 1");
}

TEST_CASE("[F11] a delay counts those who wait for the time they did", "[indicateurs][F11]") {
  using Days = std::vector<std::int32_t>;
  const auto said = [](const std::optional<WaitingTime>& time) {
    if (!time) return std::string("-");
    return (time->at_least ? "au moins " : "") + std::to_string(time->numerator) + "/" +
           std::to_string(time->denominator);
  };
  const auto median = [&](const Days& ended, const Days& waiting) {
    return said(median_time(ended, waiting));
  };
  CHECK(median({}, {}) == "-");
  CHECK(median({30, 10, 20}, {}) == "40/2");
  CHECK(median({10, 20, 30, 40}, {}) == "50/2");
  // The fastest of a recent month: of ten, three came in five days.
  CHECK(median({5, 5, 5}, {12, 12, 12, 12, 12, 12, 12}) == "au moins 24/2");
  // Those who started yesterday say nothing of the tenth day.
  CHECK(median({10, 10, 20, 20}, {1, 1, 1, 1, 1, 1}) == "30/2");
  CHECK(median({10, 20}, {15}) == "40/2");
  // Half came: the other half is not known to be any nearer.
  CHECK(median({10, 20}, {100, 100}) == "au moins 120/2");
  // 1/2 after sixths, whose product is not exact.
  CHECK(median({1, 2, 3, 4, 5, 6}, {6, 6, 6, 6}) == "11/2");
  // Of a source that stops after fifteen days: one came before, three had not.
  std::vector<Record> dossiers(4, one_person());
  for (std::size_t n = 0; n < 4; ++n) {
    const auto began = cohort_day("2026-01-05");
    dossiers[n].coverage.push_back({"suivi", {}, began, began + 14});
    act(dossiers[n], "suivi", began);
    if (n == 0) act(dossiers[n], "rendez_vous_tenu", began + 10, "tenu", true);
  }
  const auto stopped = measured("mediane_lue_deux_fois", dossiers, cohort_day("2026-03-20")).total;
  CHECK(shown_counts(stopped) == "1 0 0 3 0");
  CHECK(stopped.hundredths == 1500);
  CHECK(stopped.at_least);
  // Two came, seven wait: the two are hidden, and the seven say that the half is not reached.
  std::vector<Record> recent(9, one_person());
  for (std::size_t n = 0; n < 9; ++n) {
    act(recent[n], "suivi", cohort_day("2026-03-01"));
    if (n < 2) act(recent[n], "rendez_vous_tenu", cohort_day("2026-03-04"));
  }
  const auto few = measured("attente", recent, cohort_day("2026-03-20")).total;
  CHECK(shown_counts(few) == "x 7 0 0 0");
  CHECK(few.at_least);
  CHECK(few.hundredths == 1900);
  const auto mean = [&](const Days& ended, const Days& waiting) { return said(mean_time(ended, waiting)); };
  CHECK(mean({10, 20}, {}) == "30/2");
  CHECK(mean({10, 20}, {60}) == "au moins 90/3");
}

TEST_CASE("[F11] what a percentage and its number would tell of a few is not shown", "[indicateurs][F11]") {
  // In the share, out of it, running. One group: thirty-nine of forty.
  CountTables tables;
  tables.total = {129, 41, 60};
  tables.axes = {{{39, 1, 20}, {50, 20, 20}, {40, 20, 20}}};
  const auto hidden = hidden_counts(tables, 5, Rows::begin_with_two_sides);
  CHECK(hidden.total == std::vector<bool>{false, false, false});
  CHECK(hidden.axes[0][0] == std::vector<bool>{true, true, false});
  CHECK(hidden.axes[0][1] != hidden.axes[0][2]);  // one of the two goes with it
  // Everybody: nobody is told apart.
  tables.axes = {{{40, 0, 20}, {89, 41, 40}}};
  const auto nothing = hidden_counts(tables, 5, Rows::begin_with_two_sides);
  for (const auto& row : nothing.axes[0]) CHECK(row == std::vector<bool>{false, false, false});
}

TEST_CASE("[F11] no number of a share beside its percentage tells a few, and no subtraction does",
          "[indicateurs][F11]") {
  constexpr std::uint64_t minimum = 5;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    oracle::Dice dice(seed);
    CountTables tables;
    tables.total = {0, 0};
    for (auto rows = 1 + dice.below(6); rows > 0; --rows) {
      auto& row =
          tables.axes.empty() ? tables.axes.emplace_back().emplace_back() : tables.axes[0].emplace_back();
      for (std::size_t side = 0; side < 2; ++side) {
        row.push_back(dice.below(dice.once_in(2) ? 8 : 60));
        tables.total[side] += row[side];
      }
    }
    const auto hidden = hidden_counts(tables, minimum, Rows::begin_with_two_sides);
    INFO("graine " << seed);
    for (std::size_t side = 0; side < 2; ++side) {
      std::uint64_t cells = 0, together = 0, shown_cells = 0;
      const auto look = [&](const CountRow& row, const std::vector<bool>& of_row) {
        REQUIRE(of_row[0] == of_row[1]);
        if (row[side] == 0) return;
        if (!of_row[side]) {
          REQUIRE_FALSE(too_few(row[side], minimum));
          ++shown_cells;
          return;
        }
        ++cells;
        together += row[side];
      };
      look(tables.total, hidden.total);
      for (std::size_t r = 0; r < tables.axes[0].size(); ++r) look(tables.axes[0][r], hidden.axes[0][r]);
      if (cells > 0 && shown_cells > 0) REQUIRE((cells > 1 && together >= minimum));
    }
  }
}
