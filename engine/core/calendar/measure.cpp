#include "engine/core/calendar/measure.hpp"

namespace filrouge {

Date measure_last_day(Date from, Duration length, Calendar calendar, bool vendredi_saint) {
  return compute_delai(from, length, {.calendar = calendar, .vendredi_saint = vendredi_saint}).end - 1;
}

Date first_of_next_month(Date day) {
  return end_of_month(day) + 1;
}

Date end_after_civil_months(Date first_unpaid, std::int32_t months) {
  return add_months(first_of_month(first_unpaid), months);
}

}  // namespace filrouge
