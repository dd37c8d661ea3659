// Every expected day is a published vector or is counted by hand on a calendar; the comments give the count.
#include <catch2/catch.hpp>

#include "engine/core/calendar/delai.hpp"
#include "tests/core/calendar_support.hpp"

using namespace filrouge;

namespace {

constexpr Calendar metropole = Calendar::metropole;

std::string end_of(const char* from, const char* duration, Counting counting) {
  return shown(compute_delai(day(from), length(duration), counting).end);
}

}  // namespace

TEST_CASE("published decisions: délais francs put off at the weekend", "[calendrier]") {
  struct Vector {
    const char* from;
    const char* duration;
    const char* raw;
    const char* end;
  };
  const auto vector =
      GENERATE(Vector{"2012-03-01", "15 jours", "2012-03-16",
                      "2012-03-19"},  // CE 368892: franc ends Saturday 17, then Monday 19
               Vector{"2023-02-20", "15 jours", "2023-03-07", "2023-03-08"},  // CE 472836
               Vector{"2021-01-03", "2 mois", "2021-03-03", "2021-03-04"},
               Vector{"2022-11-03", "2 mois", "2023-01-03", "2023-01-04"},
               Vector{"2026-05-10", "2 mois", "2026-07-10",
                      "2026-07-13"});  // implicit refusal of 10 May: franc Saturday 11 July, then Monday
  CAPTURE(vector.from, vector.duration);
  const auto delai = compute_delai(day(vector.from), length(vector.duration),
                                   {.franc = true, .proroge = true, .calendar = metropole});
  CHECK(shown(delai.raw) == vector.raw);
  CHECK(delai.franc == delai.raw + 1);
  CHECK(shown(delai.end) == vector.end);
}

TEST_CASE("quantième to quantième, weeks and days, raw and put off", "[calendrier]") {
  struct Vector {
    const char* from;
    const char* duration;
    const char* raw;
    const char* proroge;
  };
  const auto vector =
      GENERATE(Vector{"2022-11-03", "2 mois", "2023-01-03", "2023-01-03"},
               Vector{"2023-01-31", "1 mois", "2023-02-28", "2023-02-28"},
               Vector{"2024-01-31", "1 mois", "2024-02-29", "2024-02-29"},
               Vector{"2026-01-31", "1 mois", "2026-02-28", "2026-03-02"},
               Vector{"2026-01-30", "1 mois", "2026-02-28", "2026-03-02"},
               Vector{"2026-08-31", "1 mois", "2026-09-30", "2026-09-30"},
               Vector{"2027-12-31", "2 mois", "2028-02-29", "2028-02-29"},
               Vector{"2026-11-30", "3 mois", "2027-02-28", "2027-03-01"},
               Vector{"2026-10-15", "1 mois", "2026-11-15", "2026-11-16"},
               Vector{"2024-02-29", "1 an", "2025-02-28", "2025-02-28"},
               Vector{"2026-05-04", "10 jours", "2026-05-14", "2026-05-15"},  // Ascension
               Vector{"2026-04-22", "10 jours", "2026-05-02", "2026-05-04"},
               Vector{"2026-04-21", "10 jours", "2026-05-01", "2026-05-04"},  // 1 May, then the weekend
               Vector{"2026-03-07", "10 jours", "2026-03-17", "2026-03-17"},
               Vector{"2026-03-20", "10 jours", "2026-03-30", "2026-03-30"},
               Vector{"2025-01-02", "6 semaines", "2025-02-13", "2025-02-13"},
               Vector{"2026-09-07", "6 semaines", "2026-10-19", "2026-10-19"},
               Vector{"2025-06-10", "24 mois", "2027-06-10", "2027-06-10"},
               Vector{"2024-02-02", "2 mois", "2024-04-02", "2024-04-02"},
               Vector{"2026-03-10", "2 mois", "2026-05-10", "2026-05-11"},  // Sunday 10 May
               // Thursday 24 December + 1 day: Christmas, then Saturday and Sunday.
               Vector{"2026-12-24", "1 jour", "2026-12-25", "2026-12-28"},
               // Saturday of Easter, Easter, Easter Monday.
               Vector{"2026-03-25", "10 jours", "2026-04-04", "2026-04-07"});
  CAPTURE(vector.from, vector.duration);
  CHECK(end_of(vector.from, vector.duration, {.calendar = metropole}) == vector.raw);
  CHECK(end_of(vector.from, vector.duration, {.proroge = true, .calendar = metropole}) == vector.proroge);
}

