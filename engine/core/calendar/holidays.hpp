#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/core/calendar/date.hpp"

namespace filrouge {

/// Whose holidays count: the territory of the authority that acts. `unknown` is no calendar, never metropole
/// by default.
enum class Calendar : std::uint8_t {
  unknown,
  metropole,
  alsace_moselle,
  guadeloupe,
  martinique,
  guyane,
  reunion,
  mayotte,
  saint_barthelemy,
  saint_martin
};

/// Every calendar but `unknown`, in the order of the enumeration.
std::span<const Calendar> known_calendars();
/// Their names, in the same order.
std::span<const std::string_view> calendar_names();

/// "alsace-moselle"; accents, case, `_` and spaces are free. Nothing for any other name.
std::optional<Calendar> parse_calendar(std::string_view name);
/// "alsace-moselle"; "inconnu" for unknown.
std::string_view calendar_name(Calendar calendar);
/// « d'Alsace-Moselle »: after « calendrier », for people.
std::string_view calendar_told(Calendar calendar);

/// The calendar of a département ("64", "2A", "67", "971"…) and, where the département holds several, of a
/// commune (INSEE). Unknown for anything else.
Calendar calendar_of(std::string_view departement, std::string_view commune = {});

/// Easter Sunday of a year from 1583 on (Gregorian computus).
Date easter(int year);

/// « Ascension », « 1er mai »; null when the day is none. The eleven legal holidays (code du travail
/// L3133-1), 26 December and, in communes with a protestant church or a mixed one (`vendredi_saint`), Good
/// Friday in Alsace-Moselle (L3134-13), the commemoration of the abolition of slavery overseas (L3422-2).
/// Today's list: it is applied to every year.
const char* holiday_name(Date day, Calendar calendar, bool vendredi_saint = false);
inline bool is_holiday(Date day, Calendar calendar, bool vendredi_saint = false) {
  return holiday_name(day, calendar, vendredi_saint) != nullptr;
}

}  // namespace filrouge
