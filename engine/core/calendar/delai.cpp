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

/// « Ne compte pas : vendredi 8 mai 2026 (8 mai). » The holidays strictly between both days that would else
/// have been worked; past six the rest is only counted, or a long délai would drown its own answer.
std::string holidays_skipped(Date from, Date to, DayKind kind, const Counting& counting) {
  std::string named;
  int count = 0;
  for (auto day = from + 1; day < to; day = day + 1) {
    const auto* holiday = holiday_name(day, counting.calendar, counting.vendredi_saint);
    if (!holiday || weekday(day) == 0 || (kind == DayKind::ouvre && weekday(day) == 6)) continue;
    if (++count <= 6)
      named += (named.empty() ? "" : ", ") + french_date_with_weekday(day) + " (" + holiday + ")";
  }
  if (count == 0) return {};
  if (count > 6)
    named +=
        count == 7 ? " et un autre jour férié" : " et " + std::to_string(count - 6) + " autres jours fériés";
  return (count == 1 ? "Ne compte pas : " : "Ne comptent pas : ") + named + ".";
}

Date within_known_years(Date day) {
  return std::clamp(day, first_day(), last_day());
}

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
  delai.beyond_known_years = end < first_day() || end > last_day() ||
                             (counting.franc && (end + way < first_day() || end + way > last_day()));
  delai.end = counting.proroge && !counting.backwards
                  ? proroge(delai.franc, counting.calendar, counting.vendredi_saint)
                  : delai.franc;
  return delai;
}

Date after(Date day, Duration length, Calendar calendar, bool vendredi_saint) {
  if (is_beyond(day)) return day;
  return compute_delai(day, length, {.calendar = calendar, .vendredi_saint = vendredi_saint}).end;
}

Date before(Date day, Duration length, Calendar calendar) {
  if (is_beyond(day)) return day;
  return compute_delai(day, length, {.calendar = calendar, .backwards = true}).end;
}

std::vector<std::string> delai_steps(Date start, Duration length, Counting counting) {
  const auto delai = compute_delai(start, length, counting);
  const auto dated = french_date_with_weekday;
  std::vector<std::string> steps;
  steps.push_back("Départ : " + dated(start) + " (non compté).");
  steps.push_back(french_duration(length) + (counting.backwards ? " avant : " : " : ") + dated(delai.raw) +
                  ".");
  if (length.kind != DayKind::calendar) {
    const auto skipped =
        holidays_skipped(std::min(start, delai.raw), std::max(start, delai.raw), length.kind, counting);
    if (!skipped.empty()) steps.push_back(skipped);
  }
  if (length.months != 0 &&
      civil_day(add_months(start, (counting.backwards ? -1 : 1) * length.months)).day != civil_day(start).day)
    steps.push_back("Ce mois n'a pas de quantième " + std::to_string(civil_day(start).day) +
                    " : dernier jour du mois.");
  if (counting.franc)
    steps.push_back("Délai franc, le dernier jour ne compte pas non plus : " + dated(delai.franc) + ".");
  if (delai.end != delai.franc) {
    std::string put_off;
    for (auto day = delai.franc; day < delai.end; day = day + 1) {
      const auto* holiday = holiday_name(day, counting.calendar, counting.vendredi_saint);
      put_off +=
          (put_off.empty() ? "" : ", ") + dated(day) + (holiday ? std::string(" (") + holiday + ")" : "");
    }
    steps.push_back(put_off + " : reporté au " + dated(delai.end) + ".");
  }
  return steps;
}

std::string explain_delai(Date start, Duration length, Counting counting) {
  std::string text;
  for (const auto& step : delai_steps(start, length, counting)) text += (text.empty() ? "" : " ") + step;
  return text;
}

}  // namespace filrouge
