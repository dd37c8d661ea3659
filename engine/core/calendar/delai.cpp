#include "engine/core/calendar/delai.hpp"

#include <algorithm>

namespace filrouge {
namespace {

bool off(Date day, Calendar calendar, bool vendredi_saint) {
  const auto which = weekday(day);
  return which == 0 || which == 6 || is_holiday(day, calendar, vendredi_saint);
}

bool worked(Date day, DayKind kind, const Counting& counting) {
  if (is_holiday(day, counting.calendar, counting.vendredi_saint)) return false;
  const auto which = weekday(day);
  return which != 0 && (kind == DayKind::ouvrable || which != 6);
}

Date within_known_years(Date day) { return std::clamp(day, first_day(), last_day()); }

}  // namespace

Date add_months(Date day, std::int32_t months) {
  const auto civil = civil_day(day);
  const int count = civil.year * 12 + static_cast<int>(civil.month) - 1 + months;
  const int year = count >= 0 ? count / 12 : (count - 11) / 12;
  const auto month = static_cast<unsigned>(count - year * 12 + 1);
  return *civil_date(year, month, std::min(civil.day, days_in_month(year, month)));
}

Date proroge(Date day, Calendar calendar, bool vendredi_saint) {
  while (off(day, calendar, vendredi_saint)) day = day + 1;
  return day;
}

ComputedDelai compute_delai(Date start, Duration length, Counting counting) {
  const int way = counting.backwards ? -1 : 1;
  auto end = length.months == 0 ? start : add_months(start, way * length.months);
  if (length.kind == DayKind::calendar) {
    end = end + way * length.days;
  } else {
    for (auto left = length.days; left > 0;) {
      end = end + way;
      if (worked(end, length.kind, counting)) --left;
    }
  }
  ComputedDelai delai;
  delai.raw = within_known_years(end);
  delai.franc = counting.franc ? within_known_years(end + way) : delai.raw;
  delai.end = counting.proroge && !counting.backwards ? proroge(delai.franc, counting.calendar, counting.vendredi_saint) : delai.franc;
  return delai;
}

std::string explain_delai(Date start, Duration length, Counting counting) {
  const auto delai = compute_delai(start, length, counting);
  auto text = "Départ : " + french_date_with_weekday(start) + " (non compté). " + french_duration(length) +
              (counting.backwards ? " avant : " : " : ") + french_date_with_weekday(delai.raw) + ".";
  if (length.months != 0 && civil_day(add_months(start, (counting.backwards ? -1 : 1) * length.months)).day != civil_day(start).day)
    text += " Ce mois n'a pas de quantième " + std::to_string(civil_day(start).day) + " : dernier jour du mois.";
  if (counting.franc) text += " Délai franc, le dernier jour ne compte pas non plus : " + french_date_with_weekday(delai.franc) + ".";
  if (delai.end != delai.franc) {
    text += " ";
    for (auto day = delai.franc; day < delai.end; day = day + 1) {
      if (day != delai.franc) text += ", ";
      const auto* holiday = holiday_name(day, counting.calendar, counting.vendredi_saint);
      text += french_date_with_weekday(day);
      if (holiday) text += std::string(" (") + holiday + ")";
    }
    text += " : reporté au " + french_date_with_weekday(delai.end) + ".";
  }
  return text;
}

}  // namespace filrouge