TEST_CASE("months come before days", "[calendrier]") {
  // 28 February, then 15 days.
  CHECK(end_of("2023-01-31", "1 mois et 15 jours", {}) == "2023-03-15");
  // 28 February, then 2 March; days first would give 1 February, then 1 March.
  CHECK(end_of("2023-01-30", "1 mois 2 jours", {}) == "2023-03-02");
}

TEST_CASE("months are counted from one anchor, and chained when a délai starts at the end of another",
          "[calendrier]") {
  const auto anchor = day("2026-01-31");
  CHECK(shown(add_months(anchor, 1)) == "2026-02-28");
  CHECK(shown(add_months(anchor, 2)) == "2026-03-31");
  CHECK(shown(add_months(anchor, 3)) == "2026-04-30");
  CHECK(shown(add_months(add_months(anchor, 1), 1)) == "2026-03-28");
  // Thirteen weeks are ninety-one days.
  auto end = day("2022-09-05");
  for (const auto* expected : {"2022-12-05", "2023-03-06", "2023-06-05"}) {
    end = compute_delai(end, length("13 semaines"), {}).end;
    CHECK(shown(end) == expected);
  }
}

TEST_CASE("months go back over a year and a century", "[calendrier]") {
  CHECK(shown(add_months(day("2026-01-31"), -1)) == "2025-12-31");
  CHECK(shown(add_months(day("2026-01-31"), -2)) == "2025-11-30");
  CHECK(shown(add_months(day("2024-02-29"), -12)) == "2023-02-28");
  CHECK(shown(add_months(day("2000-03-15"), -1200)) == "1900-03-15");
  CHECK(shown(add_months(day("2026-07-14"), 0)) == "2026-07-14");
}

TEST_CASE("backwards keeps the quantième and is never put off", "[calendrier]") {
  CHECK(end_of("2026-08-31", "2 mois", {.backwards = true}) == "2026-06-30");
  CHECK(end_of("2026-03-31", "1 mois", {.backwards = true}) == "2026-02-28");
  CHECK(end_of("2026-07-01", "2 mois", {.proroge = true, .calendar = metropole, .backwards = true}) ==
        "2026-05-01");
  CHECK(end_of("2026-03-17", "10 jours", {.backwards = true}) == "2026-03-07");
  CHECK(end_of("2026-03-17", "10 jours", {.franc = true, .backwards = true}) == "2026-03-06");
}

TEST_CASE("working days count Monday to Friday, or to Saturday, without the holidays", "[calendrier]") {
  const Counting here{.calendar = metropole};
  // From Monday 4 May 2026: 5, 6, 7 (Friday 8 is a holiday), 11, 12.
  CHECK(end_of("2026-05-04", "5 jours ouvrés", here) == "2026-05-12");
  // 5, 6, 7, Saturday 9, 11.
  CHECK(end_of("2026-05-04", "5 jours ouvrables", here) == "2026-05-11");
  // Back from Tuesday 12 May: 11, 7, 6, 5, 4.
  CHECK(end_of("2026-05-12", "5 jours ouvrés", {.calendar = metropole, .backwards = true}) == "2026-05-04");
  // From a Saturday the first working day is Monday.
  CHECK(end_of("2026-03-07", "1 jour ouvré", here) == "2026-03-09");
  CHECK(end_of("2026-03-06", "1 jour ouvrable", here) == "2026-03-07");
}

TEST_CASE("being put off is no count of working days: a Saturday never ends a délai put off",
          "[calendrier]") {
  // Saturday 7 March is a jour ouvrable, and no end all the same.
  CHECK(end_of("2026-02-25", "10 jours", {.proroge = true, .calendar = metropole}) == "2026-03-09");
  CHECK(shown(proroge(day("2026-03-07"), metropole)) == "2026-03-09");
  CHECK(shown(proroge(day("2026-03-09"), metropole)) == "2026-03-09");
}

