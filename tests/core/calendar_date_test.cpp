#include <catch2/catch.hpp>

#include "engine/core/calendar/civil_period.hpp"
#include "engine/core/calendar/date.hpp"
#include "engine/core/calendar/duration.hpp"
#include "tests/core/calendar_support.hpp"

using namespace filrouge;

TEST_CASE("a civil day is read in one form only, and only if it exists", "[calendrier]") {
  CHECK(parse_iso_date("2026-04-02").has_value());
  CHECK(parse_iso_date("2024-02-29").has_value());
  CHECK(parse_iso_date("1900-01-01") == first_day());
  CHECK(parse_iso_date("2199-12-31") == last_day());
  const auto* refused =
      GENERATE("2023-02-29", "1900-02-29", "2026-02-30", "2026-04-31", "2026-13-01", "2026-00-10",
               "2026-01-00", "2026-4-2", "02/04/2026", "2026-04-02 ", " 2026-04-2", "2026/04/02", "20260402",
               "2026-04-0x", "-026-04-02", "1899-12-31", "2200-01-01", "");
  CAPTURE(refused);
  CHECK_FALSE(parse_iso_date(refused).has_value());
}

TEST_CASE("every day the engine knows is written and read back, one after the other", "[calendrier]") {
  bool same = true;
  auto which = weekday(first_day());
  CHECK(which == 1);  // 1 January 1900 was a Monday
  for (auto date = first_day(); date <= last_day(); date = date + 1) {
    const auto civil = civil_day(date);
    same = same && civil_date(civil.year, civil.month, civil.day) == date &&
           parse_iso_date(iso_date(date)) == date && weekday(date) == which;
    which = (which + 1) % 7;
  }
  CHECK(same);
}

TEST_CASE("each day follows the one before, by the lengths of the months and the leap years",
          "[calendrier]") {
  const auto length = [](int year, unsigned month) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month == 2) return leap ? 29u : 28u;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30u : 31u;
  };
  bool same = true;
  int year = 1899;
  unsigned month = 12, number = 31;
  for (auto date = first_day() - 1; date <= last_day() + 1; date = date + 1) {
    const auto civil = civil_day(date);
    same = same && civil.year == year && civil.month == month && civil.day == number &&
           days_in_month(year, month) == length(year, month) && civil_date(year, month, number) == date;
    if (++number > length(year, month)) number = 1, ++month;
    if (month > 12) month = 1, ++year;
  }
  CHECK(same);
  CHECK_FALSE(civil_date(2100, 2, 29).has_value());
  CHECK_FALSE(civil_date(2026, 13, 1).has_value());
  CHECK_FALSE(civil_date(2026, 4, 0).has_value());
}

TEST_CASE("an unknown day comes before every day", "[calendrier]") {
  CHECK_FALSE(Date{}.known());
  CHECK(Date{} < first_day());
}

TEST_CASE("months have their own length, February two", "[calendrier]") {
  CHECK(days_in_month(2026, 2) == 28);
  CHECK(days_in_month(2024, 2) == 29);
  CHECK(days_in_month(2000, 2) == 29);
  CHECK(days_in_month(2100, 2) == 28);
  CHECK(days_in_month(2026, 4) == 30);
  CHECK(days_in_month(2026, 12) == 31);
  CHECK(shown(first_of_month(day("2024-02-29"))) == "2024-02-01");
  CHECK(shown(end_of_month(day("2024-02-01"))) == "2024-02-29");
  CHECK(shown(end_of_month(day("2026-12-31"))) == "2026-12-31");
  CHECK(days_between(day("2024-02-28"), day("2024-03-01")) == 2);
}

TEST_CASE("people read days in French", "[calendrier]") {
  CHECK(french_date(day("2026-04-02")) == "2 avril 2026");
  CHECK(french_date(day("2026-05-01")) == "1er mai 2026");
  CHECK(french_date_with_weekday(day("2026-04-02")) == "jeudi 2 avril 2026");
  CHECK(french_date_with_weekday(day("2012-03-18")) == "dimanche 18 mars 2012");
}

