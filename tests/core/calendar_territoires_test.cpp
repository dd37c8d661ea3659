// What each territory's own holiday does to a last day, the order of franc and prorogation, and one rounding
// by civil months. The days of the week are counted by hand from Monday 4 May 2026, Monday 19 October 2026
// and Friday 31 December 2027.
#include <catch2/catch.hpp>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/calendar/measure.hpp"

using namespace filrouge;

namespace {

std::string last_day_of(const char* from, const char* length, Counting counting) {
  const auto start = parse_iso_date(from);
  const auto duration = parse_duration(length);
  REQUIRE(start.has_value());
  REQUIRE(duration.has_value());
  return iso_date(compute_delai(*start, *duration, counting).end);
}

}  // namespace

TEST_CASE("a territory's own holiday puts a délai off there and nowhere else", "[calendrier][territoires]") {
  struct Local {
    Calendar calendar;
    const char *from, *there, *elsewhere;
  };
  const auto local = GENERATE(
      Local{Calendar::mayotte, "2026-04-17", "2026-04-28", "2026-04-27"},     // Monday 27 April
      Local{Calendar::martinique, "2026-05-12", "2026-05-26", "2026-05-22"},  // Friday, then Whit Monday
      Local{Calendar::guadeloupe, "2026-05-17", "2026-05-28", "2026-05-27"},  // Wednesday 27 May
      Local{Calendar::saint_martin, "2026-05-17", "2026-05-28", "2026-05-27"},
      Local{Calendar::guyane, "2026-05-31", "2026-06-11", "2026-06-10"},            // Wednesday 10 June
      Local{Calendar::saint_barthelemy, "2026-09-29", "2026-10-12", "2026-10-09"},  // Friday 9 October
      Local{Calendar::reunion, "2027-12-10", "2027-12-21", "2027-12-20"},           // Monday 20 December
      Local{Calendar::alsace_moselle, "2028-12-16", "2028-12-27", "2028-12-26"});   // Tuesday 26 December
  CAPTURE(calendar_name(local.calendar));
  CHECK(last_day_of(local.from, "10 jours", {.proroge = true, .calendar = local.calendar}) == local.there);
  CHECK(last_day_of(local.from, "10 jours", {.calendar = local.calendar}) == local.elsewhere);
  for (int i = 1; i <= static_cast<int>(Calendar::saint_martin); ++i) {
    const auto other = static_cast<Calendar>(i);
    const bool shares_27_may = (local.calendar == Calendar::guadeloupe && other == Calendar::saint_martin) ||
                               (local.calendar == Calendar::saint_martin && other == Calendar::guadeloupe);
    if (other == local.calendar || shares_27_may) continue;
    CAPTURE(calendar_name(other));
    CHECK(last_day_of(local.from, "10 jours", {.proroge = true, .calendar = other}) == local.elsewhere);
  }
}

TEST_CASE("a territory's own holiday is no working day", "[calendrier][territoires]") {
  // From Friday 24 April 2026 the next working day is Monday 27, in Mayotte Tuesday 28.
  CHECK(last_day_of("2026-04-24", "1 jour ouvré", {.calendar = Calendar::metropole}) == "2026-04-27");
  CHECK(last_day_of("2026-04-24", "1 jour ouvré", {.calendar = Calendar::mayotte}) == "2026-04-28");
  // Saturday 25 counts as a jour ouvrable; the second is Monday, in Mayotte Tuesday.
  CHECK(last_day_of("2026-04-24", "2 jours ouvrables", {.calendar = Calendar::metropole}) == "2026-04-27");
  CHECK(last_day_of("2026-04-24", "2 jours ouvrables", {.calendar = Calendar::mayotte}) == "2026-04-28");
}

TEST_CASE("the franc day is added before the délai is put off, never after", "[calendrier]") {
  // Sunday 15 November 2026, franc Monday 16: nothing to put off. The other order would give Tuesday 17.
  CHECK(last_day_of("2026-10-15", "1 mois",
                    {.franc = true, .proroge = true, .calendar = Calendar::metropole}) == "2026-11-16");
  // Thursday 2 April 2026, franc Good Friday 3: a working day, except in a commune with a temple.
  CHECK(last_day_of("2026-03-02", "1 mois",
                    {.franc = true, .proroge = true, .calendar = Calendar::alsace_moselle}) == "2026-04-03");
  CHECK(last_day_of(
            "2026-03-02", "1 mois",
            {.franc = true, .proroge = true, .calendar = Calendar::alsace_moselle, .vendredi_saint = true}) ==
        "2026-04-07");
}

TEST_CASE("in hospital from 10 January to 30 April: no month is reduced", "[calendrier]") {
  // Sixty days are reached on 11 March (21 in January, 28 in February, 11 in March): reduced from 1 April.
  // Home on 30 April: paid in full again from the first of that month, the same 1 April.
  const auto sixtieth = compute_delai(*civil_date(2026, 1, 10), *parse_duration("60 jours"), {}).end;
  CHECK(iso_date(sixtieth) == "2026-03-11");
  const auto reduced_from = first_of_next_month(sixtieth);
  CHECK(iso_date(reduced_from) == "2026-04-01");
  CHECK(first_of_month(*civil_date(2026, 4, 30)) == reduced_from);
}
