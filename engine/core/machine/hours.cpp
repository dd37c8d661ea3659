#include <algorithm>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/machine/reading.hpp"

/// Délais in hours: from the time of an act to another, whatever the days between.
namespace filrouge {

ClockEnds Reading::count_hours(const Clock& clock) const {
  ClockEnds ends;
  const auto& dates = clock.dates;
  const auto& delai = delai_of(clock);
  const auto keep = [&](Date day, std::int32_t minute) {
    if (!ends.lo.known() || day < ends.lo || (day == ends.lo && minute < ends.lo_minute))
      ends.lo = day, ends.lo_minute = minute;
    if (!ends.hi.known() || day > ends.hi || (day == ends.hi && minute > ends.hi_minute))
      ends.hi = day, ends.hi_minute = minute;
  };
  for (const bool greatest : {false, true}) {
    const auto minutes = dates.start_minute + dates.length.length(greatest).days * 60;
    const auto day = std::min(dates.start + minutes / minutes_in_a_day, last_day());
    const auto minute = minutes % minutes_in_a_day;
    if (!greatest) ends.raw = day;
    if (delai.proroge != Choice::yes) keep(day, minute);
    if (delai.proroge == Choice::no) continue;
    for (const auto with : known_calendars()) {
      if (dates.calendar != Calendar::unknown && with != dates.calendar) continue;
      for (const bool vendredi_saint : {false, true}) {
        if (vendredi_saint && with != Calendar::alsace_moselle) continue;
        const auto working = proroge(day, with, vendredi_saint);
        keep(working, working == day ? minute : minutes_in_a_day);
      }
    }
  }
  return ends;
}

Truth Reading::in_time(const ClockEnds& end, std::uint32_t event) const {
  const auto day = seen_.event(event).on;
  if (day < end.lo) return Truth::yes;
  if (day > end.hi) return Truth::no;
  const auto minute = seen_.time_of(event);
  const auto by = [&](Date last_day, std::int32_t last_minute) {
    const bool whole_day = last_minute + 1 >= minutes_in_a_day;
    if (day != last_day || whole_day) return day <= last_day ? Truth::yes : Truth::no;
    return minute < 0 ? Truth::unknown : minute <= last_minute ? Truth::yes : Truth::no;
  };
  if (by(end.lo, end.lo_minute) == Truth::yes) return Truth::yes;
  return by(end.hi, end.hi_minute) == Truth::no ? Truth::no : Truth::unknown;
}

}  // namespace filrouge
