#include "engine/core/calendar/civil_period.hpp"

namespace filrouge {

std::optional<std::int32_t> civil_period(Date day, const Duration& length) {
  if (length.kind != DayKind::calendar) return std::nullopt;
  // 1970-01-05 was a Monday.
  if (length.months == 0 && length.days == 7) return (day.days - 4 - (((day.days - 4) % 7 + 7) % 7)) / 7;
  if (length.days != 0 || length.months <= 0 || 12 % length.months != 0) return std::nullopt;
  const auto civil = civil_day(day);
  return (civil.year * 12 + static_cast<std::int32_t>(civil.month) - 1) / length.months;
}

}  // namespace filrouge
