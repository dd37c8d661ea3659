#include <algorithm>
#include <utility>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/findings/reporter.hpp"
#include "engine/core/machine/action_told.hpp"

/// What is said of each run of a délai on the day asked.
namespace filrouge {
void Reporter::describe(CompactFinding& finding, const Clock& clock) {
  const auto& delai = reading_.delai_of(clock);
  finding.label = &delai.label;
  finding.role = delai.role;
  finding.delay_of = delai.delay_of;
  if (!delai.to_do.empty()) finding.second_role = delai.to_do.front().second_role;
  const auto end = reading_.ends(clock, seen_.asked());
  finding.date = end.lo;
  if (end.lo.known()) finding.minute = end.lo_minute;
  if (end.half_open()) {
    finding.date = known_side(end.lo, end.hi);
    finding.bound = end.no_latest() ? Bound::not_before : Bound::not_after;
  } else if (end.hi != end.lo)
    finding.date_opposable = end.hi;
  facts(finding, clock, reading_.course_of(clock) != DelaiCourse::recurring);
  if (clock.waits_for_a_fact()) missing(finding, clock.missing ? clock.missing : delai.name);
  finding.derivation = derivation(clock);
}

std::uint32_t Reporter::derivation(const Clock& clock) {
  const auto end = reading_.ends(clock, seen_.asked());
  auto& derivation = out_->derivations.emplace_back(clock.dates);
  end.keep_in(derivation);
  derivation.paused_days = end.paused_days;
  derivation.paused_months = end.paused_months;
  derivation.put_off_by = clock.postponed;
  return static_cast<std::uint32_t>(out_->derivations.size() - 1);
}

void Reporter::clock(const Clock& clock) {
  const auto& delai = reading_.delai_of(clock);
  const auto first = out_->findings.size();
  switch (reading_.course_of(clock)) {
    case DelaiCourse::awaited:
      deadline(clock);
      break;
    case DelaiCourse::reserved:
      waiting(clock);
      break;
    case DelaiCourse::coming:
    case DelaiCourse::lasting:
      if (delai.judges_length())
        bound_of_measure(clock);
      else
        term(clock);
      break;
    case DelaiCourse::recurring:
      rhythm(clock);
      break;
  }
  if (clock.waits_for_a_fact() && !delai.judges_length())
    sequel(clock, delai.if_unknown, clock.opened, clock.pending_since, true);
  // Each occurrence of a rythme is another thing.
  if (reading_.course_of(clock) != DelaiCourse::recurring || !clock.dates.start.known()) one_thing(first);
}

/// `now`: what is to be done or asked holds still; what stays is said in any case.
void Reporter::sequel(const Clock& clock, const std::vector<Action>& actions, Date on, Date since, bool now) {
  const auto& delai = reading_.delai_of(clock);
  const bool concludes = program_.concludes(delai.rule);
  const bool alive = reading_.live(clock.instance);
  for (const auto& action : actions) {
    const auto told = told_as(action, concludes);
    if (!told || (!told->stays && (!now || !alive))) continue;
    const auto nature = told->nature;
    if (nature == Nature::proposition && out_->instances[clock.instance].uncertain) continue;
    auto& finding = add(nature, action.rule, clock.instance, since);
    finding.severity = told->severity;
    finding.date = on;
    finding.label = &action.label;
    finding.delay_of = action.delay_of ? action.delay_of : delai.delay_of;
    if (nature == Nature::action || nature == Nature::proposition) finding.statut = Statut::en_cours;
    facts(finding, clock, false);
    describe(finding, action);
    finding.derivation = derivation(clock);
    const auto here = reading_.place(clock.instance, seen_.asked(), clock.opening_event);
    if (action.kind == ActionKind::ask_fact) {
      interpreter().begin_collecting();
      for (const auto fact : action.facts) interpreter().value(fact, here);
      lacks(out_->findings.back());
    }
    if (nature == Nature::proposition) bounds(out_->findings.back(), action, here);
  }
}

void Reporter::deadline(const Clock& clock) {
  const auto& delai = reading_.delai_of(clock);
  const auto asked = seen_.asked();
  const auto end = reading_.ends(clock, asked);
  auto statut = reading_.deadline_status(clock, asked);
  NextDay next(asked);
  // Due as soon as possible, it is to be done now, whatever the day a service aims at.
  const bool near = statut == Statut::a_venir && (delai.as_soon_as_possible || reminded(clock, next));
  if (delai.is_faculty())
    statut = reading_.faculty_status(clock, asked);
  else if (near)
    statut = Statut::proche;
  if (clock.life == Clock::Life::left && reading_.live(clock.instance) == false &&
      out_->instances[clock.instance].closed.known())
    statut = Statut::sans_objet;
  if (clock.active()) {
    if (end.lo.known()) next.consider(end.lo + 1), next.consider(end.hi + 1);
    end.announce(next, asked);
  }
  auto& finding =
      add(clock.as_soon ? Nature::action : facts_of(delai.kind).nature, delai.rule, clock.instance);
  finding.statut = statut;
  finding.faculty = delai.is_faculty();
  finding.internal_target = finding.internal_target || (delai.as_soon_as_possible && !clock.as_soon);
  finding.severity = statut == Statut::depassee || statut == Statut::tenue_en_retard ? delai.severity
                     : statut == Statut::proche || statut == Statut::incertaine      ? Severity::minor
                                                                                     : Severity::info;
  describe(finding, clock);
  finding.next_change = next.day();
  if (clock.as_soon) {
    finding.date = finding.date_opposable = {};
    finding.bound = Bound::none;
    return;
  }
  if (statut == Statut::incertaine && clock.life == Clock::Life::kept && delai.kept_on != none_id &&
      !clock.kept_on.exact())
    missing(finding, program_.notification);
  if (statut == Statut::incertaine && clock.life == Clock::Life::kept && delai.in_hours && end.lo.known())
    missing(finding, program_.model.vocabulary.field_symbol(time_field));
  if (statut == Statut::incertaine && clock.life == Clock::Life::kept && (!end.lo.known() || end.half_open()))
    missing(finding, clock.missing ? clock.missing : delai.name);
  if (statut == Statut::incertaine && clock.active() && end.hi.known() && asked > end.hi)
    lacks_to_be_kept(finding, clock, end.hi);

  const bool left_late = clock.life == Clock::Life::left && end.hi.known() &&
                         (clock.was_overdue || (clock.settled > end.hi && program_.concludes(delai.rule) &&
                                                !clock.uncertain_machine && reading_.covered(clock, end.hi)));
  const bool happened = statut == Statut::depassee || statut == Statut::tenue_en_retard || left_late;
  // In hours, it may be late on the very day of its end.
  const bool late_that_day = statut == Statut::tenue_en_retard && clock.settled <= end.hi;
  if (happened)
    sequel(clock, delai.if_overdue, late_that_day ? end.hi : end.hi + 1,
           clock.overdue_since.known() ? clock.overdue_since : clock.settled_since,
           statut == Statut::depassee);
  reminders(clock, near ? Statut::proche : statut);
}

/// What the acts that may have kept it do not say: nothing, of one that keeps it if it is of the instance.
void Reporter::lacks_to_be_kept(CompactFinding& finding, const Clock& clock, Date hi) {
  std::vector<Symbol> lacking;
  reading_.for_each_doubtful(clock, [&](std::uint32_t act) {
    if (!reading_.may_be_in_time(clock, act, hi)) return;
    const auto began_by = clock.opening_event;
    if (began_by != none_id && seen_.unordered(act, began_by) &&
        seen_.position(act) < seen_.position(began_by))
      lacking.push_back(program_.day_order);
    const auto here = reading_.place(clock.instance, seen_.event(act).on, act);
    interpreter().begin_collecting();
    auto keeps = Truth::no;
    for (const auto pattern : reading_.delai_of(clock).kept_by)
      keeps = either(keeps, interpreter().matches(pattern, act, here));
    if (keeps == Truth::unknown)
      lacking.insert(lacking.end(), interpreter().missing().begin(), interpreter().missing().end());
  });
  std::ranges::sort(lacking);
  lacking.erase(std::ranges::unique(lacking).begin(), lacking.end());
  for (const auto fact : lacking) missing(finding, fact);
}

/// Has the day of a reminder « avant » come?
bool Reporter::reminded(const Clock& clock, NextDay& next) {
  const auto asked = seen_.asked();
  bool come = false;
  const auto end = reading_.ends(clock, asked).lo;
  for (const auto& reminder : reading_.delai_of(clock).reminders) {
    if (reminder.when != Reminder::When::before) continue;
    const auto from = reading_.reminder_day(clock, reminder, end, asked);
    next.consider(from);
    come = come || (from.known() && asked >= from);
  }
  return come;
}

/// A reminder that has a text is something to do: before the end, or again and again once late.
void Reporter::reminders(const Clock& clock, Statut statut) {
  const auto& delai = reading_.delai_of(clock);
  const auto asked = seen_.asked();
  const auto end = reading_.ends(clock, asked);
  if (!reading_.live(clock.instance)) return;
  for (std::uint32_t number = 0; number < delai.reminders.size(); ++number) {
    const auto& reminder = delai.reminders[number];
    Date on;
    Date next;
    if (reminder.when == Reminder::When::before) {
      if (statut != Statut::proche) continue;
      on = reading_.reminder_day(clock, reminder, end.lo, asked);
      if (!on.known() || asked < on) continue;
      // While a pause lasts the end moves every day, and its reminder with it.
      NextDay turns(asked);
      turns.consider(end.lo + 1);
      end.announce(turns, asked);
      next = turns.day();
    } else {
      if (statut != Statut::depassee) continue;
      auto step = Duration{.months = 1};
      if (reminder.when == Reminder::When::every) {
        const auto length = interpreter().value(reminder.length, reading_.place(clock.instance, asked));
        if (length.kind != Value::Kind::duration) continue;
        step = Value::unpack_duration(length.lo, length.days);
      }
      if (step.months <= 0 && step.days <= 0) continue;
      on = end.hi + 1;
      // At the end of the calendar a length no longer leads anywhere.
      for (next = after(on, step, clock.dates.calendar); next > on && next <= asked;
           next = after(on, step, clock.dates.calendar))
        interpreter().budget().spend(), on = next;
    }
    if (reminder.label.empty()) continue;
    const auto of_the_run = std::exchange(cause_.part, reminder.anchor);
    auto since = clock.overdue_since;
    const auto& configuration = reading_.configuration();
    for (auto r = clock.first_reminded; r != none_id; r = configuration.reminded[r].next)
      if (configuration.reminded[r].reminder == number) since = configuration.reminded[r].since;
    auto& finding = add(Nature::action, delai.rule, clock.instance, since);
    cause_.part = of_the_run;
    finding.statut = Statut::en_cours;
    finding.date = on;
    finding.label = &reminder.label;
    finding.role = reminder.role != no_id ? reminder.role : delai.role;
    if (reminder.role == no_id && !delai.to_do.empty()) finding.second_role = delai.to_do.front().second_role;
    finding.next_change = next;
    facts(finding, clock, false);
  }
}

void Reporter::waiting(const Clock& clock) {
  const auto& delai = reading_.delai_of(clock);
  auto& finding = add(facts_of(delai.kind).nature, delai.rule, clock.instance);
  describe(finding, clock);
  const auto end = reading_.ends(clock, seen_.asked());
  const auto hi = end.hi;
  switch (clock.life) {
    case Clock::Life::pending:
      finding.statut = Statut::incertaine;
      break;
    case Clock::Life::running:
      finding.statut = end.no_latest() && seen_.asked() > end.lo ? Statut::incertaine
                       : hi.known() && seen_.asked() <= hi       ? Statut::en_cours
                                                                 : Statut::tenue;
      break;
    case Clock::Life::left:
      finding.statut = hi.known() && hi < clock.settled ? Statut::tenue : Statut::sans_objet;
      break;
    default:
      finding.statut = Statut::tenue;
      break;
  }
  finding.severity = finding.statut == Statut::incertaine ? Severity::minor : Severity::info;
  if (clock.active() && hi.known()) {
    NextDay next(seen_.asked());
    next.consider(end.lo + 1);
    next.consider(hi + 1);
    end.announce(next, seen_.asked());
    finding.next_change = next.day();
    if (finding.statut == Statut::en_cours)
      sequel(clock, delai.to_do, clock.opened, clock.current_since, true);
  }
}

void Reporter::term(const Clock& clock) {
  const auto& delai = reading_.delai_of(clock);
  auto& finding = add(facts_of(delai.kind).nature, delai.rule, clock.instance);
  describe(finding, clock);
  bool near = false;
  switch (clock.life) {
    case Clock::Life::pending:
      finding.statut = Statut::incertaine;
      break;
    case Clock::Life::left:
    case Clock::Life::lifted:
      finding.statut = Statut::sans_objet;
      break;
    case Clock::Life::kept:
    case Clock::Life::elapsed:
      finding.statut = Statut::tenue;
      break;
    case Clock::Life::running: {
      const auto asked = seen_.asked();
      const auto end = reading_.ends(clock, asked);
      const bool begun = clock.dates.start.known() && clock.dates.start <= asked;
      finding.statut =
          reading_.course_of(clock) == DelaiCourse::lasting && begun ? Statut::en_cours : Statut::a_venir;
      if (end.hi.known() && asked > end.hi)
        finding.statut = Statut::tenue;
      else if (end.lo.known() && asked > end.lo)
        finding.statut = Statut::incertaine;
      NextDay next(asked);
      next.consider(clock.dates.start);
      if (end.lo.known()) next.consider(end.lo + 1), next.consider(end.hi + 1);
      end.announce(next, asked);
      near = end.lo.known() && asked <= end.lo && reminded(clock, next);
      finding.next_change = next.day();
      break;
    }
  }
  finding.severity = finding.statut == Statut::incertaine ? Severity::minor : Severity::info;
  if (near) reminders(clock, Statut::proche);
}

/// A bound without starting point judges the length of the measure of its state.
void Reporter::bound_of_measure(const Clock& clock) {
  const auto& delai = reading_.delai_of(clock);
  const auto& procedure = program_.model.procedures[out_->instances[clock.instance].procedure];
  auto here = reading_.place(clock.instance, clock.opened, clock.opening_event);
  here.horizon = clock.horizon;  // what was known of the measure when it began
  auto& interpreter = reading_.interpreter();
  interpreter.begin_collecting();
  Value length = Value::missing(program_.model.vocabulary.symbols.find("duree"));
  bool measured = false;
  for (std::uint16_t d = 0; d < procedure.delais.size() && !measured; ++d)
    if (facts_of(procedure.delais[d].kind).first_day_counts && procedure.delais[d].state == delai.state &&
        delai.state != no_id) {
      measured = true;
      if (procedure.delais[d].length != none_id) length = interpreter.value(procedure.delais[d].length, here);
    }
  if (!measured && clock.opening_event != none_id)
    if (const auto field = program_.model.vocabulary.find_field("duree"))
      length = seen_.field(clock.opening_event, *field);
  // What it rests on is what the length was read from, else the act that made the passage.
  acts_ = interpreter.facts();
  if (!measured) acts_.assign(1, clock.opening_event);
  const auto least = delai.minimum == none_id ? Value{} : interpreter.value(delai.minimum, here);
  const auto greatest = delai.maximum == none_id ? Value{} : interpreter.value(delai.maximum, here);
  const bool unknown = length.kind != Value::Kind::duration || (delai.minimum != none_id && !least.known()) ||
                       (delai.maximum != none_id && !greatest.known());
  if (unknown) {
    auto& finding = add(Nature::donnee_manquante, delai.rule, clock.instance);
    finding.severity = Severity::minor;
    finding.date = clock.opened;
    finding.label = &delai.label;
    facts(finding, acts_);
    missing(finding, length.known() || length.lo == 0 ? delai.name : static_cast<Symbol>(length.lo));
    return;
  }
  const bool short_of =
      delai.minimum != none_id && (delai.inclusive ? length.hi < least.lo : length.hi <= least.lo);
  const bool beyond =
      delai.maximum != none_id && (delai.inclusive ? length.lo > greatest.hi : length.lo >= greatest.hi);
  if (!short_of && !beyond) return;
  const auto acts = acts_;
  const auto first = out_->findings.size();
  sequel(clock, delai.if_out_of_bounds, clock.opened, clock.since, true);
  for (auto i = first; i < out_->findings.size(); ++i) {
    acts_ = acts;
    out_->findings[i].fact_count = 0;
    facts(out_->findings[i], acts_);
  }
}

void Reporter::rhythm(const Clock& clock) {
  if (!clock.dates.start.known()) {
    const auto& delai = reading_.delai_of(clock);
    auto& finding = add(facts_of(delai.kind).nature, delai.rule, clock.instance, clock.pending_since);
    finding.statut = Statut::incertaine;
    finding.severity = Severity::minor;
    describe(finding, clock);
    if (finding.missing_count == 0) missing(finding, clock.missing ? clock.missing : delai.name);
    return;
  }
  if (reading_.delai_of(clock).ordinals.empty())
    rolling(clock);
  else
    ordinals(clock);
}

void Reporter::occurrence(const Clock& clock, Date due, Date since, Statut statut, Date settled_by,
                          std::uint32_t kept_by) {
  const auto& delai = reading_.delai_of(clock);
  auto& finding = add(facts_of(delai.kind).nature, delai.rule, clock.instance, since);
  describe(finding, clock);
  if (kept_by != none_id) {
    acts_.assign(out_->facts.begin() + finding.first_fact,
                 out_->facts.begin() + finding.first_fact + finding.fact_count);
    acts_.push_back(kept_by);
    finding.fact_count = 0;
    facts(finding, acts_);
  }
  finding.statut = statut;
  finding.date = due;
  finding.date_opposable = {};
  finding.severity = statut == Statut::depassee ? delai.severity : Severity::info;
  if (statut == Statut::a_venir || statut == Statut::proche) {
    NextDay next(seen_.asked());
    next.consider(due);
    next.consider(due + 1);
    next.consider(settled_by + 1);
    finding.next_change = next.day();
  }
}

void Reporter::rolling(const Clock& clock) {
  const auto& delai = reading_.delai_of(clock);
  auto& interpreter = reading_.interpreter();
  const auto here = reading_.place(clock.instance, seen_.asked());
  const auto step_of = [&](ExprId id) { return id == none_id ? Value{} : interpreter.value(id, here); };
  const auto limit = step_of(delai.limit_every), target = step_of(delai.target_every);
  if (limit.kind != Value::Kind::duration) return;
  const auto step = Value::unpack_duration(limit.lo, limit.days);
  if (step.months <= 0 && step.days <= 0) return;
  const auto until = clock.life == Clock::Life::left ? std::min(clock.settled, seen_.asked()) : seen_.asked();
  const auto calendar = seen_.calendar_on(clock.opened);
  auto last = clock.dates.start;
  // What is due beyond the calendar is never late.
  const auto late = [&](Date contact, Date due) {
    return !is_beyond(due) && (delai.inclusive ? contact > due : contact >= due);
  };
  const auto missed_on = [&](Date due) { return delai.inclusive ? due + 1 : due; };
  auto since =
      clock.moved_since;  // of the occurrence at hand: it is looked forward to once the former is over
  // What a miss asks for is to be done until the next contact; its irregularity stays.
  const auto gap = [&](Date contact, bool goes_on) {
    for (auto due = after(last, step, calendar); late(contact, due);) {
      interpreter.budget().spend();
      const auto next = after(due, step, calendar);
      ++cause_.part;
      const auto missed = out_->findings.size();
      occurrence(clock, due, since, Statut::depassee, due);
      since = std::max(since, missed_on(due));
      const auto first = out_->findings.size();
      sequel(clock, delai.if_overdue, due + 1, since, goes_on && !late(contact, next));
      one_thing(missed);
      // It is asked for again at each that is missed.
      NextDay missed_again(seen_.asked());
      missed_again.consider(missed_on(next));
      for (auto i = first; i < out_->findings.size(); ++i) may_change(out_->findings[i], missed_again);
      due = next;
    }
    if (target.kind == Value::Kind::duration) {
      const auto hoped = after(last, Value::unpack_duration(target.lo, target.days), calendar);
      if (late(contact, hoped)) {
        // However many occurrences are missed meanwhile, the target was missed once since that contact.
        const auto of_the_occurrence = std::exchange(cause_.part, 0);
        const auto first = out_->findings.size();
        sequel(clock, delai.if_target_missed, hoped + 1, std::max(clock.moved_since, missed_on(hoped)),
               false);
        one_thing(first);
        cause_.part = of_the_occurrence;
      } else if (clock.life == Clock::Life::running)
        next_.consider(missed_on(hoped));
    }
  };
  const auto& contacts = reading_.configuration().contacts;
  for (auto c = clock.first_contact; c != none_id; c = contacts[c].next) {
    const auto on = seen_.event(contacts[c].event).on;
    if (on > until || on < last) continue;
    gap(on, false);
    last = on;
    since = std::max(since, on);
    cause_.since = contacts[c].event;
    cause_.part = 0;
  }
  gap(until, clock.life != Clock::Life::left);
  if (clock.life == Clock::Life::left) return;
  auto due = after(last, step, calendar);
  for (; late(until, due); due = after(due, step, calendar)) interpreter.budget().spend();
  ++cause_.part;
  occurrence(clock, due, since, Statut::a_venir, due);
}

void Reporter::ordinals(const Clock& clock) {
  const auto& delai = reading_.delai_of(clock);
  const auto calendar = seen_.calendar_on(clock.opened);
  const auto asked = seen_.asked();
  const auto until = clock.life == Clock::Life::left ? std::min(clock.settled, asked) : asked;
  Duration tolerance;
  if (delai.tolerance != none_id) {
    const auto value = interpreter().value(delai.tolerance, reading_.place(clock.instance, asked));
    if (value.kind == Value::Kind::duration) tolerance = Value::unpack_duration(value.lo, value.days);
  }
  auto previous = clock.dates.start;
  std::int32_t reached = 0;
  std::uint32_t index = 0;
  bool next_said = false;
  auto unspent = clock.first_contact;  // what kept an occurrence keeps no other
  auto since =
      clock.moved_since;  // of the occurrence at hand: it is looked forward to once the former is over
  for (const auto k : delai.ordinals) {
    ++index;
    cause_.part = index;
    const auto unit = delai.ordinal_unit;
    Date due;
    if (delai.anchored) {
      due = after(clock.dates.start, {unit.months * k, unit.days * k, unit.kind}, calendar);
    } else {
      due = previous;
      for (; reached < k; ++reached) due = after(due, unit, calendar);
    }
    const auto limit = after(due, tolerance, calendar);
    const auto& contacts = reading_.configuration().contacts;
    auto kept_by = none_id;
    for (auto c = unspent; c != none_id && kept_by == none_id; c = contacts[c].next) {
      const auto on = seen_.event(contacts[c].event).on;
      if (on <= previous || on > limit || on > until) continue;
      kept_by = contacts[c].event;
      unspent = contacts[c].next;
    }
    if (kept_by != none_id) {
      occurrence(clock, due, since, Statut::tenue, limit, kept_by);
      since = std::max(since, seen_.event(kept_by).on);
    } else if (until > limit) {
      const auto missed = out_->findings.size();
      occurrence(clock, due, since, Statut::depassee, limit);
      since = std::max(since, limit + 1);
      sequel(clock, delai.if_overdue, limit + 1, since, false);
      one_thing(missed);
    } else if (clock.life != Clock::Life::left && !next_said) {
      occurrence(clock, due, since, asked > due ? Statut::proche : Statut::a_venir, limit);
      next_said = true;
    }
    previous = due;
  }
}

}  // namespace filrouge
