#include "engine/core/prove/span.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/core/calendar/delai.hpp"

namespace filrouge::prove {
namespace {

/// Which days are off in one calendar, read once for all the days that the engine knows: a délai is tried
/// from each of them.
class DaysOff {
 public:
  DaysOff(Calendar calendar, bool vendredi_saint) {
    const auto count = static_cast<std::size_t>(days_between(first_day(), last_day())) + 1;
    next_open_.resize(count);
    for (auto& days : worked_) days.reserve(count);
    for (auto& ranks : rank_) ranks.resize(count);
    for (std::size_t at = 0; at < count; ++at) {
      const auto day = first_day() + static_cast<std::int32_t>(at);
      const auto which = weekday(day);
      const bool holiday = is_holiday(day, calendar, vendredi_saint);
      next_open_[at] = holiday || which == 0 || which == 6 ? 1 : 0;
      const std::array open{!holiday && which != 0 && which != 6, !holiday && which != 0};
      for (const std::size_t kind : {0, 1}) {
        if (open[kind]) worked_[kind].push_back(static_cast<std::int32_t>(at));
        rank_[kind][at] = static_cast<std::int32_t>(worked_[kind].size());
      }
    }
    // How many days until the first that is open, from the last day back.
    for (auto at = count - 1; at-- > 0;)
      if (next_open_[at] != 0) next_open_[at] = static_cast<std::uint8_t>(next_open_[at + 1] + 1);
  }

  /// That day, or the first after it that is neither a weekend nor a holiday. Days are counted from the
  /// first.
  std::int32_t prorogued(std::int32_t day) const { return day + next_open_[static_cast<std::size_t>(day)]; }
  /// So many working days after (before) that day, which does not count; nothing past the days known.
  std::optional<std::int32_t> worked(std::int32_t day, std::int32_t days, DayKind kind,
                                     bool backwards) const {
    if (days == 0) return day;
    const std::size_t which = kind == DayKind::ouvre ? 0 : 1;
    const auto& open = worked_[which];
    const auto until_then = rank_[which][static_cast<std::size_t>(day)];
    const bool that_day = until_then > 0 && open[static_cast<std::size_t>(until_then) - 1] == day;
    const auto at = backwards ? until_then - (that_day ? 1 : 0) - days : until_then + days - 1;
    if (at < 0 || at >= static_cast<std::int32_t>(open.size())) return std::nullopt;
    return open[static_cast<std::size_t>(at)];
  }

 private:
  std::vector<std::uint8_t> next_open_;
  std::array<std::vector<std::int32_t>, 2> worked_, rank_;  ///< ouvrés, ouvrables
};

/// One for each calendar, and a last for Alsace-Moselle with its Good Friday; made when first asked.
const DaysOff& days_off(Calendar calendar, bool vendredi_saint) {
  constexpr auto count = static_cast<std::size_t>(Calendar::saint_martin) + 2;
  static std::array<std::optional<DaysOff>, count> made;
  static std::array<std::once_flag, count> once;
  const auto which = vendredi_saint ? count - 1 : static_cast<std::size_t>(calendar);
  std::call_once(once[which], [&] { made[which].emplace(calendar, vendredi_saint); });
  return *made[which];
}

/// The calendars a délai may be counted in. One that nobody knows is any of them: where nothing says which,
/// the engine counts in each.
std::vector<const DaysOff*> possible(Calendar calendar) {
  std::vector<const DaysOff*> found;
  for (const auto each : known_calendars()) {
    if (calendar != Calendar::unknown && each != calendar) continue;
    found.push_back(&days_off(each, false));
    if (each == Calendar::alsace_moselle) found.push_back(&days_off(each, true));
  }
  return found;
}

class Widening {
 public:
  void keep(std::int32_t days) {
    span_.least = std::min(span_.least, days);
    span_.greatest = std::max(span_.greatest, days);
  }
  Span found() const { return span_.least <= span_.greatest ? span_ : Span{}; }

 private:
  Span span_{std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()};
};

const std::int32_t known_days = days_between(first_day(), last_day()) + 1;

/// The last days of the range are left out: what is counted from them ends past what is known.
std::vector<std::int32_t> ends_in_months(std::int32_t months) {
  std::vector<std::int32_t> ends(static_cast<std::size_t>(known_days));
  for (std::int32_t at = 0; at < known_days; ++at)
    ends[static_cast<std::size_t>(at)] =
        months == 0 ? at : days_between(first_day(), add_months(first_day() + at, months));
  return ends;
}

}  // namespace

Span span_of(const Counted& counted) {
  const auto& length = counted.length;
  const int way = counted.backwards ? -1 : 1;
  const bool in_hours = length.kind == DayKind::hour;
  const bool prorogued = counted.proroge != Choice::no && !counted.backwards;
  const bool only_prorogued = counted.proroge == Choice::yes && !counted.backwards;
  const bool working = length.kind == DayKind::ouvre || length.kind == DayKind::ouvrable;
  // Without days off the calendar says nothing.
  const auto calendars =
      prorogued || working ? possible(counted.calendar) : std::vector{&days_off(Calendar::unknown, false)};
  const auto ends = ends_in_months(way * length.months);
  // From the first minute of a day, or from its last.
  const auto least_days = in_hours ? length.days / 24 : length.days;
  const auto most_days = in_hours ? (length.days + 23) / 24 : length.days;
  Widening span;
  for (std::int32_t start = 0; start < known_days; ++start) {
    const auto months_later = ends[static_cast<std::size_t>(start)];
    if (months_later < 0 || months_later >= known_days) continue;
    for (const auto* days : calendars) {
      for (const auto count : {least_days, most_days}) {
        const auto raw = working ? days->worked(months_later, count, length.kind, counted.backwards)
                                 : std::optional(months_later + way * count);
        if (!raw) continue;
        for (const bool franc : {false, true}) {
          if (franc ? counted.franc == Choice::no : counted.franc == Choice::yes) continue;
          const auto end = *raw + (franc ? way : 0);
          // A délai whose prorogation leads past the last day known is none that is met.
          if (end < 0 || end + 14 >= known_days) continue;
          if (!only_prorogued) span.keep(end - start);
          if (prorogued) span.keep(days->prorogued(end) - start);
        }
        if (least_days == most_days) break;
      }
    }
  }
  return span.found();
}

Span span_of_measure(Duration length, Calendar calendar) {
  const auto morrow = span_of({.length = length, .calendar = calendar});
  return {morrow.least - 1, morrow.greatest - 1};
}

}  // namespace filrouge::prove
