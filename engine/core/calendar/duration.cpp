#include "engine/core/calendar/duration.hpp"

#include <vector>

namespace filrouge {
namespace {

constexpr std::int32_t most_months = 1200;
constexpr std::int32_t most_days = 36500;

/// Lower-case words without accents; « é » and no-break spaces as people type them.
std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) found.push_back(word);
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    const bool digit = c >= '0' && c <= '9';
    const bool last_digit = !word.empty() && word.back() >= '0' && word.back() <= '9';
    if (c == ' ' || c == '\t') {
      close();
    } else if (c == 0xC2 && next == 0xA0) {
      close(), ++i;
    } else if (c == 0xE2 && next == 0x80 && i + 2 < text.size()) {
      close(), i += 2;
    } else if (c == 0xC3 && (next == 0xA9 || next == 0x89)) {
      word += 'e', ++i;
    } else if ((c == 0xCC || c == 0xCD) && next >= 0x80) {
      ++i;
    } else {
      if (!word.empty() && digit != last_digit) close();
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : static_cast<char>(c);
    }
  }
  close();
  return found;
}

std::optional<std::int32_t> number(const std::string& word) {
  if (word.empty() || word.size() > 6) return std::nullopt;
  std::int32_t value = 0;
  for (const char c : word) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  const auto parts = words(text);
  Duration length;
  bool has_days = false, has_weeks = false;
  int rank = 0;  // years, then months, then weeks or days: never the other way round
  std::size_t i = 0;
  while (i < parts.size()) {
    if (i > 0 && parts[i] == "et") ++i;
    if (i + 1 >= parts.size()) return std::nullopt;
    const auto count = number(parts[i]);
    if (!count) return std::nullopt;
    const auto& unit = parts[i + 1];
    i += 2;
    if ((unit == "an" || unit == "ans" || unit == "annee" || unit == "annees") && rank < 1) {
      rank = 1;
      if (*count > most_months / 12) return std::nullopt;
      length.months += *count * 12;
    } else if (unit == "mois" && rank < 2) {
      rank = 2;
      length.months += *count;
    } else if ((unit == "semaine" || unit == "semaines") && rank < 3) {
      rank = 3;
      has_weeks = true;
      length.days += *count * 7;
    } else if ((unit == "jour" || unit == "jours") && rank < 4) {
      rank = 4;
      has_days = true;
      length.days += *count;
      if (i < parts.size()) {
        const auto& kind = parts[i];
        if (kind == "ouvre" || kind == "ouvres")
          length.kind = DayKind::ouvre, ++i;
        else if (kind == "ouvrable" || kind == "ouvrables")
          length.kind = DayKind::ouvrable, ++i;
        else if (kind == "calendaire" || kind == "calendaires")
          ++i;
      }
    } else {
      return std::nullopt;
    }
  }
  if (rank == 0 || (has_weeks && has_days)) return std::nullopt;
  if (length.kind != DayKind::calendar && (length.months != 0 || has_weeks)) return std::nullopt;
  if (length.months > most_months || length.days > most_days) return std::nullopt;
  return length;
}

std::string french_duration(Duration length) {
  const auto plural = [](std::int32_t n, const char* one, const char* many) {
    return std::to_string(n) + " " + (n > 1 ? many : one);
  };
  std::string text;
  if (length.months != 0)
    text = length.months % 12 == 0 && length.months >= 12 ? plural(length.months / 12, "an", "ans")
                                                          : std::to_string(length.months) + " mois";
  if (length.days == 0 && !text.empty()) return text;
  if (!text.empty()) text += " et ";
  if (length.months == 0 && length.kind == DayKind::calendar && length.days % 7 == 0 && length.days > 14)
    return text + plural(length.days / 7, "semaine", "semaines");
  text += plural(length.days, "jour", "jours");
  if (length.kind == DayKind::ouvre) text += length.days > 1 ? " ouvrés" : " ouvré";
  if (length.kind == DayKind::ouvrable) text += length.days > 1 ? " ouvrables" : " ouvrable";
  return text;
}

}  // namespace filrouge
