#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "engine/core/calendar/date.hpp"
#include "engine/core/calendar/duration.hpp"

namespace filrouge {

/// The day a table writes "2026-03-07"; an ill-written table fails its test.
inline Date day(std::string_view iso) {
  const auto date = parse_iso_date(iso);
  if (!date) throw std::invalid_argument("not a day: " + std::string(iso));
  return *date;
}

/// The length a table writes "1 mois".
inline Duration length(std::string_view text) {
  const auto duration = parse_duration(text);
  if (!duration) throw std::invalid_argument("not a duration: " + std::string(text));
  return *duration;
}

/// For a readable failure: "2026-03-07", or "inconnu".
inline std::string shown(Date date) {
  return date.known() ? iso_date(date) : "inconnu";
}

}  // namespace filrouge
