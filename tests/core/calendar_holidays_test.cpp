#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/calendar/holidays.hpp"
#include "tests/core/calendar_support.hpp"

using namespace filrouge;

namespace {

std::vector<std::string> holidays_of(int year, Calendar calendar, bool vendredi_saint = false) {
  std::vector<std::string> days;
  for (auto date = *civil_date(year, 1, 1); date <= *civil_date(year, 12, 31); date = date + 1)
    if (is_holiday(date, calendar, vendredi_saint)) days.push_back(iso_date(date).substr(5));
  return days;
}

}  // namespace

TEST_CASE("Easter and the days that move with it", "[calendrier]") {
  struct Year {
    const char *easter, *good_friday, *monday, *ascension, *whit_monday;
  };
  const auto year = GENERATE(Year{"2024-03-31", "2024-03-29", "2024-04-01", "2024-05-09", "2024-05-20"},
                             Year{"2025-04-20", "2025-04-18", "2025-04-21", "2025-05-29", "2025-06-09"},
                             Year{"2026-04-05", "2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25"},
                             Year{"2027-03-28", "2027-03-26", "2027-03-29", "2027-05-06", "2027-05-17"},
                             Year{"2028-04-16", "2028-04-14", "2028-04-17", "2028-05-25", "2028-06-05"});
  const auto name = [](const char* iso, Calendar calendar, bool vendredi_saint) {
    const auto* found = holiday_name(day(iso), calendar, vendredi_saint);
    return std::string(found ? found : "");
  };
  CAPTURE(year.easter);
  CHECK(shown(easter(civil_day(day(year.easter)).year)) == year.easter);
  CHECK(name(year.monday, Calendar::metropole, false) == "lundi de Pâques");
  CHECK(name(year.ascension, Calendar::metropole, false) == "Ascension");
  CHECK(name(year.whit_monday, Calendar::metropole, false) == "lundi de Pentecôte");
  CHECK(name(year.good_friday, Calendar::alsace_moselle, true) == "Vendredi saint");
  CHECK(name(year.good_friday, Calendar::alsace_moselle, false).empty());
  CHECK(name(year.good_friday, Calendar::metropole, true).empty());
}

TEST_CASE("the earliest and the latest Easter", "[calendrier]") {
  CHECK(shown(easter(1943)) == "1943-04-25");
  CHECK(shown(easter(2038)) == "2038-04-25");
  CHECK(shown(easter(2008)) == "2008-03-23");
  bool within = true;
  for (int year = 1900; year <= 2199; ++year) {
    const auto date = easter(year);
    within =
        within && weekday(date) == 0 && date >= *civil_date(year, 3, 22) && date <= *civil_date(year, 4, 25);
  }
  CHECK(within);
}

TEST_CASE("eleven legal holidays, and those each territory adds", "[calendrier]") {
  const std::vector<std::string> legal{"01-01", "04-06", "05-01", "05-08", "05-14", "05-25",
                                       "07-14", "08-15", "11-01", "11-11", "12-25"};
  struct Territory {
    Calendar calendar;
    std::vector<std::string> more;
  };
  const auto territory =
      GENERATE(Territory{Calendar::metropole, {}}, Territory{Calendar::alsace_moselle, {"12-26"}},
               Territory{Calendar::mayotte, {"04-27"}}, Territory{Calendar::martinique, {"05-22"}},
               Territory{Calendar::guadeloupe, {"05-27"}}, Territory{Calendar::saint_martin, {"05-27"}},
               Territory{Calendar::guyane, {"06-10"}}, Territory{Calendar::saint_barthelemy, {"10-09"}},
               Territory{Calendar::reunion, {"12-20"}});
  auto expected = legal;
  expected.insert(expected.end(), territory.more.begin(), territory.more.end());
  std::sort(expected.begin(), expected.end());
  CAPTURE(calendar_name(territory.calendar));
  CHECK(holidays_of(2026, territory.calendar) == expected);
}

TEST_CASE("Good Friday is a matter of the commune", "[calendrier]") {
  CHECK(holidays_of(2026, Calendar::alsace_moselle, true).size() == 13);
  CHECK(holidays_of(2026, Calendar::alsace_moselle, true)[1] == "04-03");
  CHECK(holidays_of(2026, Calendar::reunion, true).size() == 12);
}

TEST_CASE("an unknown calendar has no holiday, not even those all the others share", "[calendrier]") {
  CHECK(holidays_of(2026, Calendar::unknown, true).empty());
}

TEST_CASE("a holiday that falls twice on one day is one holiday", "[calendrier]") {
  // Ascension fell on 1 May in 2008, and on 8 May in 1986.
  CHECK(is_holiday(day("2008-05-01"), Calendar::metropole));
  CHECK(holidays_of(2008, Calendar::metropole).size() == 10);
}

TEST_CASE("calendars are named as people type them", "[calendrier]") {
  for (int i = 1; i <= static_cast<int>(Calendar::saint_martin); ++i) {
    const auto calendar = static_cast<Calendar>(i);
    CHECK(parse_calendar(calendar_name(calendar)) == calendar);
  }
  CHECK(parse_calendar("Métropole") == Calendar::metropole);
  CHECK(parse_calendar("me\xCC\x81tropole") == Calendar::metropole);
  CHECK(parse_calendar("alsace_moselle") == Calendar::alsace_moselle);
  CHECK(parse_calendar("Alsace Moselle") == Calendar::alsace_moselle);
  CHECK(parse_calendar("La Réunion") == Calendar::reunion);
  CHECK(parse_calendar("SAINT-BARTHÉLEMY") == Calendar::saint_barthelemy);
}

TEST_CASE("what is no calendar is refused", "[calendrier]") {
  const auto* refused =
      GENERATE("", "inconnu", "metropol", "france", "alsace", "saint", "m\xC3\xA7tropole", "67");
  CAPTURE(refused);
  CHECK_FALSE(parse_calendar(refused).has_value());
}

TEST_CASE("a département has its calendar; what is not known has none", "[calendrier]") {
  for (const auto* code : {"01", "19", "2A", "2B", "54", "64", "69", "75", "88", "95"}) {
    CAPTURE(code);
    CHECK(calendar_of(code) == Calendar::metropole);
  }
  for (const auto* code : {"57", "67", "68"}) CHECK(calendar_of(code) == Calendar::alsace_moselle);
  CHECK(calendar_of("971") == Calendar::guadeloupe);
  CHECK(calendar_of("971", "97127") == Calendar::saint_martin);
  CHECK(calendar_of("971", "97123") == Calendar::saint_barthelemy);
  CHECK(calendar_of("972") == Calendar::martinique);
  CHECK(calendar_of("973") == Calendar::guyane);
  CHECK(calendar_of("974") == Calendar::reunion);
  CHECK(calendar_of("976") == Calendar::mayotte);
  CHECK(calendar_of("977") == Calendar::saint_barthelemy);
  CHECK(calendar_of("978") == Calendar::saint_martin);
  for (const auto* code : {"", "00", "20", "96", "99", "975", "988", "6", "064", "Adour", "6x", "x4"}) {
    CAPTURE(code);
    CHECK(calendar_of(code) == Calendar::unknown);
  }
}
