#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "engine/core/calendar/delai.hpp"
#include "tests/core/calendar_support.hpp"

/// The calendar held against a table computed apart (tests/core/calendrier_a_part.py): the oracle borrows the
/// engine's, and cannot see its faults.
using namespace filrouge;

namespace {

std::vector<std::vector<std::string>> rows(std::string_view kind) {
  std::ifstream file(std::string(FILROUGE_SOURCE_DIR) + "/tests/core/calendrier_a_part.csv");
  std::vector<std::vector<std::string>> found;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ';');) cells.push_back(cell);
    if (!cells.empty() && cells.front() == kind) found.push_back(cells);
  }
  return found;
}

}  // namespace

TEST_CASE("Easter and the holidays of every territory are those of a table computed apart",
          "[calendrier][table]") {
  const auto easters = rows("paques");
  REQUIRE(easters.size() == 300);
  for (const auto& row : easters) {
    const auto there = day(row[1]);
    CHECK(shown(easter(civil_day(there).year)) == row[1]);
  }
  const auto years = rows("fetes");
  REQUIRE(years.size() == 60);
  for (const auto& row : years) {
    const auto calendar = parse_calendar(row[2]);
    REQUIRE(calendar);
    std::string found;
    for (auto on = day(row[1] + "-01-01"); on <= day(row[1] + "-12-31"); on = on + 1)
      if (is_holiday(on, *calendar, row[3] == "oui")) found += (found.empty() ? "" : " ") + iso_date(on);
    INFO(row[1] << " " << row[2] << " " << row[3]);
    CHECK(found == row[4]);
  }
}

TEST_CASE("délais drawn at random end on the days of a table computed apart", "[calendrier][table]") {
  const auto delais = rows("delai");
  REQUIRE(delais.size() == 1500);
  for (const auto& row : delais) {
    const auto said = [&](const char* word) { return row[4].find(word) != std::string::npos; };
    const auto calendar = parse_calendar(row[3]);
    REQUIRE(calendar);
    const auto computed = compute_delai(day(row[1]), length(row[2]),
                                        {.franc = said("franc"),
                                         .proroge = said("report"),
                                         .calendar = *calendar,
                                         .vendredi_saint = said("saint"),
                                         .backwards = said("rebours")});
    INFO(row[1] << " " << row[2] << " " << row[3] << " " << row[4]);
    CHECK(shown(computed.raw) == row[5]);
    CHECK(shown(computed.end) == row[6]);
  }
}