TEST_CASE("durations are read as the law and people write them", "[calendrier]") {
  struct Form {
    const char* text;
    Duration expected;
  };
  const auto form = GENERATE(
      Form{"10 jours", {0, 10, DayKind::calendar}}, Form{"1 jour", {0, 1, DayKind::calendar}},
      Form{"10 jours calendaires", {0, 10, DayKind::calendar}},
      Form{"5 jours ouvres", {0, 5, DayKind::ouvre}}, Form{"5 jours ouvrés", {0, 5, DayKind::ouvre}},
      Form{"1 jour ouvré", {0, 1, DayKind::ouvre}}, Form{"5 JOURS OUVRÉS", {0, 5, DayKind::ouvre}},
      Form{"5 jours ouvre\xCC\x81s", {0, 5, DayKind::ouvre}},
      Form{"5 jours ouvrables", {0, 5, DayKind::ouvrable}}, Form{"13 semaines", {0, 91, DayKind::calendar}},
      Form{"1 semaine", {0, 7, DayKind::calendar}}, Form{"1 mois", {1, 0, DayKind::calendar}},
      Form{"1 an", {12, 0, DayKind::calendar}}, Form{"2 années", {24, 0, DayKind::calendar}},
      Form{"1 an et 6 mois", {18, 0, DayKind::calendar}}, Form{"1 mois 15 jours", {1, 15, DayKind::calendar}},
      Form{"1 mois et 15 jours", {1, 15, DayKind::calendar}},
      Form{"  1\xC2\xA0mois  ", {1, 0, DayKind::calendar}},
      Form{"10\xE2\x80\xAFjours", {0, 10, DayKind::calendar}}, Form{"15jours", {0, 15, DayKind::calendar}},
      Form{"1200 mois", {1200, 0, DayKind::calendar}}, Form{"36500 jours", {0, 36500, DayKind::calendar}});
  CAPTURE(form.text);
  const auto read = parse_duration(form.text);
  REQUIRE(read.has_value());
  CHECK(*read == form.expected);
}

TEST_CASE("what is no duration is refused, never guessed", "[calendrier]") {
  const auto* text =
      GENERATE("", "   ", "mois", "10", "dix jours", "-1 mois", "1,5 mois", "1.5 mois", "15 jours 1 mois",
               "1 mois 1 mois", "1 mois et", "et 1 mois", "2 semaines 3 jours", "1 mois 5 jours ouvrés",
               "1 semaine ouvrée", "1 jour franc", "10 jours ouvrés ouvrables", "1201 mois", "101 ans",
               "36501 jours", "9999999 jours", "99999999999 mois", "10 heures");
  CAPTURE(text);
  CHECK_FALSE(parse_duration(text).has_value());
}

TEST_CASE("durations are told in the unit the text counts in, and agree in number", "[calendrier][G7]") {
  struct Form {
    Duration duration;
    const char* text;
  };
  const auto form = GENERATE(
      Form{{0, 1, DayKind::calendar}, "1 jour"}, Form{{0, 10, DayKind::calendar}, "10 jours"},
      Form{{0, 14, DayKind::calendar}, "14 jours"},
      Form{{0, 42, DayKind::calendar, WrittenIn::weeks}, "6 semaines"},
      Form{{0, 210, DayKind::calendar}, "210 jours"}, Form{{0, 1, DayKind::ouvre}, "1 jour ouvré"},
      Form{{0, 5, DayKind::ouvre}, "5 jours ouvrés"}, Form{{0, 1, DayKind::ouvrable}, "1 jour ouvrable"},
      Form{{0, 21, DayKind::ouvrable}, "21 jours ouvrables"}, Form{{1, 0, DayKind::calendar}, "1 mois"},
      Form{{12, 0, DayKind::calendar, WrittenIn::years}, "1 an"}, Form{{24, 0, DayKind::calendar}, "24 mois"},
      Form{{24, 0, DayKind::calendar, WrittenIn::years}, "2 ans"},
      Form{{18, 0, DayKind::calendar}, "18 mois"}, Form{{1, 15, DayKind::calendar}, "1 mois et 15 jours"},
      Form{{1, 21, DayKind::calendar}, "1 mois et 21 jours"});
  CHECK(french_duration(form.duration) == form.text);
  CHECK(parse_duration(form.text) == form.duration);
  CHECK(french_duration(parse_duration(form.text).value()) == form.text);
}

TEST_CASE("periods of the calendar begin on a Monday, a first of the month, of the quarter, of the year",
          "[calendar]") {
  const auto same = [](const char* a, const char* b, Duration length) {
    return civil_period(*parse_iso_date(a), length) == civil_period(*parse_iso_date(b), length);
  };
  const Duration week{0, 7}, month{1, 0}, quarter{3, 0}, year{12, 0};
  // Sunday 29 November 2026, Monday 30.
  CHECK(same("2026-11-23", "2026-11-29", week));
  CHECK_FALSE(same("2026-11-29", "2026-11-30", week));
  CHECK(same("1969-12-29", "1970-01-04", week));
  CHECK_FALSE(same("1970-01-04", "1970-01-05", week));
  CHECK(same("2026-11-01", "2026-11-30", month));
  CHECK_FALSE(same("2026-11-30", "2026-12-01", month));
  CHECK(same("2026-10-01", "2026-12-31", quarter));
  CHECK_FALSE(same("2026-09-30", "2026-10-01", quarter));
  CHECK(same("2026-01-01", "2026-12-31", year));
  CHECK_FALSE(same("2026-12-31", "2027-01-01", year));
  CHECK_FALSE(civil_period(*parse_iso_date("2026-11-29"), {0, 45}));
  CHECK_FALSE(civil_period(*parse_iso_date("2026-11-29"), {5, 0}));
}
