#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace filrouge {

inline constexpr std::int32_t minutes_in_a_day = 24 * 60;

/// « 14:30 », « 14:30:00 », « 14h30 », « 14 h 30 », « 14 h », the day before it or not (« 2026-03-03 14:30
/// »): minutes since midnight, 0–1439. Nothing for any other form, nor with a time zone.
std::optional<std::int32_t> parse_time_of_day(std::string_view text);
/// Of « 2026-03-03T14:30:00.000 », leaves « 2026-03-03 » and gives « 14:30 ». Empty, and the text as it was,
/// where no time is to be read; midnight is left out: a column of days gives it to all.
std::string take_time(std::string& text);
/// « 14 h 30 », « 9 h », for people.
std::string french_time(std::int32_t minutes);
/// « 5 mars 2026 à 14 h 30 »; the day alone for its end (1440).
std::string french_moment(const std::string& day, std::int32_t minutes);
/// « 14:30 », for data; the end of a day is « 24:00 ».
std::string iso_time(std::int32_t minutes);

}  // namespace filrouge
