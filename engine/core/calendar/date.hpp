#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace filrouge {

/// A civil day of the Gregorian calendar, held as the number of days since 1970-01-01.
/// The default value is `unknown`: a day nobody has recorded. It compares lower than every day.
struct Date {
  static constexpr std::int32_t unknown_days = std::numeric_limits<std::int32_t>::min();

  std::int32_t days = unknown_days;

  constexpr bool known() const { return days != unknown_days; }
  friend constexpr auto operator<=>(Date, Date) = default;
};

/// `days` after a known day (before it, if negative).
constexpr Date operator+(Date day, std::int32_t days) {
  return {day.days + days};
}
constexpr Date operator-(Date day, std::int32_t days) {
  return {day.days - days};
}
/// Days from `from` to `to`; both known.
constexpr std::int32_t days_between(Date from, Date to) {
  return to.days - from.days;
}

/// The first and last days the engine computes with: 1900-01-01 and 2199-12-31. A date outside is refused
/// when read. As the bound of a day not known they stand for whatever is beyond: « pas avant le … » has the
/// last day as its latest, « au plus tard le … » the first one as its earliest.
constexpr Date first_day() {
  return {-25567};
}
constexpr Date last_day() {
  return {84005};
}

/// Does it stand for what is beyond?
constexpr bool is_beyond(Date day) {
  return day <= first_day() || day >= last_day();
}

/// Is a day between those two known on one side only?
constexpr bool half_open(Date earliest, Date latest) {
  return earliest != latest && (earliest <= first_day() || latest >= last_day());
}

/// Of the bounds of a day known on one side only, the one that is known; of any other, the earliest.
constexpr Date known_side(Date earliest, Date latest) {
  return earliest <= first_day() ? latest : earliest;
}

/// The day of that year, month (1–12) and day of the month; nothing if there is no such day.
std::optional<Date> civil_date(int year, unsigned month, unsigned day);

struct CivilDay {
  int year;
  unsigned month;  ///< 1–12
  unsigned day;    ///< 1–31
};
CivilDay civil_day(Date day);

/// 0 Sunday … 6 Saturday.
unsigned weekday(Date day);
/// 28–31.
unsigned days_in_month(int year, unsigned month);
Date first_of_month(Date day);
Date end_of_month(Date day);

/// « février » for 2.
std::string_view month_name(unsigned month);
/// 1–12 for « février », « Fevrier »: case and accents are free. Nothing for any other word.
std::optional<unsigned> month_named(std::string_view word);

/// "2026-04-02"; nothing for any other form, for a day that does not exist, or outside first_day…last_day.
std::optional<Date> parse_iso_date(std::string_view text);
/// "2026-04-02" for data.
std::string iso_date(Date day);
void append_iso_date(Date day, std::string& text);
/// "2 avril 2026", "1er mai 2026" for people.
std::string french_date(Date day);
void append_french_date(Date day, std::string& text);
/// The same of a date written "2026-04-02"; any other text as it is.
std::string people_date(std::string_view iso);
/// "jeudi 2 avril 2026".
std::string french_date_with_weekday(Date day);

}  // namespace filrouge
