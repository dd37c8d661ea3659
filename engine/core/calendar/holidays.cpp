#include "engine/core/calendar/holidays.hpp"

#include <array>
#include <string>

#include "engine/core/text/fold.hpp"

namespace filrouge {
namespace {

constexpr std::array<std::string_view, 10> names{
    "inconnu", "metropole", "alsace-moselle", "guadeloupe",       "martinique",
    "guyane",  "reunion",   "mayotte",        "saint-barthelemy", "saint-martin"};

}  // namespace

std::optional<Calendar> parse_calendar(std::string_view name) {
  std::string folded;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    const auto next = i + 1 < name.size() ? static_cast<unsigned char>(name[i + 1]) : 0;
    if (c == 0xC3 && (next == 0xA9 || next == 0x89 || next == 0xA8 || next == 0x88)) {
      folded += 'e';
      ++i;
    } else if ((c == 0xCC && next >= 0x80) || (c == 0xCD && next >= 0x80 && next <= 0xAF)) {
      ++i;  // an accent written apart (NFD)
    } else if (c == ' ' || c == '_') {
      folded += '-';
    } else {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : static_cast<char>(c);
    }
  }
  if (folded.starts_with("la-")) folded.erase(0, 3);
  for (std::size_t i = 1; i < names.size(); ++i)
    if (names[i] == folded) return static_cast<Calendar>(i);
  return std::nullopt;
}

std::string_view calendar_name(Calendar calendar) {
  return names[static_cast<std::size_t>(calendar)];
}

Calendar calendar_of(std::string_view departement, std::string_view commune) {
  if (departement == "57" || departement == "67" || departement == "68") return Calendar::alsace_moselle;
  if (departement == "971") {
    // Saint-Barthélemy and Saint-Martin were communes of Guadeloupe: old codes still stand in files.
    if (commune == "97123" || commune == "97701") return Calendar::saint_barthelemy;
    if (commune == "97127" || commune == "97801") return Calendar::saint_martin;
    return Calendar::guadeloupe;
  }
  if (departement == "972") return Calendar::martinique;
  if (departement == "973") return Calendar::guyane;
  if (departement == "974") return Calendar::reunion;
  if (departement == "976") return Calendar::mayotte;
  if (departement == "977") return Calendar::saint_barthelemy;
  if (departement == "978") return Calendar::saint_martin;
  if (departement == "2A" || departement == "2B" || departement == "2a" || departement == "2b")
    return Calendar::metropole;
  if (departement.size() != 2) return Calendar::unknown;
  const int tens = departement[0] - '0', units = departement[1] - '0';
  if (tens < 0 || tens > 9 || units < 0 || units > 9) return Calendar::unknown;
  const int code = tens * 10 + units;
  return code >= 1 && code <= 95 && code != 20 ? Calendar::metropole : Calendar::unknown;
}

Date easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  const int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
  return *civil_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

const char* holiday_name(Date day, Calendar calendar, bool vendredi_saint) {
  if (calendar == Calendar::unknown) return nullptr;
  const auto civil = civil_day(day);
  const auto is = [&](unsigned month, unsigned date) { return civil.month == month && civil.day == date; };
  if (is(1, 1)) return "1er janvier";
  if (is(5, 1)) return "1er mai";
  if (is(5, 8)) return "8 mai";
  if (is(7, 14)) return "14 juillet";
  if (is(8, 15)) return "15 août";
  if (is(11, 1)) return "1er novembre";
  if (is(11, 11)) return "11 novembre";
  if (is(12, 25)) return "25 décembre";
  if (civil.month >= 3 && civil.month <= 6) {
    const auto after_easter = days_between(easter(civil.year), day);
    if (after_easter == 1) return "lundi de Pâques";
    if (after_easter == 39) return "Ascension";
    if (after_easter == 50) return "lundi de Pentecôte";
    if (after_easter == -2 && calendar == Calendar::alsace_moselle && vendredi_saint) return "Vendredi saint";
  }
  switch (calendar) {
    case Calendar::alsace_moselle:
      return is(12, 26) ? "26 décembre" : nullptr;
    case Calendar::mayotte:
      return is(4, 27) ? "abolition de l'esclavage (27 avril)" : nullptr;
    case Calendar::martinique:
      return is(5, 22) ? "abolition de l'esclavage (22 mai)" : nullptr;
    case Calendar::guadeloupe:
    case Calendar::saint_martin:
      return is(5, 27) ? "abolition de l'esclavage (27 mai)" : nullptr;
    case Calendar::guyane:
      return is(6, 10) ? "abolition de l'esclavage (10 juin)" : nullptr;
    case Calendar::saint_barthelemy:
      return is(10, 9) ? "abolition de l'esclavage (9 octobre)" : nullptr;
    case Calendar::reunion:
      return is(12, 20) ? "abolition de l'esclavage (20 décembre)" : nullptr;
    default:
      return nullptr;
  }
}

}  // namespace filrouge
