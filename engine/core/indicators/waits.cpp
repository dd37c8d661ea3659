#include "engine/core/indicators/waits.hpp"

#include <algorithm>

#include "engine/core/calendar/delai.hpp"

namespace filrouge {

void Waits::find(const Indicator& indicator) {
  waits_.clear();
  unanswering_.clear();
  without_start_.clear();
  const auto start = model_.queries[indicator.from].pattern;
  const auto end = model_.queries[indicator.to].pattern;
  const auto fits = [&](PatternId pattern, std::uint32_t event) {
    if (seen_.event(event).type != model_.patterns[pattern].type) return Truth::no;
    const auto& seen_event = seen_.event(event);
    const auto result = interpreter_.matches(
        pattern, event,
        {.person = seen_event.person, .candidate = event, .day = seen_event.on, .governing = seen_event.on});
    return result == Truth::yes && seen_.whose_is_unknown(event) ? Truth::unknown : result;
  };
  for (const auto event : seen_.order()) {
    interpreter_.begin_collecting();
    if (const auto answers = fits(end, event); answers != Truth::no) answer(event, answers == Truth::unknown);
    for (const auto pattern : indicator.left_by)
      if (const auto leaves = fits(pattern, event); leaves != Truth::no)
        leave(event, leaves == Truth::unknown);
    if (const auto begins = fits(start, event); begins != Truth::no) begin(event, begins == Truth::unknown);
  }
  for (auto& wait : waits_) wait.since = counted_from(indicator, wait);
  for (const auto event : unanswering_) {
    const auto& act = seen_.event(event);
    const bool begun = std::ranges::any_of(
        waits_, [&](const Wait& wait) { return wait.began <= act.on && concerns(wait, event); });
    const bool told = std::ranges::any_of(
        without_start_, [&](std::uint32_t other) { return seen_.event(other).person == act.person; });
    if (!begun && !told) without_start_.push_back(event);
  }
}

Date Waits::counted_from(const Indicator& indicator, const Wait& wait) {
  if (indicator.counted_from == none_id) return wait.began;
  interpreter_.begin_collecting();
  const auto day = interpreter_.value(
      indicator.counted_from,
      {.person = wait.person, .current = wait.start, .day = seen_.asked(), .governing = wait.began});
  return day.kind == Value::Kind::date && day.exact() ? day.earliest() : Date{};
}

bool Waits::open(const Wait& wait, Date day) const {
  return wait.end == none_id && (!wait.left.known() || day <= wait.left);
}

bool Waits::concerns(const Wait& wait, std::uint32_t event) const {
  return seen_.concerns(event, wait.person);
}

bool Waits::refers(std::uint32_t event, const Wait& wait) const {
  const auto& start = seen_.event(wait.start);
  bool refers = false;
  seen_.for_each_reference(event, [&](const JournalReference& reference) {
    const bool its_key =
        reference.target == start.id || (start.reference && reference.target == start.reference);
    refers = refers || (its_key && seen_.may_name(event, reference, wait.start));
  });
  return refers;
}

bool Waits::about_another(std::uint32_t event, const Wait& wait) const {
  bool cites = false;
  seen_.for_each_reference(event, [&](const JournalReference&) { cites = true; });
  return cites && seen_.event(wait.start).reference && !refers(event, wait);
}

void Waits::close(Wait& wait, std::uint32_t event) const {
  wait.end = event;
  wait.ended = seen_.event(event).on;
}

void Waits::begin(std::uint32_t event, bool doubtful) {
  const auto& act = seen_.event(event);
  for (const auto& wait : waits_) {
    if (wait.person != act.person || !open(wait, act.on) || wait.left.known()) continue;
    if (wait.start_doubtful && !doubtful) continue;
    // Two numbers of two source systems are not one.
    const bool one_number = !act.reference || seen_.same_source(event, wait.start);
    if (one_number && seen_.event(wait.start).reference == act.reference) return;
  }
  Wait wait;
  wait.start = event;
  wait.person = act.person;
  wait.began = act.on;
  wait.start_doubtful = doubtful;
  // An answer of the same day, recorded before.
  const auto same_day = std::ranges::find_if(unanswering_, [&](std::uint32_t answer) {
    return answer != event && seen_.event(answer).on == act.on && concerns(wait, answer) &&
           !about_another(answer, wait);
  });
  if (same_day != unanswering_.end()) {
    close(wait, *same_day);
    unanswering_.erase(same_day);
  }
  waits_.push_back(wait);
}

void Waits::answer(std::uint32_t event, bool doubtful) {
  const auto on = seen_.event(event).on;
  bool answers = false, referred = false;
  for (auto& wait : waits_) {
    if (wait.start == event || !refers(event, wait)) continue;
    referred = true;
    if (!open(wait, on)) continue;
    if (!doubtful)
      close(wait, event);
    else if (!wait.doubtful.known())
      wait.doubtful = on;
  }
  if (referred) return;
  const auto may = [&](const Wait& wait) {
    return wait.start != event && open(wait, on) && concerns(wait, event) && !about_another(event, wait);
  };
  // Who left today is still answered today, unless waiting began anew.
  const auto could = [&](const Wait& wait) {
    return may(wait) && !(wait.left.known() && std::ranges::any_of(waits_, [&](const Wait& other) {
                            return other.person == wait.person && !other.left.known() && may(other);
                          }));
  };
  for (std::size_t i = 0; i < waits_.size(); ++i) {
    auto& wait = waits_[i];
    if (!could(wait)) continue;
    answers = true;
    // Two of one person wait for the same act, and nothing says which it answers.
    bool several = false;
    for (std::size_t j = 0; j < waits_.size() && !wait.start_doubtful; ++j)
      several = several ||
                (j != i && waits_[j].person == wait.person && !waits_[j].start_doubtful && could(waits_[j]));
    if (!doubtful && !several)
      close(wait, event);
    else if (!wait.doubtful.known())
      wait.doubtful = on;
  }
  if (!answers && !doubtful) unanswering_.push_back(event);
}

void Waits::leave(std::uint32_t event, bool doubtful) {
  const auto& act = seen_.event(event);
  for (auto& wait : waits_) {
    if (!open(wait, act.on) || wait.left.known() || !concerns(wait, event)) continue;
    // One of a couple who leaves does not take the foyer along.
    if (wait.person < 0 && act.person >= 0 && seen_.journal().only_person() < 0) continue;
    if (doubtful)
      wait.doubtfully_left = wait.doubtfully_left.known() ? wait.doubtfully_left : act.on;
    else
      wait.left = act.on;
  }
}

bool Waits::vouched(const Indicator& indicator, Date from, Date to) const {
  return seen_.covered(model_.patterns[model_.queries[indicator.to].pattern].type, from, to);
}

/// Unknown when the source vouches for them all.
Date Waits::first_not_vouched(const Indicator& indicator, Date from, Date to) const {
  if (vouched(indicator, from, to)) return {};
  auto day = from;
  for (auto last = to; day < last;) {
    const auto middle = day + days_between(day, last) / 2;
    if (vouched(indicator, from, middle))
      day = middle + 1;
    else
      last = middle;
  }
  return day;
}

Lasting Waits::lasting(const Indicator& indicator, const Wait& wait) const {
  if (wait.start_doubtful || !wait.since.known()) return {};
  const bool ended = wait.end != none_id;
  const auto until = ended ? wait.ended : wait.left.known() ? wait.left : seen_.asked();
  const bool may_have_ended = wait.doubtful.known() && (!ended || wait.doubtful < wait.ended);
  const bool may_have_left = wait.doubtfully_left.known() && !ended && !wait.left.known();
  const auto not_told = first_not_vouched(indicator, wait.began, until);
  if (!may_have_ended && !may_have_left && !not_told.known())
    return {ended ? Outcome::reached : wait.left.known() ? Outcome::left : Outcome::waiting, until};
  auto doubt = until;
  for (const auto day : {wait.doubtful, wait.doubtfully_left, not_told})
    if (day.known()) doubt = std::min(doubt, day);
  return {Outcome::unknown, doubt};
}

Outcome Waits::outcome_within(const Indicator& indicator, const Wait& wait, Value length) const {
  if (!wait.since.known() || length.kind != Value::Kind::duration) return Outcome::unknown;
  const auto calendar = seen_.calendar_on(seen_.asked());
  const auto least = after(wait.since, Value::unpack_duration(length.lo, length.days), calendar);
  const auto greatest = after(wait.since, Value::unpack_duration(length.hi, length.days), calendar);
  // A success told before the failures of the same days can be would be counted alone.
  const bool over = seen_.asked() > greatest || left_unanswered(wait, greatest);
  return over || wait.start_doubtful ? answered_by(indicator, wait, least, greatest) : Outcome::waiting;
}

Outcome Waits::outcome_to_date(const Indicator& indicator, const Wait& wait) const {
  return answered_by(indicator, wait, seen_.asked(), seen_.asked());
}

bool Waits::left_unanswered(const Wait& wait, Date by) {
  return wait.end == none_id && wait.left.known() && wait.left <= by;
}

/// Did the answer come by a day that lies between two?
Outcome Waits::answered_by(const Indicator& indicator, const Wait& wait, Date least, Date greatest) const {
  if (wait.start_doubtful || !wait.since.known()) return Outcome::unknown;
  const bool gone = left_unanswered(wait, greatest);
  // Answered or not: of a source that stops halfway, the fast ones alone would be told.
  if (!vouched(indicator, wait.began, gone ? wait.left : greatest)) return Outcome::unknown;
  if (wait.end != none_id && wait.ended <= least) return Outcome::reached;
  const auto may_have_come = wait.doubtful.known() && (wait.end == none_id || wait.doubtful < wait.ended)
                                 ? wait.doubtful
                                 : wait.ended;
  if (may_have_come.known() && may_have_come <= greatest) return Outcome::unknown;
  if (gone) return wait.left <= least ? Outcome::left : Outcome::unknown;
  const bool may_have_left = wait.doubtfully_left.known() && wait.doubtfully_left <= greatest;
  return may_have_left ? Outcome::unknown : Outcome::missed;
}

}  // namespace filrouge
