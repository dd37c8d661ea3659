#include "engine/core/prove/span.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <ostream>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/calendar/measure.hpp"
#include "tests/core/calendar_support.hpp"

using namespace filrouge;
using prove::Counted;
using prove::Span;
using prove::span_of;

namespace filrouge::prove {
std::ostream& operator<<(std::ostream& out, const Span& span) {
  return out << span.least << " à " << span.greatest;
}
}  // namespace filrouge::prove

namespace {

/// Every day of 2009 to 2035, counted by the calendar itself.
Span counted_by_the_calendar(const Duration& length, bool franc, bool proroge, Calendar calendar,
                             bool backwards) {
  Span span{std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()};
  for (auto start = day("2009-01-01"); start <= day("2035-12-31"); start = start + 1)
    for (const bool vendredi_saint : {false, true}) {
      if (vendredi_saint && calendar != Calendar::alsace_moselle) continue;
      const auto end = compute_delai(start, length,
                                     {.franc = franc,
                                      .proroge = proroge,
                                      .calendar = calendar,
                                      .vendredi_saint = vendredi_saint,
                                      .backwards = backwards})
                           .end;
      span.least = std::min(span.least, days_between(start, end));
      span.greatest = std::max(span.greatest, days_between(start, end));
    }
  return span;
}

}  // namespace

TEST_CASE("months last what the calendar makes of them", "[duree]") {
  const auto months = [](const char* text) { return span_of({.length = length(text)}); };
  CHECK(months("1 mois") == Span{28, 31});
  CHECK(months("2 mois") == Span{59, 62});
  CHECK(months("3 mois") == Span{89, 92});
  CHECK(months("4 mois") == Span{120, 123});
  CHECK(months("6 mois") == Span{181, 184});
  CHECK(months("1 an") == Span{365, 366});
  CHECK(months("24 mois") == Span{730, 731});
  CHECK(months("1 mois et 15 jours") == Span{43, 46});
  CHECK(months("10 jours") == Span{10, 10});
  CHECK(span_of({.length = length("2 mois"), .backwards = true}) == Span{-62, -59});
  CHECK(span_of({.length = {.days = 48, .kind = DayKind::hour}}) == Span{2, 2});
  CHECK(span_of({.length = {.days = 36, .kind = DayKind::hour}}) == Span{1, 2});
  CHECK(prove::span_of_measure(length("2 mois"), Calendar::metropole) == Span{58, 61});
}

TEST_CASE("a prorogation leads as far as the holidays of the territory make it", "[duree]") {
  const auto put_off = [](Calendar calendar) {
    return span_of({.length = length("10 jours"), .proroge = Choice::yes, .calendar = calendar});
  };
  CHECK(put_off(Calendar::metropole) == Span{10, 14});
  // Good Friday, two days of weekend, Easter Monday; and in a year the first of May is next to it.
  CHECK(put_off(Calendar::alsace_moselle).greatest >= 14);
  CHECK(put_off(Calendar::unknown).greatest >= put_off(Calendar::alsace_moselle).greatest);
  CHECK(span_of({.length = length("10 jours"),
                 .franc = Choice::uncertain,
                 .proroge = Choice::uncertain,
                 .calendar = Calendar::metropole}) == Span{10, 15});
}

TEST_CASE("no day of 2009 to 2035 ends outside what is said of a délai, and few are left over", "[duree]") {
  for (const auto* text :
       {"1 jour", "10 jours", "15 jours", "13 semaines", "1 mois", "2 mois", "5 mois", "6 mois", "12 mois",
        "24 mois", "1 mois et 15 jours", "5 jours ouvrés", "12 jours ouvrables"})
    for (const bool franc : {false, true})
      for (const bool proroge : {false, true})
        for (const bool backwards : {false, true}) {
          auto everywhere =
              Span{std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()};
          for (const auto calendar : known_calendars()) {
            INFO(text << (franc ? ", franc" : "") << (proroge ? ", prorogé" : "")
                      << (backwards ? ", à rebours " : " ") << calendar_name(calendar));
            const auto asked = Counted{.length = length(text),
                                       .franc = franc ? Choice::yes : Choice::no,
                                       .proroge = proroge ? Choice::yes : Choice::no,
                                       .calendar = calendar,
                                       .backwards = backwards};
            const auto said = span_of(asked);
            const auto met = counted_by_the_calendar(length(text), franc, proroge, calendar, backwards);
            CHECK(said.least <= met.least);
            CHECK(said.greatest >= met.greatest);
            // Three centuries have a holiday next to another that these years have not.
            CHECK(met.least - said.least <= 1);
            CHECK(said.greatest - met.greatest <= 2);
            everywhere.least = std::min(everywhere.least, said.least);
            everywhere.greatest = std::max(everywhere.greatest, said.greatest);
          }
          CHECK(span_of({.length = length(text),
                         .franc = franc ? Choice::yes : Choice::no,
                         .proroge = proroge ? Choice::yes : Choice::no,
                         .backwards = backwards}) == everywhere);
        }
}
