#include "apps/serveur/pages/moment_words.hpp"

#include "engine/core/calendar/date.hpp"

namespace filrouge::pages {

std::string moment_words(std::string_view iso) {
  if (iso.empty()) return "—";
  const auto day = parse_iso_date(iso.substr(0, 10));
  if (!day) return std::string(iso);
  if (iso.size() < 16) return french_date(*day);
  const auto hour = iso.substr(iso[11] == '0' ? 12 : 11, iso[11] == '0' ? 1 : 2);
  return french_date(*day) + " à " + std::string(hour) + " h " + std::string(iso.substr(14, 2)) +
         (iso.ends_with('Z') ? " (UTC)" : "");
}

}  // namespace filrouge::pages
