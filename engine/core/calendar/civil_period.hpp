#pragma once

#include <cstdint>
#include <optional>

#include "engine/core/calendar/date.hpp"
#include "engine/core/calendar/duration.hpp"

namespace filrouge {

/// Which period of the calendar, of that length, a day is in: weeks begin on Monday; months, two, three, four
/// or six months, and years, on the first of January and so on. Days of one period have one number. Nothing
/// for a length that the calendar has no period of (45 days, five months).
std::optional<std::int32_t> civil_period(Date day, const Duration& length);

}  // namespace filrouge
