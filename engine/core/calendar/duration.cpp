#include "engine/core/calendar/duration.hpp"

#include <algorithm>
#include <vector>

#include "engine/core/text/characters.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge {
namespace {

constexpr std::int32_t most_months = 1200;
constexpr std::int32_t most_days = 36500;

/// Folded words: numbers and letters that touch are apart, blanks are of any kind.
std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) found.push_back(std::move(word));
    word.clear();
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto folded = fold(text);
  for (std::size_t i = 0; i < folded.size();) {
    const auto character = utf8_at(folded, i);
    const auto length = std::max<std::size_t>(1, character.length);
    if (is_blank(character.code)) {
      close();
    } else {
      if (!word.empty() && is_digit(folded[i]) != is_digit(word.back())) close();
      word.append(folded, i, length);
    }
    i += length;
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

std::optional<Duration> joined(const Duration& length, const Duration& more) {
  if (length.days != 0 && more.days != 0 && length.kind != more.kind) return std::nullopt;
  return Duration{.months = length.months + more.months,
                  .days = length.days + more.days,
                  .kind = length.days != 0 ? length.kind : more.kind};
}

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
      length.written = WrittenIn::years;
    } else if (unit == "mois" && rank < 2) {
      rank = 2;
      length.written = WrittenIn::months_and_days;
      length.months += *count;
    } else if ((unit == "semaine" || unit == "semaines") && rank < 3) {
      rank = 3;
      has_weeks = true;
      if (length.months == 0) length.written = WrittenIn::weeks;
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
  if (length.kind == DayKind::hour) return plural(length.days, "heure", "heures");
  std::string text;
  if (length.months != 0)
    text = length.written == WrittenIn::years && length.months % 12 == 0
               ? plural(length.months / 12, "an", "ans")
               : std::to_string(length.months) + " mois";
  if (length.days == 0 && !text.empty()) return text;
  if (!text.empty()) text += " et ";
  if (length.written == WrittenIn::weeks && length.days % 7 == 0)
    return text + plural(length.days / 7, "semaine", "semaines");
  text += plural(length.days, "jour", "jours");
  if (length.kind == DayKind::ouvre) text += length.days > 1 ? " ouvrés" : " ouvré";
  if (length.kind == DayKind::ouvrable) text += length.days > 1 ? " ouvrables" : " ouvrable";
  return text;
}

}  // namespace filrouge
