#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace filrouge {

/// What a day of a duration is: every day, Monday–Friday without holidays, or Monday–Saturday without
/// holidays.
enum class DayKind : std::uint8_t { calendar, ouvre, ouvrable };

/// A length of time as the law writes it: months first, then days (« 1 mois et 15 jours »).
/// A year is 12 months, a week 7 calendar days. Working days never come with months or weeks.
struct Duration {
  std::int32_t months = 0;
  std::int32_t days = 0;
  DayKind kind = DayKind::calendar;

  friend bool operator==(const Duration&, const Duration&) = default;
};

/// « 10 jours », « 5 jours ouvrés », « 13 semaines », « 1 mois », « 1 an », « 1 mois 15 jours », « 1 mois et
/// 15 jours »; accents and case are free. Nothing for any other form, or beyond 1 200 months or 36 500 days.
std::optional<Duration> parse_duration(std::string_view text);
/// « 1 mois et 15 jours », « 6 semaines » when the days are a whole number of weeks above two, « 10 jours
/// ouvrés ».
std::string french_duration(Duration length);

}  // namespace filrouge
