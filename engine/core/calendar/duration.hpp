#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace filrouge {

/// What a duration counts besides months: every day, Monday–Friday without holidays, Monday–Saturday without
/// holidays; or hours, from a time of day to another.
enum class DayKind : std::uint8_t { calendar, ouvre, ouvrable, hour };

/// What the text counts in, which a reader must find again: « 24 mois » is not told « 2 ans », nor « 210
/// jours » « 30 semaines ».
enum class WrittenIn : std::uint8_t { months_and_days, weeks, years };

/// A length of time as the law writes it: months first, then days (« 1 mois et 15 jours »).
/// A year is 12 months, a week 7 calendar days. Working days and hours never come with months or weeks.
struct Duration {
  std::int32_t months = 0;
  std::int32_t days = 0;  ///< hours, of a length in hours
  DayKind kind = DayKind::calendar;
  WrittenIn written = WrittenIn::months_and_days;

  /// The same length, however it is written.
  friend bool operator==(const Duration& a, const Duration& b) {
    return a.months == b.months && a.days == b.days && a.kind == b.kind;
  }
};

/// One length and another, counted in one go: « 19 jours » and « 14 jours » are 33 days. Nothing for days of
/// two kinds, which are counted one after the other.
std::optional<Duration> joined(const Duration& length, const Duration& more);

/// « 10 jours », « 5 jours ouvrés », « 13 semaines », « 1 mois », « 1 an », « 1 mois 15 jours », « 1 mois et
/// 15 jours »; accents and case are free. Nothing for any other form (hours are for rules alone), or beyond
/// 1 200 months or 36 500 days.
std::optional<Duration> parse_duration(std::string_view text);
/// « 1 mois et 15 jours », « 10 jours ouvrés »; « 6 semaines », « 2 ans » when the text counts so.
std::string french_duration(Duration length);

}  // namespace filrouge
