#include "engine/core/calendar/time_of_day.hpp"

#include <fmt/format.h>

#include <cctype>

#include "engine/core/text/fold.hpp"

namespace filrouge {

std::optional<std::int32_t> parse_time_of_day(std::string_view text) {
  // Of « 2026-03-03 14:30:00 », as a system gives both in one.
  if (text.size() > 10 && (text[10] == ' ' || text[10] == 'T') &&
      text.substr(0, 10).find_first_not_of("0123456789-/") == std::string_view::npos)
    text.remove_prefix(11);
  std::string compact;
  for (const char c : fold(text))
    if (c != ' ') compact += c == 'h' ? ':' : c;
  if (compact.ends_with(':')) compact += "00";
  std::int32_t parts[3] = {0, 0, 0};
  int count = 0;
  for (std::size_t at = 0; at <= compact.size() && count < 3; ++count) {
    const auto end = std::min(compact.find(':', at), compact.size());
    if (end == at || end - at > 2 || (count > 0 && end - at != 2)) return std::nullopt;
    for (; at < end; ++at) {
      if (std::isdigit(static_cast<unsigned char>(compact[at])) == 0) return std::nullopt;
      parts[count] = parts[count] * 10 + (compact[at] - '0');
    }
    if (at++ >= compact.size()) {
      ++count;
      if (count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return std::nullopt;
      return parts[0] * 60 + parts[1];
    }
  }
  return std::nullopt;
}

std::string take_time(std::string& text) {
  auto moment = std::string_view(text);
  // Seconds may have decimals.
  if (const auto point = moment.find('.');
      point == 19 && point + 1 < moment.size() && moment.find_first_not_of("0123456789", 20) == moment.npos)
    moment = moment.substr(0, point);
  const auto minutes = moment.size() > 10 ? parse_time_of_day(moment) : std::nullopt;
  if (!minutes) return {};
  text.resize(10);
  return *minutes == 0 ? std::string() : iso_time(*minutes);
}

std::string french_time(std::int32_t minutes) {
  return minutes % 60 ? fmt::format("{} h {:02}", minutes / 60, minutes % 60)
                      : fmt::format("{} h", minutes / 60);
}

std::string french_moment(const std::string& day, std::int32_t minutes) {
  return minutes >= minutes_in_a_day ? day : fmt::format("{} à {}", day, french_time(minutes));
}

std::string iso_time(std::int32_t minutes) {
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

}  // namespace filrouge
