#include <algorithm>

#include "engine/core/machine/step.hpp"

/// The clocks of the machines: when a délai starts, when it ends, what keeps it, what it forbids.
namespace filrouge {
void Step::start_clocks(std::uint32_t instance, Date on, std::uint32_t event) {
  const auto& it = c_->instances[instance];
  for (const auto delai : program_.model.procedures[it.procedure].states[it.state].delais)
    start_clock(instance, delai, on, event);
}

std::uint32_t Step::start_clock(std::uint32_t instance, std::uint16_t delai, Date on, std::uint32_t event,
                                Date restarted) {
  const auto& it = c_->instances[instance];
  const auto& model = program_.delai(it.procedure, delai);
  if (!reading_.in_force(model.rule, it.governing)) return none_id;
  const auto* last = reading_.last_clock(instance, delai);
  if (model.of_instance && last && last->life != Clock::Life::left) return none_id;
  std::uint32_t number = 0;
  for (auto c = c_->lives[instance].first_clock; c != none_id; c = c_->clocks[c].next)
    number += c_->clocks[c].delai == delai && c_->clocks[c].opening_event == event;
  const auto index = static_cast<std::uint32_t>(c_->clocks.size());
  auto& clock = c_->clocks.emplace_back();
  clock.delai = delai;
  clock.instance = instance;
  clock.number = number;
  clock.visit = c_->lives[instance].visit;
  clock.opened = on;
  clock.since = c_->day;
  clock.opening_event = event;
  clock.restarted = restarted;
  clock.horizon = c_->horizon;
  clock.dates.procedure = it.procedure;
  clock.dates.delai = delai;
  auto& life = c_->lives[instance];
  if (life.last_clock == none_id)
    life.first_clock = index;
  else
    c_->clocks[life.last_clock].next = index;
  life.last_clock = index;
  // Whatever began it, its pauses are to be looked at when the day ends.
  stir(instance);
  for (std::uint16_t rule = 0; rule < model.pauses.size(); ++rule)
    if (life.visit > 0 && model.pauses[rule].condition == none_id && model.pauses[rule].state == it.state)
      begin_pause(index, rule, on);
  // Found from the day being walked, its dates are what they will be when this day ends.
  if (on == c_->day)
    find(index);
  else
    compute(index, on);
  if (model.kept_before != none_id)
    keep_in_advance(index);
  else
    may_be_kept_that_day(index);
  return index;
}

/// The first act since the day it says, among those of the instance, that keeps it already.
void Step::keep_in_advance(std::uint32_t index) {
  const auto instance = c_->clocks[index].instance;
  const auto& delai = reading_.delai_of(c_->clocks[index]);
  const auto opened = c_->clocks[index].opened;
  interpreter().begin_collecting();
  const auto since =
      interpreter().value(delai.kept_before, place(instance, opened, c_->clocks[index].opening_event));
  const auto since_then = [&](Date on) {
    if (since.kind == Value::Kind::event)
      return seen_.event(static_cast<std::uint32_t>(since.lo)).on <= on ? Truth::yes : Truth::no;
    if (since.kind != Value::Kind::date) return Truth::unknown;
    return since.latest() <= on ? Truth::yes : since.earliest() <= on ? Truth::unknown : Truth::no;
  };
  auto keeper = none_id;
  std::vector<std::uint32_t> doubtful;
  for (const auto pattern : delai.kept_by)
    for (const auto act : seen_.of_type(program_.model.patterns[pattern].type)) {
      const auto& seen = seen_.event(act);
      if (seen_.position(act) >= c_->horizon || seen.person_unknown ||
          !seen_.concerns(act, c_->instances[instance].person))
        continue;
      auto keeps = both(since_then(seen.on), reading_.belongs(instance, act));
      if (seen_.whose_is_unknown(act)) keeps = both(keeps, Truth::unknown);
      if (keeps == Truth::no) continue;
      keeps = both(keeps, interpreter().matches(pattern, act, place(instance, seen.on, act)));
      if (keeps == Truth::yes && (keeper == none_id || seen_.position(act) < seen_.position(keeper)))
        keeper = act;
      if (keeps == Truth::unknown) doubtful.push_back(act);
    }
  if (keeper != none_id) return keep_by(index, opened, keeper);
  for (const auto act : doubtful) may_be_kept_by(index, act);
}

/// What was taken before the act that began it, the same day and from another source, may have come after it.
void Step::may_be_kept_that_day(std::uint32_t index) {
  const auto instance = c_->clocks[index].instance, began_by = c_->clocks[index].opening_event;
  if (began_by == none_id || !seen_.in_disorder(began_by)) return;
  for (const auto pattern : reading_.delai_of(c_->clocks[index]).kept_by)
    for (const auto act : seen_.of_type(program_.model.patterns[pattern].type)) {
      if (seen_.position(act) >= seen_.position(began_by) || !seen_.unordered(act, began_by) ||
          seen_.event(act).person_unknown || !seen_.concerns(act, c_->instances[instance].person) ||
          !reading_.may_belong(instance, act))
        continue;
      interpreter().begin_collecting();
      if (interpreter().matches(pattern, act, place(instance, seen_.event(act).on, act)) != Truth::no)
        may_be_kept_by(index, act);
    }
}

void Step::may_be_kept_by(std::uint32_t index, std::uint32_t event) {
  c_->contacts.push_back({event, c_->clocks[index].first_doubtful});
  c_->clocks[index].first_doubtful = static_cast<std::uint32_t>(c_->contacts.size() - 1);
}

/// Kept on that day by that act, which may have come before and counts from its own day, or from another.
void Step::keep_by(std::uint32_t index, Date day, std::uint32_t event) {
  const auto on = seen_.event(event).on;
  settle(index, Clock::Life::kept, day, event);
  auto& clock = c_->clocks[index];
  clock.settled = on;
  const auto& delai = reading_.delai_of(clock);
  if (delai.kept_on == none_id) return;
  const auto kept_on = interpreter().value(delai.kept_on, place(clock.instance, on, event));
  clock.kept_on = kept_on.kind == Value::Kind::date ? kept_on : Value{};
  if (clock.kept_on.exact()) clock.settled = kept_on.earliest();
}

void Step::compute(std::uint32_t index, Date day) {
  compute(index, day, c_->horizon);
}

void Step::compute(std::uint32_t index, Date day, std::uint32_t horizon) {
  auto& clock = c_->clocks[index];
  const auto& delai = reading_.delai_of(clock);
  clock.found.known = false;
  auto here = place(clock.instance, day, clock.opening_event);
  here.horizon = horizon;
  if (delai.as_soon_as_possible) {
    // A target is that of the day and the place the work began.
    here.day = here.governing = clock.opened;
    here.governing_moves = false;
    clock.dates.target =
        delai.length == none_id
            ? none_id
            : interpreter().held(program_.model.parameters[program_.model.exprs[delai.length].data], here);
    clock.as_soon = clock.dates.target == none_id ||
                    interpreter().value(delai.length, here).kind != Value::Kind::duration;
    if (clock.as_soon) {
      clock.life = Clock::Life::running;
      clock.dates.start = clock.dates.start_latest = clock.opened;
      return;
    }
  }
  clock.missing = 0;
  const bool frozen = clock.start_settled() && !program_.start_moves(delai);
  // What comes back comes back from a day.
  const bool recurs = facts_of(delai.kind).course == DelaiCourse::recurring;
  if (delai.point == none_id) {
    clock.dates.start = clock.dates.start_latest = clock.opened;
  } else if (!frozen && clock.dates.renewals == 0) {
    interpreter().begin_collecting();
    const auto start = interpreter().value(delai.point, here);
    if (clock.restarted.known()) interpreter().note_fact(clock.opening_event);
    rests_on_collected(&Clock::start_facts, index);
    if (start.kind == Value::Kind::event) {
      clock.dates.start_event = static_cast<std::uint32_t>(start.lo);
      clock.dates.start = clock.dates.start_latest = seen_.event(clock.dates.start_event).on;
    } else if (start.kind == Value::Kind::date && !(start.half_open() && recurs)) {
      clock.dates.start = start.earliest();
      clock.dates.start_latest = start.latest();
      clock.dates.start_event = interpreter().deciding_act();
      clock.dates.notification = interpreter().notification_reason();
    } else {
      clock.life = Clock::Life::pending;
      clock.dates.notification = interpreter().notification_reason();
      clock.dates.start = clock.dates.start_latest = clock.dates.end = clock.dates.end_latest = {};
      clock.moved_since = {};
      clock.missing = would_tell(start);
      return;
    }
    if (start.half_open()) clock.missing = would_tell(start);
    // Begun again from an act, whatever it counts from does not make it begin before that act.
    if (clock.dates.start_latest < clock.restarted) clock.dates.start_event = clock.opening_event;
    clock.dates.start = std::max(clock.dates.start, clock.restarted);
    clock.dates.start_latest = std::max(clock.dates.start_latest, clock.restarted);
    if (delai.in_hours) {
      const auto& point = program_.model.exprs[delai.point];  // the day of an act
      const auto act = interpreter().value(program_.model.args[point.first_arg], here);
      if (act.kind == Value::Kind::event) clock.dates.start_event = static_cast<std::uint32_t>(act.lo);
      clock.dates.start_minute = seen_.time_of(clock.dates.start_event);
    }
  }
  compute_end(index, here, frozen);
}

/// What would tell the date or the length read last.
Symbol Step::would_tell(const Value& value) {
  const auto& missing = interpreter().missing();
  if (!missing.empty()) return missing.front();
  return value.known() ? 0 : static_cast<Symbol>(value.lo);
}

void Step::rests_on_collected(std::uint32_t Clock::*list, std::uint32_t index) {
  // Read again on many days, it most often rests on the same acts: the places are used again.
  auto at = c_->clocks[index].*list;
  auto last = none_id;
  for (const auto fact : interpreter().facts()) {
    if (at == none_id) {
      at = static_cast<std::uint32_t>(c_->contacts.size());
      c_->contacts.push_back({fact, none_id});
      (last == none_id ? c_->clocks[index].*list : c_->contacts[last].next) = at;
    }
    c_->contacts[at].event = fact;
    last = at;
    at = c_->contacts[at].next;
  }
  for (; at != none_id; at = c_->contacts[at].next) c_->contacts[at].event = none_id;
}

void Step::compute_end(std::uint32_t index, const Place& here, bool start_frozen) {
  auto& clock = c_->clocks[index];
  const auto& delai = reading_.delai_of(clock);
  auto& dates = clock.dates;
  interpreter().begin_collecting();
  const auto unknown = [&](const Value& value) {
    clock.life = Clock::Life::pending;
    clock.unknown_length = true;
    clock.missing = would_tell(value);
    dates.end = dates.end_latest = {};
  };
  clock.life = Clock::Life::running;
  clock.unknown_length = false;
  // What recurs has no end that could move: it has its start since then.
  if (facts_of(delai.kind).course == DelaiCourse::recurring && !clock.moved_since.known())
    clock.moved_since = c_->day;
  if (delai.until != none_id) {
    const auto until = interpreter().value(delai.until, here);
    rests_on_collected(&Clock::length_facts, index);
    if (until.kind != Value::Kind::date) return unknown(until);
    if (until.half_open()) clock.missing = would_tell(until);
    clock.until = until;
  } else {
    const auto length_id = delai.counted_by();
    if (length_id == none_id) {
      dates.end = dates.end_latest = {};
      return;
    }
    // A length is read with the start and kept, or a second contract would lend its own to the first; one
    // that depends on a fact (« 12 mois si l'obstacle est reconnu ») is read again, and keeps its last known
    // value.
    if (!(start_frozen && dates.length.kind == Value::Kind::duration && !program_.moving[length_id])) {
      const auto now = interpreter().value(length_id, here);
      if (now.known() || dates.length.kind != Value::Kind::duration)
        rests_on_collected(&Clock::length_facts, index);
      if (now.kind == Value::Kind::duration)
        dates.length = now;
      else if (dates.length.kind != Value::Kind::duration)
        return unknown(now);
    }
  }
  // Hours from an act of which nobody said the time are nowhere: its papers tell.
  if (delai.in_hours && dates.start_minute < 0)
    return unknown(Value::missing(program_.model.vocabulary.field_symbol(time_field)));
  dates.backwards = delai.backwards;
  dates.calendar = delai.calendar != Calendar::unknown ? delai.calendar : seen_.calendar_on(clock.opened);
  if (!facts_of(delai.kind).first_day_counts) {
    dates.franc = delai.franc == Choice::yes;
    dates.proroge = delai.proroge == Choice::yes;
  }
  clock.not_before = {};
  if (delai.postponed_to != none_id) {
    const auto wanted = interpreter().truth(delai.postponed_if, here);
    if (wanted != Truth::no) {
      const auto to = interpreter().value(delai.postponed_to, here);
      if (to.kind != Value::Kind::date) return unknown(to);
      if (to.half_open() && !clock.missing) clock.missing = would_tell(to);
      // Put off perhaps: its end is not later than that, and perhaps sooner.
      clock.not_before = wanted == Truth::yes ? to : Value::of(Date{}, to.latest());
    }
  }
  count_end(index);
}

void Step::count_end(std::uint32_t index) {
  auto& clock = c_->clocks[index];
  const auto end = reading_.count(clock, c_->day, false);
  if (clock.dates.end != end.lo || clock.dates.end_latest != end.hi) clock.moved_since = c_->day;
  end.keep_in(clock.dates);
  clock.dates.raw = end.raw;
  may_end_first(clock);
}

void Step::may_end_first(const Clock& clock) {
  const auto end = clock.dates.end_latest;
  auto& first_end = c_->lives[clock.instance].first_end;
  if (end.known() && clock.active() && (!first_end.known() || end < first_end)) first_end = end;
}

/// The next length is chained on the end of the former; of a measure, whose first day counts, on its morrow.
void Step::renew(std::uint32_t index) {
  auto& clock = c_->clocks[index];
  auto end = reading_.ends(clock, c_->day);
  if (facts_of(reading_.delai_of(clock).kind).first_day_counts) end.lo = end.lo + 1, end.hi = end.hi + 1;
  if (clock.dates.renewals++ == 0)
    clock.first_start = clock.dates.start, clock.first_start_latest = clock.dates.start_latest;
  clock.dates.start = end.lo;
  clock.dates.start_latest = end.hi;
  clock.postponed = {};
  clock.found.known = false;
  count_end(index);
}

/// Whatever end has passed has its sequel, the oldest first; of one day, in the order of instances, then as
/// declared. Tells whether one had.
bool Step::fire_due() {
  for (bool any = false;; any = true) {
    std::uint32_t due = none_id;
    Date due_end;
    for (auto i = c_->stirred.from(0); i != none_id; i = c_->stirred.from(i + 1)) {
      auto& life = c_->lives[i];
      if (!life.alive || life.stopped || !life.first_end.known() || life.first_end >= c_->day) continue;
      if (due != none_id && life.first_end >= due_end) continue;
      life.first_end = {};
      for (auto c = life.first_clock; c != none_id; c = c_->clocks[c].next) {
        const auto& clock = c_->clocks[c];
        if (!reading_.fires(clock)) continue;
        may_end_first(clock);
        if (clock.dates.end_latest >= c_->day) continue;
        const auto end = reading_.ends(clock, c_->day);
        if (end.paused || end.hi >= c_->day) continue;
        // In doubt, it leads nowhere: the act may have come.
        if (reading_.course_of(clock) == DelaiCourse::awaited && !reading_.renews(clock) &&
            reading_.deadline_status(clock, c_->day) != Statut::depassee)
          continue;
        const bool declared_before = due != none_id && end.hi == due_end && i == c_->clocks[due].instance &&
                                     clock.delai < c_->clocks[due].delai;
        if (due == none_id || end.hi < due_end || declared_before) due = c, due_end = end.hi;
      }
    }
    if (due == none_id) return any;
    fire(due, due_end);
  }
}

void Step::fire(std::uint32_t due, Date end) {
  const auto instance = c_->clocks[due].instance;
  stir(instance);
  if (reading_.renews(c_->clocks[due])) return renew(due);
  // A délai already over when its state was entered cannot move the instance before that day.
  const auto on = std::max(end, c_->instances[instance].entered);
  const auto index = c_->clocks[due].delai;
  const auto& delai = reading_.delai_of(c_->clocks[due]);
  const bool awaited = reading_.course_of(c_->clocks[due]) == DelaiCourse::awaited;
  if (awaited)
    c_->clocks[due].overdue_sequel_done = c_->clocks[due].was_overdue = true;
  else
    settle(due, Clock::Life::elapsed, on, none_id);
  const auto& it = c_->instances[instance];
  const auto& procedure = program_.model.procedures[it.procedure];
  const bool led_on = try_clauses(
      instance, program_.procedures[it.procedure].at_end[it.state * procedure.delais.size() + index], on,
      none_id);
  if (!awaited || led_on) return;
  for (const auto& action : delai.if_overdue)
    if (action.kind == ActionKind::go_to) return enter(instance, action.target, on, none_id, action.rule);
}

void Step::settle(std::uint32_t index, Clock::Life how, Date on, std::uint32_t event) {
  // Over, it is over at the end it had.
  if (how != Clock::Life::elapsed && !stands(c_->clocks[index])) look_last(index, on);
  close(index, how, on, event);
}

/// The act that ends a run comes after it: a second contract lends nothing to the first. A run that this very
/// act began saw it.
void Step::look_last(std::uint32_t index, Date on) {
  compute(index, on, std::max(c_->horizon - (act_at_hand_ ? 1 : 0), c_->clocks[index].horizon));
}

void Step::close(std::uint32_t index, Clock::Life how, Date on, std::uint32_t event) {
  auto& clock = c_->clocks[index];
  clock.uncertain_machine = reading_.in_doubt(clock.instance);
  clock.life = how;
  clock.settled = clock.ended = on;
  clock.settled_since = c_->day;
  clock.settling_event = event;
}

void Step::leave_clocks(std::uint32_t instance, Date on, std::uint32_t event, Leaving what) {
  const auto is_left = [&](const Clock& clock) {
    const auto& delai = reading_.delai_of(clock);
    if (!clock.active()) return false;
    switch (what) {
      case Leaving::state:
        return !delai.of_instance && delai.state != no_id && clock.visit == c_->lives[instance].visit;
      case Leaving::departement:
        return !reading_.of_departement(delai.rule, on);
      case Leaving::life:
        break;
    }
    return true;
  };
  // Left together, each sees the others before any of them is left.
  for (auto c = c_->lives[instance].first_clock; c != none_id; c = c_->clocks[c].next) {
    if (!c_->clocks[c].active() || stands(c_->clocks[c])) continue;
    if (is_left(c_->clocks[c]))
      look_last(c, on);
    else
      compute(c, on);
  }
  for (auto c = c_->lives[instance].first_clock; c != none_id; c = c_->clocks[c].next)
    if (is_left(c_->clocks[c])) close(c, Clock::Life::left, on, event);
}

PauseSpan* Step::open_pause(std::uint32_t clock, std::uint16_t rule) {
  for (auto p = c_->clocks[clock].first_pause; p != none_id; p = c_->pauses[p].next)
    if (c_->pauses[p].rule == rule && !c_->pauses[p].to.known()) return &c_->pauses[p];
  return nullptr;
}

void Step::begin_pause(std::uint32_t index, std::uint16_t rule, Date on) {
  if (open_pause(index, rule)) return;
  auto& clock = c_->clocks[index];
  const auto before = clock.first_pause;
  clock.first_pause = static_cast<std::uint32_t>(c_->pauses.size());
  c_->pauses.push_back({.rule = rule, .from = on, .next = before});
  ++c_->lives[clock.instance].moves;
}

/// Paused days are counted on [entry, exit).
void Step::end_pause(std::uint32_t index, std::uint16_t rule, Date on) {
  auto* span = open_pause(index, rule);
  if (!span) return;
  span->to = std::max(on, span->from);
  ++c_->lives[c_->clocks[index].instance].moves;
}

void Step::pause_by_state(std::uint32_t instance, Date on, bool entering, StateId state) {
  for (auto c = c_->lives[instance].first_clock; c != none_id; c = c_->clocks[c].next) {
    if (!c_->clocks[c].active()) continue;
    const auto& pauses = reading_.delai_of(c_->clocks[c]).pauses;
    for (std::uint16_t rule = 0; rule < pauses.size(); ++rule) {
      if (pauses[rule].state != state || pauses[rule].condition != none_id) continue;
      if (entering)
        begin_pause(c, rule, on);
      else
        end_pause(c, rule, on);
    }
  }
}

Truth Step::match_of_any(const std::vector<PatternId>& patterns, std::uint32_t event, const Place& here) {
  auto result = Truth::no;
  for (auto pattern = patterns.begin(); pattern != patterns.end() && result != Truth::yes; ++pattern)
    result = either(result, interpreter().matches(*pattern, event, here));
  return result;
}

/// What an act does to the clocks of an instance: first what it keeps, then what it lifts, restarts, renews
/// or puts off.
void Step::settle_by(std::uint32_t instance, std::uint32_t event) {
  const auto day = seen_.event(event).on;
  const auto here = place(instance, day, event);
  const auto last = c_->lives[instance].last_clock;  // what the act starts, it does not touch
  const auto next = [&](std::uint32_t clock) { return clock == last ? none_id : c_->clocks[clock].next; };
  for (auto c = c_->lives[instance].first_clock; c != none_id; c = next(c)) {
    if (!c_->clocks[c].active()) continue;
    const auto& delai = reading_.delai_of(c_->clocks[c]);
    if (match_of_any(delai.kept_by, event, here) != Truth::yes) continue;
    if (reading_.course_of(c_->clocks[c]) == DelaiCourse::recurring) {
      auto& clock = c_->clocks[c];
      const auto contact = static_cast<std::uint32_t>(c_->contacts.size());
      c_->contacts.push_back({event, none_id});
      (clock.last_contact == none_id ? clock.first_contact : c_->contacts[clock.last_contact].next) = contact;
      clock.last_contact = contact;
      continue;
    }
    keep_by(c, day, event);
  }
  for (auto c = c_->lives[instance].first_clock; c != none_id; c = next(c)) {
    if (!c_->clocks[c].active()) continue;
    if (reading_.course_of(c_->clocks[c]) != DelaiCourse::reserved ||
        match_of_any(reading_.delai_of(c_->clocks[c]).lifted_by, event, here) != Truth::yes)
      continue;
    settle(c, Clock::Life::lifted, day, event);
    // Waived, the time is over: what comes at its end comes now.
    const auto& it = c_->instances[instance];
    const auto& procedure = program_.model.procedures[it.procedure];
    const auto visit = c_->lives[instance].visit;
    const auto index = c_->clocks[c].delai;
    try_clauses(instance,
                program_.procedures[it.procedure].at_end[it.state * procedure.delais.size() + index], day,
                event);
    if (c_->lives[instance].visit != visit) return;
  }
  for (auto c = c_->lives[instance].first_clock; c != none_id; c = next(c)) {
    if (!c_->clocks[c].active()) continue;
    const auto& delai = reading_.delai_of(c_->clocks[c]);
    // The act that opened the run does not interrupt it.
    if (c_->clocks[c].opening_event == event || match_of_any(delai.interrupted_by, event, here) != Truth::yes)
      continue;
    const auto index = c_->clocks[c].delai;
    settle(c, Clock::Life::left, day, event);
    start_clock(instance, index, day, event, day);
  }
  for (auto c = c_->lives[instance].first_clock; c != none_id; c = next(c)) {
    if (!c_->clocks[c].active()) continue;
    const auto& delai = reading_.delai_of(c_->clocks[c]);
    if (delai.renewed_by != none_id && interpreter().matches(delai.renewed_by, event, here) == Truth::yes &&
        c_->clocks[c].dates.renewals < delai.renewals && c_->clocks[c].dates.end.known()) {
      renew(c);
      moved_by(c, event);
    }
    if (delai.postponable_on != none_id && !c_->clocks[c].postponed.known() &&
        interpreter().matches(delai.postponable_on, event, here) == Truth::yes) {
      const auto by = interpreter().value(delai.postponable_by, here);
      if (by.kind != Value::Kind::duration) continue;
      c_->clocks[c].postponed = by;
      moved_by(c, event);
      // What was not found yet is looked for once the act is taken, not by it.
      if (c_->clocks[c].dates.end.known()) count_end(c);
    }
  }
}

void Step::moved_by(std::uint32_t clock, std::uint32_t event) {
  c_->clocks[clock].found.known = false;
  const auto act = static_cast<std::uint32_t>(c_->contacts.size());
  c_->contacts.push_back({event, c_->clocks[clock].moving_acts});
  c_->clocks[clock].moving_acts = act;
}

void Step::judge_forbidden(std::uint32_t instance, std::uint32_t event) {
  const auto day = seen_.event(event).on;
  const auto here = place(instance, day, event);
  for (auto c = c_->lives[instance].first_clock; c != none_id; c = c_->clocks[c].next) {
    if (!c_->clocks[c].active()) continue;
    const auto& delai = reading_.delai_of(c_->clocks[c]);
    if (reading_.course_of(c_->clocks[c]) != DelaiCourse::reserved) continue;
    interpreter().begin_collecting();
    const auto forbidden = match_of_any(delai.forbids, event, here);
    if (forbidden == Truth::no) continue;
    const auto& clock = c_->clocks[c];
    const auto end = reading_.ends(clock, day);
    const auto early = !end.lo.known()  ? Truth::unknown
                       : delai.in_hours ? reading_.in_time(end, event)
                       : day <= end.lo  ? Truth::yes
                       : day <= end.hi  ? Truth::unknown
                                        : Truth::no;
    if (early == Truth::no) continue;
    const bool too_soon = early == Truth::yes && program_.rule(delai.rule).verified;
    const bool certain = too_soon && forbidden == Truth::yes;
    auto& said =
        say(certain ? Nature::irregularite : Nature::donnee_manquante, delai.rule, instance, day, event);
    said.severity = certain ? delai.severity : std::min(delai.severity, Severity::major);
    if (forbidden == Truth::yes) interpreter().forget_missing();
    interpreter().forget_facts();
    interpreter().note_fact(event);
    reading_.for_each_fact(clock, [&](std::uint32_t fact) { interpreter().note_fact(fact); });
    if (!too_soon)
      interpreter().note_missing(clock.missing    ? clock.missing
                                 : delai.in_hours ? program_.model.vocabulary.field_symbol(time_field)
                                                  : program_.notification);
    keep_collected(said);
    said.derivation = static_cast<std::uint32_t>(effects_->derivations.size());
    effects_->derivations.push_back(clock.dates);
    auto& derivation = effects_->derivations.back();
    derivation.act = event;
    end.keep_in(derivation);
    if (certain && seen_.in_disorder(event))
      c_->accused_in_disorder.push_back({last_said(), event, instance, none_id, c});
  }
}

}  // namespace filrouge
