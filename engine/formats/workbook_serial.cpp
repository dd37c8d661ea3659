#include "engine/formats/workbook_serial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "engine/core/calendar/date.hpp"

namespace filrouge {
namespace {

constexpr double first_of_10000 = 2'958'466;
constexpr double longest_duration = 1e6;
constexpr int day_seconds = 86'400;

/// The day and the second of a serial. Half a second before midnight is not yet the next day; what a sum of
/// hours misses by less than a hundredth of a second is.
struct Instant {
  std::int64_t day;
  int second;
};
Instant instant_of(double serial) {
  constexpr double rounding = 1e-7;
  const auto whole = std::floor(serial);
  const auto part = serial - whole;
  if (1 - part < rounding) return {static_cast<std::int64_t>(whole) + 1, 0};
  const auto second = static_cast<int>(std::lround(part * day_seconds));
  return {static_cast<std::int64_t>(whole), second < day_seconds ? second : day_seconds - 1};
}

std::string hour_text(std::int64_t hours, int second) {
  return fmt::format("{:02}:{:02}:{:02}", hours, second / 60 % 60, second % 60);
}

}  // namespace

std::optional<std::string> serial_day(double serial, SerialEpoch epoch) {
  if (!(serial >= 0) || serial >= first_of_10000) return std::nullopt;
  const auto [number, second] = instant_of(serial);
  constexpr Date before_march_1900 = {-25'568}, since_march_1900 = {-25'569}, of_1904 = {-24'107};
  constexpr std::int64_t never_was = 60;
  std::string day;
  if (epoch == SerialEpoch::from_1904)
    day = iso_date(of_1904 + static_cast<std::int32_t>(number));
  else if (number == 0)
    day = "1900-01-00";
  else if (number == never_was)
    day = "1900-02-29";
  else
    day = iso_date((number < never_was ? before_march_1900 : since_march_1900) +
                   static_cast<std::int32_t>(number));
  return second == 0 ? day : day + " " + hour_text(second / 3'600, second);
}

std::optional<std::string> serial_hour(double serial) {
  if (!(serial >= 0) || serial > longest_duration) return std::nullopt;
  const auto [day, second] = instant_of(serial);
  return hour_text(day * 24 + second / 3'600, second);
}

std::string spoken_instant(std::string_view iso) {
  std::string text(iso);
  constexpr std::size_t day = 10;
  const bool has_zone = text.find_first_of("Z+-", day) != std::string::npos;
  if (text.size() <= day || text[day] != 'T' || has_zone) return text;
  text[day] = ' ';
  if (const auto point = text.find('.', day); point != std::string::npos) text.erase(point);
  return text;
}

std::string plain_number(double number) {
  if (number == 0) return "0";
  auto text = fmt::format("{:.15g}", number);
  if (text.find('e') == std::string::npos) return text;
  if (std::abs(number) >= 1) return fmt::format("{:.0f}", number);
  // As many decimals as keep fifteen digits; beyond thirty nothing is left.
  constexpr int digits = 15, most_decimals = 30;
  const auto zeros = static_cast<int>(-std::floor(std::log10(std::abs(number))));
  text = fmt::format("{:.{}f}", number, std::min(most_decimals, zeros + digits - 1));
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) return "0";
  return text;
}

std::optional<double> read_double(std::string_view text) {
  double number = 0;
  const auto* end = text.data() + text.size();
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

bool exceeds_spreadsheet_digits(double number) {
  return std::abs(number) >= 1e15;
}

}  // namespace filrouge
