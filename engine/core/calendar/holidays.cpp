#include "engine/core/calendar/holidays.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "engine/core/text/fold.hpp"

namespace filrouge {
namespace {

/// The holiday a territory keeps and others do not, the same day every year.
struct OwnHoliday {
  unsigned month = 0, day = 0;
  const char* name = nullptr;
};

struct Territory {
  Calendar calendar;
  std::string_view name;
  std::string_view told;  ///< for people
  std::array<std::string_view, 3> departements;
  /// INSEE codes of the time when it was a commune of Guadeloupe, and of today: old ones still stand in
  /// files.
  std::array<std::string_view, 2> communes;
  OwnHoliday own;
};

/// In the order of Calendar. What no row names and has a number of metropole is metropole.
constexpr auto territories = std::to_array<Territory>({
    {Calendar::unknown, "inconnu", "inconnu", {}, {}, {}},
    {Calendar::metropole, "metropole", "de métropole", {"2A", "2B"}, {}, {}},
    {Calendar::alsace_moselle,
     "alsace-moselle",
     "d'Alsace-Moselle",
     {"57", "67", "68"},
     {},
     {12, 26, "26 décembre"}},
    {Calendar::guadeloupe,
     "guadeloupe",
     "de Guadeloupe",
     {"971"},
     {},
     {5, 27, "abolition de l'esclavage (27 mai)"}},
    {Calendar::martinique,
     "martinique",
     "de Martinique",
     {"972"},
     {},
     {5, 22, "abolition de l'esclavage (22 mai)"}},
    {Calendar::guyane, "guyane", "de Guyane", {"973"}, {}, {6, 10, "abolition de l'esclavage (10 juin)"}},
    {Calendar::reunion,
     "reunion",
     "de La Réunion",
     {"974"},
     {},
     {12, 20, "abolition de l'esclavage (20 décembre)"}},
    {Calendar::mayotte, "mayotte", "de Mayotte", {"976"}, {}, {4, 27, "abolition de l'esclavage (27 avril)"}},
    {Calendar::saint_barthelemy,
     "saint-barthelemy",
     "de Saint-Barthélemy",
     {"977"},
     {"97123", "97701"},
     {10, 9, "abolition de l'esclavage (9 octobre)"}},
    {Calendar::saint_martin,
     "saint-martin",
     "de Saint-Martin",
     {"978"},
     {"97127", "97801"},
     {5, 27, "abolition de l'esclavage (27 mai)"}},
});

constexpr bool in_order() {
  for (std::size_t i = 0; i < territories.size(); ++i)
    if (territories[i].calendar != static_cast<Calendar>(i)) return false;
  return true;
}
static_assert(in_order());

constexpr auto calendars = [] {
  std::array<Calendar, territories.size() - 1> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = territories[i + 1].calendar;
  return all;
}();
constexpr auto names = [] {
  std::array<std::string_view, territories.size() - 1> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = territories[i + 1].name;
  return all;
}();

constexpr const Territory& territory(Calendar calendar) {
  return territories[static_cast<std::size_t>(calendar)];
}

}  // namespace

std::span<const Calendar> known_calendars() {
  return calendars;
}

std::span<const std::string_view> calendar_names() {
  return names;
}

std::optional<Calendar> parse_calendar(std::string_view name) {
  auto folded = fold(name);
  std::ranges::replace_if(
      folded, [](char c) { return c == ' ' || c == '_'; }, '-');
  if (folded.starts_with("la-")) folded.erase(0, 3);
  for (const auto calendar : calendars)
    if (calendar_name(calendar) == folded) return calendar;
  return std::nullopt;
}

std::string_view calendar_name(Calendar calendar) {
  return territory(calendar).name;
}

std::string_view calendar_told(Calendar calendar) {
  return territory(calendar).told;
}

Calendar calendar_of(std::string_view departement, std::string_view commune) {
  const auto among = [](const auto& codes, std::string_view code) {
    return !code.empty() && std::ranges::find(codes, code) != codes.end();
  };
  for (const auto& each : territories)
    if (departement == "971" && among(each.communes, commune)) return each.calendar;
  for (const auto& each : territories)
    if (among(each.departements, departement)) return each.calendar;
  if (departement == "2a" || departement == "2b") return Calendar::metropole;
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
  const auto& own = territory(calendar).own;
  return is(own.month, own.day) ? own.name : nullptr;
}

}  // namespace filrouge
