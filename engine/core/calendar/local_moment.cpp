#include "engine/core/calendar/local_moment.hpp"

#include <fmt/format.h>
#include <unicode/timezone.h>

#include <array>
#include <memory>
#include <utility>

#include "engine/core/calendar/date.hpp"

namespace filrouge {
namespace {

constexpr std::int64_t seconds_in_a_day = 86'400;
constexpr std::int64_t ms = 1'000;

/// Two digits that begin the text, taken off it; nothing unless they are at most `most`.
std::optional<int> take_two(std::string_view& text, int most) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < 2 || !digit(text[0]) || !digit(text[1])) return std::nullopt;
  const int number = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return number <= most ? std::optional(number) : std::nullopt;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// Seconds since midnight of « 10:00 », « 10:00:00 », « 10:00:00.123456 ».
std::optional<std::int64_t> take_clock(std::string_view& text) {
  const auto hours = take_two(text, 23);
  if (!hours || !take(text, ':')) return std::nullopt;
  const auto minutes = take_two(text, 59);
  if (!minutes) return std::nullopt;
  std::optional<int> seconds = 0;
  if (take(text, ':')) {
    seconds = take_two(text, 60);
    if (!seconds) return std::nullopt;
    if (take(text, '.') || take(text, ',')) {
      const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
      if (end == 0) return std::nullopt;
      text.remove_prefix(end);
    }
  }
  return (*hours * 60 + *minutes) * 60 + std::min(*seconds, 59);
}

/// Seconds that the zone is ahead of UTC: « Z », « +01 », « +01:00 », « +0100 », « +00:09:21 », « UTC ».
std::optional<std::int64_t> zone_ahead(std::string_view text) {
  take(text, ' ');
  constexpr std::array<std::pair<std::string_view, int>, 6> named = {
      {{"Z", 0}, {"z", 0}, {"UTC", 0}, {"GMT", 0}, {"CET", 3'600}, {"CEST", 7'200}}};
  for (const auto& [name, ahead] : named)
    if (text == name) return ahead;
  const bool behind = text.starts_with('-');
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const auto hours = take_two(text, 18);
  if (!hours) return std::nullopt;
  int seconds = *hours * 3'600;
  for (const int unit : {60, 1}) {
    if (text.empty()) break;
    take(text, ':');
    const auto part = take_two(text, 59);
    if (!part) return std::nullopt;
    seconds += *part * unit;
  }
  if (!text.empty()) return std::nullopt;
  return behind ? -seconds : seconds;
}

const icu::TimeZone& paris() {
  static const std::unique_ptr<const icu::TimeZone> zone(icu::TimeZone::createTimeZone("Europe/Paris"));
  return *zone;
}

}  // namespace

std::optional<std::string> paris_moment(std::string_view text) {
  constexpr std::size_t shortest = 17;  // « 2026-01-02 10:00Z »
  if (text.size() < shortest || (text[10] != ' ' && text[10] != 'T')) return std::nullopt;
  const auto day = parse_iso_date(text.substr(0, 10));
  if (!day) return std::nullopt;
  text.remove_prefix(11);
  const auto clock = take_clock(text);
  if (!clock) return std::nullopt;
  const auto ahead = zone_ahead(text);
  if (!ahead) return std::nullopt;
  const auto utc = day->days * seconds_in_a_day + *clock - *ahead;
  std::int32_t raw = 0, summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  paris().getOffset(static_cast<UDate>(utc * ms), static_cast<UBool>(false), raw, summer, status);
  if (U_FAILURE(status) || paris() == icu::TimeZone::getUnknown()) return std::nullopt;
  const auto local = utc + (raw + summer) / ms;
  const auto days = (local >= 0 ? local : local - seconds_in_a_day + 1) / seconds_in_a_day;
  const Date there{static_cast<std::int32_t>(days)};
  if (there < first_day() || there > last_day()) return std::nullopt;
  const auto seconds = local - days * seconds_in_a_day;
  return fmt::format("{} {:02}:{:02}:{:02}", iso_date(there), seconds / 3'600, seconds / 60 % 60,
                     seconds % 60);
}

}  // namespace filrouge