TEST_CASE("the territory decides the last day", "[calendrier]") {
  const auto from = "2026-03-03";
  CHECK(end_of(from, "1 mois", {.proroge = true, .calendar = metropole}) == "2026-04-03");
  CHECK(end_of(from, "1 mois", {.proroge = true, .calendar = Calendar::alsace_moselle}) == "2026-04-03");
  // Good Friday 3 April, Saturday, Easter, Easter Monday.
  CHECK(end_of(from, "1 mois",
               {.proroge = true, .calendar = Calendar::alsace_moselle, .vendredi_saint = true}) ==
        "2026-04-07");
  // Friday 22 May 2026 is a holiday in Martinique; Monday 25 is Whit Monday.
  CHECK(end_of("2026-05-12", "10 jours", {.proroge = true, .calendar = Calendar::martinique}) ==
        "2026-05-26");
  CHECK(end_of("2026-05-12", "10 jours", {.proroge = true, .calendar = metropole}) == "2026-05-22");
  // With no calendar only the weekend is known: Ascension Thursday stays.
  CHECK(end_of("2026-05-04", "10 jours", {.proroge = true}) == "2026-05-14");
}

TEST_CASE("a later start never ends a délai earlier", "[calendrier]") {
  const auto* text = GENERATE("10 jours", "6 semaines", "1 mois", "2 mois", "1 mois 15 jours",
                              "5 jours ouvrés", "5 jours ouvrables");
  const auto duration = length(text);
  for (const bool franc : {false, true}) {
    const Counting counting{
        .franc = franc, .proroge = true, .calendar = Calendar::alsace_moselle, .vendredi_saint = true};
    auto before = compute_delai(day("2023-12-31"), duration, counting).end;
    bool monotone = true, works = true;
    for (auto start = day("2024-01-01"); start <= day("2028-12-31"); start = start + 1) {
      const auto delai = compute_delai(start, duration, counting);
      monotone = monotone && delai.end >= before && delai.raw > start && delai.end >= delai.franc;
      const auto which = weekday(delai.end);
      works = works && which != 0 && which != 6 && !is_holiday(delai.end, counting.calendar, true);
      before = delai.end;
    }
    CAPTURE(text, franc);
    CHECK(monotone);
    CHECK(works);
  }
}

TEST_CASE("a délai longer than the years known ends on the last of them", "[calendrier]") {
  CHECK(end_of("2150-01-01", "100 ans", {}) == "2199-12-31");
  CHECK(end_of("1950-01-01", "100 ans", {.backwards = true}) == "1900-01-01");
}

TEST_CASE("the reasoning names each step and the holiday met", "[calendrier]") {
  const auto told = [](const char* from, const char* duration, Counting counting) {
    return explain_delai(day(from), length(duration), counting);
  };
  using Catch::Matchers::Contains;
  CHECK(told("2026-03-04", "10 jours", {.proroge = true, .calendar = metropole}) ==
        "Départ : mercredi 4 mars 2026 (non compté). 10 jours : samedi 14 mars 2026. "
        "samedi 14 mars 2026, dimanche 15 mars 2026 : reporté au lundi 16 mars 2026.");
  CHECK_THAT(told("2026-05-04", "10 jours", {.proroge = true, .calendar = metropole}),
             Contains("jeudi 14 mai 2026 (Ascension) : reporté au vendredi 15 mai 2026"));
  CHECK_THAT(told("2026-01-31", "1 mois", {}),
             Contains("quantième 31") && Contains("samedi 28 février 2026"));
  CHECK_THAT(told("2012-03-01", "15 jours", {.franc = true, .proroge = true, .calendar = metropole}),
             Contains("vendredi 16 mars 2012") && Contains("franc") && Contains("samedi 17 mars 2012") &&
                 Contains("lundi 19 mars 2012"));
  CHECK_THAT(told("2026-08-31", "2 mois", {.backwards = true}),
             Contains("2 mois avant : mardi 30 juin 2026"));
}
