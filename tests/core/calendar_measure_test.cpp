#include <catch2/catch.hpp>

#include "engine/core/calendar/measure.hpp"
#include "tests/core/calendar_support.hpp"

using namespace filrouge;

TEST_CASE("a measure counts its first day and ends the eve of its quantième", "[calendrier]") {
  struct Measure {
    const char *from, *duration, *last;
  };
  const auto measure = GENERATE(
      Measure{"2026-04-01", "2 mois", "2026-05-31"},  // payment resumes on 1 June
      Measure{"2026-01-15", "6 mois", "2026-07-14"},
      Measure{"2026-08-31", "6 mois", "2027-02-27"},  // the eve of 28 February
      Measure{"2027-08-31", "6 mois", "2028-02-28"},  // the eve of 29 February
      Measure{"2026-02-01", "1 mois", "2026-02-28"}, Measure{"2026-01-01", "1 an", "2026-12-31"},
      Measure{"2026-03-02", "15 jours", "2026-03-16"}, Measure{"2026-03-02", "1 jour", "2026-03-02"});
  CAPTURE(measure.from, measure.duration);
  CHECK(shown(measure_last_day(day(measure.from), length(measure.duration))) == measure.last);
}

TEST_CASE("a second measure begins the day after the first ends, without hole or overlap", "[calendrier]") {
  const auto first = measure_last_day(day("2026-04-01"), length("2 mois"));
  CHECK(shown(measure_last_day(first + 1, length("4 mois"))) == "2026-09-30");
}

TEST_CASE("civil months are roundings of the calendar", "[calendrier]") {
  CHECK(shown(first_of_next_month(day("2026-03-11"))) == "2026-04-01");
  CHECK(shown(first_of_next_month(day("2026-04-01"))) == "2026-05-01");
  CHECK(shown(first_of_next_month(day("2026-12-31"))) == "2027-01-01");
  // A request of the 31st opens the right on the 1st of the same month (R262-33).
  CHECK(shown(first_of_month(day("2026-03-31"))) == "2026-03-01");
}

TEST_CASE("four civil months without payment end the right on the 1st of the next", "[calendrier]") {
  CHECK(shown(end_after_civil_months(day("2026-03-01"), 4)) == "2026-07-01");
  CHECK(shown(end_after_civil_months(day("2026-03-31"), 4)) == "2026-07-01");
  CHECK(shown(end_after_civil_months(day("2025-10-15"), 4)) == "2026-02-01");
}

TEST_CASE("a rounding falls on a first of the month, at most a month later", "[calendrier]") {
  bool rounded = true;
  for (auto date = day("2023-01-01"); date <= day("2028-12-31"); date = date + 1) {
    const auto next = first_of_next_month(date);
    rounded = rounded && civil_day(next).day == 1 && next > date && days_between(date, next) <= 31;
  }
  CHECK(rounded);
}
