#include "engine/core/machine/reading.hpp"

#include <algorithm>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/calendar/measure.hpp"

namespace filrouge {

void Reading::of(const Configuration& configuration) {
  configuration_ = &configuration;
  lives_in(seen_.departement_on(seen_.first_day()));
}

void Reading::lives_in(std::string_view departement) {
  if (departement_ == departement) return;
  departement_ = departement;
  module_applies_.clear();
  for (const auto& module : program_.model.modules)
    module_applies_.push_back(program_.applies(module, departement));
}

bool Reading::awaits(std::uint32_t instance, std::uint32_t transition) const {
  auto f = configuration_->lives[instance].first_fired;
  while (f != none_id && configuration_->fired[f].first != transition) f = configuration_->fired[f].second;
  return f == none_id && in_force(program_.transition(transition).clause->rule,
                                  configuration_->instances[instance].governing);
}

bool Reading::of_departement(RuleId rule, Date day) const {
  return program_.applies(program_.model.modules[program_.rule(rule).module], seen_.departement_on(day));
}

bool Reading::left_behind(RuleId rule, Date since, Date day) const {
  const auto moved = seen_.next_departement_after(since);
  return moved.known() && moved <= day &&
         !program_.model.modules[program_.rule(rule).module].departement.empty();
}

Truth Reading::predicate(std::uint32_t instance, Date day) const {
  const auto& procedure = procedure_of(instance);
  // What another instance opened stands as long as it is not closed: no stay of the person opened it.
  if (procedure.per == InstancePer::event || procedure.predicate == none_id ||
      configuration_->lives[instance].opened_by != none_id)
    return Truth::yes;
  const auto person = configuration_->instances[instance].person;
  return interpreter_.truth(procedure.predicate, {.person = person, .day = day, .governing = day});
}

bool Reading::in_doubt(std::uint32_t instance) const {
  // Before that day turns, its predicates are still those of the day before.
  const auto on = configuration_->turned ? configuration_->day : configuration_->day - 1;
  return configuration_->lives[instance].guard_unknown || predicate(instance, on) == Truth::unknown;
}

const Clock* Reading::last_clock(std::uint32_t instance, std::uint16_t delai) const {
  const Clock* last = nullptr;
  if (instance == none_id) return last;
  for (auto c = configuration_->lives[instance].first_clock; c != none_id; c = configuration_->clocks[c].next)
    if (configuration_->clocks[c].delai == delai) last = &configuration_->clocks[c];
  return last;
}

/// Days common to two pauses count once; each stretch counts in the unit of the pause that begins it.
Reading::Push Reading::pushed(const Clock& clock, Date start, Date first_start, Date raw, Date day) const {
  Push push;
  const auto& rules = delai_of(clock).pauses;
  const auto earliest = std::max(start, clock.opened), first_day = std::max(first_start, clock.opened);
  stops_.clear();
  for (std::uint16_t rule = 0; rule < rules.size(); ++rule) {
    const auto& pause = rules[rule];
    const auto first = stops_.size();
    for (auto p = clock.first_pause; p != none_id; p = configuration_->pauses[p].next) {
      const auto& span = configuration_->pauses[p];
      if (span.rule != rule || span.from > day) continue;
      const bool open = !span.to.known() || span.to > day;
      if (open && earliest > day) push.will_open = earliest;
      if (earliest > day) continue;
      stops_.push_back({span.from, open ? day : span.to, pause.by_months, open, {}});
    }
    std::sort(stops_.begin() + static_cast<std::ptrdiff_t>(first), stops_.end(),
              [](const Stop& a, const Stop& b) { return a.from < b.from; });
    // One rule's days in a row are one pause, however often it was begun.
    auto last = first;
    for (auto i = first; i < stops_.size(); ++i)
      if (i > first && stops_[i].from <= stops_[last].to)
        stops_[last].to = std::max(stops_[last].to, stops_[i].to),
        stops_[last].open = stops_[last].open || stops_[i].open;
      else
        stops_[last = i == first ? first : last + 1] = stops_[i];
    if (stops_.size() > first) stops_.resize(last + 1);
    Value most;
    if (pause.at_most != none_id && stops_.size() > first)
      most = interpreter_.value(pause.at_most, place(clock.instance, day, clock.opening_event));
    // A renewed délai goes on: what its pauses took before is taken, and does not move the new end.
    std::int32_t taken_months = 0, taken_days = 0;
    auto kept = first;
    for (auto i = first; i < stops_.size(); ++i) {
      auto stop = stops_[i];
      stop.from = std::max(stop.from, first_day);
      if (most.kind == Value::Kind::duration) {
        // Of « cumulés », what earlier pauses took counts as if this one had begun that much sooner.
        const auto counted_from =
            pause.cumulated ? add_months(stop.from, -taken_months) - taken_days : stop.from;
        stop.cut =
            after(counted_from, Value::unpack_duration(most.lo, most.days), seen_.calendar_on(clock.opened));
        if (stop.to >= stop.cut) stop.open = false;
        stop.to = std::min(stop.to, stop.cut);
      }
      stop.to = std::max(stop.to, stop.from);
      const auto length = length_of(stop);
      taken_months += length.months;
      taken_days += length.days;
      stop.from = std::max(stop.from, earliest);
      if (stop.from < stop.to || (stop.from == stop.to && stop.open)) stops_[kept++] = stop;
    }
    stops_.resize(kept);
  }
  if (stops_.size() > 1) std::ranges::stable_sort(stops_, {}, &Stop::from);
  for (std::size_t i = 0; i < stops_.size();) {
    auto joined = stops_[i];
    for (++i; i < stops_.size() && stops_[i].from <= joined.to; ++i) {
      joined.to = std::max(joined.to, stops_[i].to);
      if (stops_[i].open &&
          (!joined.open || (joined.cut.known() && (!stops_[i].cut.known() || stops_[i].cut > joined.cut))))
        joined.cut = stops_[i].cut;
      joined.open = joined.open || stops_[i].open;
    }
    // What comes after the end pushes nothing.
    if (joined.from > add_months(raw, push.months) + push.days) break;
    const auto length = length_of(joined);
    push.months += length.months;
    push.days += length.days;
    if (joined.open) push.open = true, push.until = joined.cut;
  }
  return push;
}

Duration Reading::length_of(const Stop& stop) const {
  std::int32_t months = 0;
  if (stop.by_months)
    while (add_months(stop.from, months + 1) <= stop.to) ++months;
  return {months, days_between(add_months(stop.from, months), stop.to), DayKind::calendar};
}

/// The least and the greatest end that the start, the length and the counting allow.
ClockEnds Reading::count(const Clock& clock, Date day, bool with_pauses) const {
  if (delai_of(clock).in_hours) return count_hours(clock);
  ClockEnds ends;
  const auto& dates = clock.dates;
  const auto& delai = delai_of(clock);
  const auto keep = [&](Date end) {
    ends.lo = ends.lo.known() ? std::min(ends.lo, end) : end;
    ends.hi = std::max(ends.hi, end);
  };
  const auto moved = [&](Date start, bool latest, Date raw) {
    if (!ends.raw.known()) ends.raw = raw;
    if (!with_pauses || clock.first_pause == none_id) return raw;
    const auto first_start = !clock.first_start.known() ? start
                             : latest                   ? clock.first_start_latest
                                                        : clock.first_start;
    const auto push = pushed(clock, start, first_start, raw, day);
    ends.paused = ends.paused || push.open;
    if (push.until.known()) ends.until = std::max(ends.until, push.until);
    if (push.will_open.known() && (!ends.will_pause.known() || push.will_open < ends.will_pause))
      ends.will_pause = push.will_open;
    ends.paused_months = push.months;
    ends.paused_days = push.days;
    return add_months(raw, push.months) + push.days;
  };
  const bool exact_start = dates.start == dates.start_latest && clock.first_start == clock.first_start_latest;
  const auto& length = dates.length;
  const auto least = Value::unpack_duration(length.lo, length.days),
             greatest = Value::unpack_duration(length.hi, length.days);
  if (clock.until.known()) {
    ends.raw = ends.lo = clock.until.earliest();
    ends.hi = clock.until.latest();
    if (clock.postponed.known()) {
      ends.lo = after(ends.lo, clock.postponed.length(), seen_.calendar_on(clock.opened));
      ends.hi = after(ends.hi, clock.postponed.length(true), seen_.calendar_on(clock.opened));
    }
  } else {
    const bool measured = facts_of(delai.kind).first_day_counts;
    const auto end = [&](bool late_start, const Duration& duration, bool latest, Calendar with,
                         bool vendredi_saint, bool put_off_in_length) {
      const auto start = late_start ? dates.start_latest : dates.start;
      const auto put_off_by = clock.postponed.known() ? clock.postponed.length(latest) : Duration{};
      const auto whole = put_off_in_length ? joined(duration, put_off_by) : std::nullopt;
      const auto length = whole.value_or(duration);
      const auto later = [&](Date day) { return after(day, put_off_by, with, vendredi_saint); };
      if (measured) {
        const auto last = moved(start, late_start, measure_last_day(start, length, with, vendredi_saint));
        return whole ? last : later(last);
      }
      // Counted backwards, a franc délai ends sooner.
      const bool franc = latest != delai.backwards ? delai.franc != Choice::no : delai.franc == Choice::yes;
      const bool prorogued = latest ? delai.proroge != Choice::no : delai.proroge == Choice::yes;
      auto last =
          compute_delai(start, length,
                        {.calendar = with, .vendredi_saint = vendredi_saint, .backwards = delai.backwards})
              .raw;
      if (put_off_in_length && !whole) last = later(last);
      last = moved(start, late_start, last);
      if (franc) last = delai.backwards ? last - 1 : last + 1;
      if (prorogued && !delai.backwards) last = proroge(last, with, vendredi_saint);
      return put_off_in_length ? last : later(last);
    };
    const auto& short_length = delai.backwards ? greatest : least;
    const auto& long_length = delai.backwards ? least : greatest;
    const bool one = exact_start && length.lo == length.hi &&
                     (measured || (delai.franc != Choice::uncertain && delai.proroge != Choice::uncertain)) &&
                     clock.postponed.lo == clock.postponed.hi;
    // What puts it off adds to the length, or to the end, or nobody knows.
    const auto put_off_in_length =
        !clock.postponed.known() || delai.backwards ? Choice::no : delai.postponed_in_length;
    const auto in_each_way = [&](auto&& found) {
      if (put_off_in_length != Choice::yes) keep(found(false));
      if (put_off_in_length != Choice::no) keep(found(true));
    };
    const auto both_ends = [&](Calendar with, bool vendredi_saint) {
      in_each_way(
          [&](bool in_length) { return end(false, short_length, false, with, vendredi_saint, in_length); });
      if (one) return;
      in_each_way(
          [&](bool in_length) { return end(true, long_length, true, with, vendredi_saint, in_length); });
      if (!with_pauses || clock.first_pause == none_id) return;
      // A later start is pushed less by a pause under way, a shorter length by one that begins after it: the
      // least and the greatest may be those of any of them.
      for (const bool late_start : {false, true})
        for (const auto* duration : {&short_length, &long_length})
          for (const bool latest : {false, true})
            in_each_way([&](bool in_length) {
              return end(late_start, *duration, latest, with, vendredi_saint, in_length);
            });
    };
    const bool days_off_matter = (!measured && delai.proroge != Choice::no) ||
                                 least.kind != DayKind::calendar ||
                                 (clock.postponed.known() && clock.postponed.days != DayKind::calendar);
    if (days_off_matter &&
        (dates.calendar == Calendar::unknown || dates.calendar == Calendar::alsace_moselle)) {
      for (const auto with : known_calendars()) {
        if (dates.calendar != Calendar::unknown && with != dates.calendar) continue;
        both_ends(with, false);
        if (with == Calendar::alsace_moselle) both_ends(with, true);
      }
    } else {
      both_ends(dates.calendar, false);
    }
  }
  // A day more, or a holiday, may lead past the last day there is.
  ends.lo = std::clamp(ends.lo, first_day(), last_day());
  ends.hi = std::clamp(ends.hi, first_day(), last_day());
  // Of a start known on one side only, so is the end.
  const bool by_date = clock.until.known();
  if ((by_date ? clock.until.earliest() : dates.start) <= first_day()) ends.lo = first_day();
  if ((by_date ? clock.until.latest() : dates.start_latest) >= last_day()) ends.hi = last_day();
  if (clock.not_before.known()) {
    ends.lo = std::max(ends.lo, clock.not_before.earliest());
    ends.hi = std::max(ends.hi, clock.not_before.latest());
  }
  return ends;
}

ClockEnds Reading::ends(const Clock& clock, Date day) const {
  // A clock that is settled keeps the dates of that day; one that is over, those it had when that was seen.
  if (clock.ended.known())
    day = std::min(day, clock.life == Clock::Life::elapsed ? clock.settled_since : clock.ended);
  if (clock.first_pause == none_id || !clock.dates.end.known() ||
      clock.dates.length.kind != Value::Kind::duration) {
    ClockEnds found;
    found.lo = clock.dates.end;
    found.hi = clock.dates.end_latest;
    found.lo_minute = clock.dates.end_minute;
    found.hi_minute = clock.dates.end_latest_minute;
    return found;
  }
  return count(clock, day, true);
}

bool Reading::covered(const Clock& clock, Date hi) const {
  bool perhaps = false;
  for_each_doubtful(clock, [&](std::uint32_t act) { perhaps = perhaps || may_be_in_time(clock, act, hi); });
  return !perhaps && std::ranges::all_of(delai_of(clock).kept_by, [&](PatternId pattern) {
    // Of a start of which only the latest day is known, what came since it opened is what could keep it.
    const auto from = clock.dates.start <= first_day() ? clock.opened : clock.dates.start;
    return seen_.covered(program_.model.patterns[pattern].type, std::min(from, hi), hi);
  });
}

bool Reading::may_be_in_time(const Clock& clock, std::uint32_t event, Date hi) const {
  return seen_.event(event).on <= hi || delai_of(clock).kept_on != none_id;
}

Statut Reading::deadline_status(const Clock& clock, Date day) const {
  const auto& delai = delai_of(clock);
  const bool concludes = delai.as_soon_as_possible || program_.concludes(delai.rule);
  switch (clock.life) {
    case Clock::Life::left:
    case Clock::Life::lifted:
      return Statut::sans_objet;
    case Clock::Life::elapsed:
      return Statut::depassee;
    case Clock::Life::kept: {
      if (clock.as_soon) return Statut::tenue;
      const auto end = ends(clock, day);
      const auto kept = delai.kept_on == none_id ? Value::of(clock.settled) : clock.kept_on;
      if (!end.lo.known() || !kept.known()) return Statut::incertaine;
      const bool in_doubt = !concludes || clock.uncertain_machine;
      if (delai.in_hours) {
        const auto kept_in_time = in_time(end, clock.settling_event);
        if (kept_in_time == Truth::yes) return Statut::tenue;
        return kept_in_time == Truth::no && !in_doubt ? Statut::tenue_en_retard : Statut::incertaine;
      }
      if (kept.latest() <= end.lo) return Statut::tenue;
      return kept.earliest() > end.hi && !in_doubt ? Statut::tenue_en_retard : Statut::incertaine;
    }
    default:
      break;
  }
  if (clock.as_soon) return Statut::en_cours;
  const auto end = ends(clock, day);
  if (!end.lo.known()) return Statut::incertaine;
  if (end.paused) return Statut::en_cours;
  if (day <= end.lo) return Statut::a_venir;
  if (day <= end.hi || !concludes || in_doubt(clock.instance) || !covered(clock, end.hi))
    return Statut::incertaine;
  return Statut::depassee;
}

Statut Reading::faculty_status(const Clock& clock, Date day) const {
  switch (const auto statut = deadline_status(clock, day)) {
    case Statut::a_venir:
      return Statut::en_cours;
    case Statut::depassee:
    case Statut::tenue_en_retard:
      return Statut::sans_objet;
    case Statut::incertaine:
      break;
    default:
      return statut;
  }
  if (!delai_of(clock).is_hers()) return Statut::incertaine;
  const auto end = ends(clock, day);
  if (clock.life == Clock::Life::kept) {
    const auto used = delai_of(clock).kept_on == none_id ? Value::of(clock.settled) : clock.kept_on;
    if (!end.lo.known() || !used.known()) return Statut::tenue;
    const bool after =
        delai_of(clock).in_hours ? in_time(end, clock.settling_event) == Truth::no : used.earliest() > end.hi;
    return after ? Statut::incertaine : Statut::tenue;
  }
  return end.lo.known() && !end.no_latest() && day <= end.hi ? Statut::en_cours : Statut::incertaine;
}

Date Reading::reminder_day(const Clock& clock, const Reminder& reminder, Date end, Date day) const {
  const auto length = interpreter_.value(reminder.length, place(clock.instance, day));
  if (length.kind != Value::Kind::duration) return {};
  return before(end, Value::unpack_duration(length.lo, length.days), clock.dates.calendar);
}

bool Reading::fires(const Clock& clock) const {
  if (clock.life != Clock::Life::running || !clock.dates.end_latest.known()) return false;
  const auto& delai = delai_of(clock);
  if (course_of(clock) != DelaiCourse::awaited) return !delai.judges_length();
  if (clock.overdue_sequel_done || delai.as_soon_as_possible) return false;
  if (renews(clock)) return true;
  const auto& it = configuration_->instances[clock.instance];
  const auto count = program_.model.procedures[it.procedure].delais.size();
  if (program_.procedures[it.procedure].at_end[it.state * count + clock.delai].count > 0) return true;
  return std::ranges::any_of(delai.if_overdue,
                             [](const Action& action) { return action.kind == ActionKind::go_to; });
}

/// Has it begun for good, without an end that could pass?
bool Reading::endless(const Clock& clock) const {
  const auto& delai = delai_of(clock);
  return clock.dates.start.known() &&
         (delai.as_soon_as_possible || (delai.until == none_id && delai.counted_by() == none_id));
}

bool Reading::renews(const Clock& clock) const {
  const auto& delai = delai_of(clock);
  return delai.renewed_tacitly && clock.dates.renewals < delai.renewals;
}

Symbol Reading::delai_lacks(std::uint32_t instance, std::uint16_t delai) const {
  const auto* clock = last_clock(instance, delai);
  return clock && clock->missing ? clock->missing
                                 : program_.delai(configuration_->instances[instance].procedure, delai).name;
}

Value Reading::delai_end(std::uint32_t instance, std::uint16_t delai, Date day) const {
  const auto* clock = last_clock(instance, delai);
  if (!clock)
    return Value::absent(delai == no_id || instance == none_id
                             ? 0
                             : program_.delai(configuration_->instances[instance].procedure, delai).name);
  if (clock->life == Clock::Life::lifted) return Value::of(clock->settled);
  // An internal target is for those who work towards it: no rule rests on its day.
  if (delai_of(*clock).as_soon_as_possible) return Value::missing(delai_lacks(instance, delai));
  const auto end = ends(*clock, day);
  if (!end.lo.known()) return Value::missing(delai_lacks(instance, delai));
  end.announce(interpreter_.next(), day);
  return Value::of(end.lo, end.hi);
}

Truth Reading::delai_over(std::uint32_t instance, std::uint16_t delai, Date day) const {
  const auto* clock = last_clock(instance, delai);
  if (!clock) return Truth::no;
  if (clock->life == Clock::Life::lifted && clock->settled <= day) return Truth::yes;
  if (delai_of(*clock).as_soon_as_possible) return Truth::unknown;
  const auto end = ends(*clock, day);
  if (!end.lo.known()) return Truth::unknown;
  if (end.hi < day) return Truth::yes;
  return end.lo >= day ? Truth::no : Truth::unknown;
}

Truth Reading::delai_is(std::uint32_t instance, std::uint16_t delai, DelaiState state, Date day) const {
  const auto* clock = last_clock(instance, delai);
  if (!clock) return Truth::no;
  switch (state) {
    case DelaiState::running:
      if (!clock->active()) return Truth::no;
      return endless(*clock) ? Truth::yes : !delai_over(instance, delai, day);
    case DelaiState::elapsed:
      return delai_over(instance, delai, day);
    case DelaiState::kept: {
      if (clock->life != Clock::Life::kept) return Truth::no;
      // What came once it was over did not use it.
      const auto status = delai_of(*clock).is_faculty() ? faculty_status(*clock, day) : Statut::tenue;
      return status == Statut::tenue ? Truth::yes : status == Statut::incertaine ? Truth::unknown : Truth::no;
    }
    case DelaiState::overdue: {
      if (delai_of(*clock).as_soon_as_possible) return Truth::no;
      const auto status = deadline_status(*clock, day);
      return status == Statut::depassee || status == Statut::tenue_en_retard ? Truth::yes
             : status == Statut::incertaine                                  ? Truth::unknown
                                                                             : Truth::no;
    }
  }
  return Truth::unknown;
}

bool Reading::cites(std::uint32_t event) const {
  bool any = false;
  seen_.for_each_reference(event, [&](const JournalReference& r) { any = any || !names_itself(event, r); });
  return any;
}

std::uint32_t Reading::keeping_act(std::uint32_t instance, std::uint16_t delai) const {
  const auto* clock = last_clock(instance, delai);
  return clock && clock->life == Clock::Life::kept ? clock->settling_event : none_id;
}

std::uint32_t Reading::lifting_act(std::uint32_t instance, std::uint16_t delai) const {
  const auto* clock = last_clock(instance, delai);
  return clock && clock->life == Clock::Life::lifted ? clock->settling_event : none_id;
}

std::pair<Truth, std::uint32_t> Reading::linked_in_state(std::uint32_t instance, std::uint16_t procedure,
                                                         StateId state) const {
  if (instance == none_id) return {Truth::unknown, none_id};
  auto first = none_id;
  for_each_linked(instance, [&](std::uint32_t i) {
    const auto& other = configuration_->instances[i];
    if (other.procedure == procedure && other.state == state) first = std::min(first, i);
  });
  if (first != none_id) return {Truth::yes, configuration_->lives[first].cause};
  return {Truth::no, none_id};
}

}  // namespace filrouge
