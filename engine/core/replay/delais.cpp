#include <algorithm>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/calendar/measure.hpp"
#include "engine/core/replay/machines.hpp"

/// The clocks of the machines: when a délai starts, when it ends, what keeps it, what it forbids.
namespace filrouge {
namespace {

constexpr Calendar calendars[] = {Calendar::metropole,  Calendar::alsace_moselle,   Calendar::guadeloupe,
                                  Calendar::martinique, Calendar::guyane,           Calendar::reunion,
                                  Calendar::mayotte,    Calendar::saint_barthelemy, Calendar::saint_martin};

bool active(const DelaiRun& run) {
  return run.life == DelaiRun::Life::running || run.life == DelaiRun::Life::pending;
}

/// Paused days are counted on [entry, exit); by months, whole months are counted from the entry day.
void add_pause(Date entry, Date exit, bool by_months, std::int32_t& months, std::int32_t& days) {
  std::int32_t whole = 0;
  if (by_months)
    while (add_months(entry, whole + 1) <= exit) ++whole;
  months += whole;
  days += days_between(add_months(entry, whole), exit);
}

}  // namespace

const Delai& Machines::delai_of(const DelaiRun& run) const {
  return plan_.delai(out_->instances[run.instance].procedure, run.delai);
}

Calendar Machines::dossier_calendar() const {
  return calendar_of(seen_.journal().departement, {});
}

const DelaiRun* Machines::last_run(std::uint32_t instance, std::uint16_t delai) const {
  const DelaiRun* last = nullptr;
  if (instance == none_id) return last;
  for (auto run = lives_[instance].first_run; run != none_id; run = runs_[run].next)
    if (runs_[run].delai == delai) last = &runs_[run];
  return last;
}

void Machines::start_runs(std::uint32_t instance, Date on, std::uint32_t event) {
  const auto& it = out_->instances[instance];
  for (const auto delai : plan_.model.procedures[it.procedure].states[it.state].delais)
    start_run(instance, delai, on, event);
}

void Machines::start_run(std::uint32_t instance, std::uint16_t index, Date on, std::uint32_t event) {
  const auto& it = out_->instances[instance];
  const auto& delai = plan_.delai(it.procedure, index);
  if (!in_force(delai.rule, it.governing)) return;
  if (delai.of_instance)
    if (const auto* run = last_run(instance, index);
        run && (active(*run) || run->life == DelaiRun::Life::elapsed))
      return;
  if (run_count_ == runs_.size()) runs_.emplace_back();
  auto& run = runs_[run_count_];
  auto contacts = std::move(run.contacts);
  contacts.clear();
  run = DelaiRun{};
  run.contacts = std::move(contacts);
  run.delai = index;
  run.instance = instance;
  run.visit = lives_[instance].visit;
  run.opened = on;
  run.opening_event = event;
  run.dates.procedure = it.procedure;
  run.dates.delai = index;
  auto& life = lives_[instance];
  const auto position = static_cast<std::uint32_t>(run_count_);
  if (life.last_run == none_id)
    life.first_run = position;
  else
    runs_[life.last_run].next = position;
  life.last_run = position;
  ++run_count_;
  compute(run, on);
}

void Machines::compute(DelaiRun& run, Date day) {
  const auto& delai = delai_of(run);
  const auto here = place(run.instance, day, run.opening_event);
  if (delai.as_soon_as_possible) {
    run.life = DelaiRun::Life::running;
    run.dates.start = run.dates.start_latest = run.opened;
    return;
  }
  const bool frozen = run.dates.start.known() && run.dates.start == run.dates.start_latest &&
                      (delai.point == none_id || !plan_.moving[delai.point]);
  if (delai.point == none_id) {
    run.dates.start = run.dates.start_latest = run.opened;
  } else if (!frozen) {
    interpreter_.begin_collecting();
    const auto start = interpreter_.value(delai.point, here);
    if (start.kind == Value::Kind::event) {
      run.dates.start = run.dates.start_latest = seen_.event(static_cast<std::uint32_t>(start.lo)).on;
      run.dates.start_event = static_cast<std::uint32_t>(start.lo);
    } else if (start.kind == Value::Kind::date) {
      run.dates.start = start.earliest();
      run.dates.start_latest = start.latest();
      if (!interpreter_.facts().empty()) run.dates.start_event = interpreter_.facts().front();
      run.dates.notification = interpreter_.notification_reason();
    } else {
      run.life = DelaiRun::Life::pending;
      run.dates.notification = interpreter_.notification_reason();
      run.dates.start = run.dates.start_latest = run.dates.end = run.dates.end_latest = {};
      run.missing = interpreter_.missing().empty() ? static_cast<Symbol>(start.known() ? 0 : start.lo)
                                                   : interpreter_.missing().front();
      return;
    }
  }
  compute_end(run, delai, here, frozen);
}

void Machines::compute_end(DelaiRun& run, const Delai& delai, const Place& here, bool start_frozen) {
  auto& dates = run.dates;
  interpreter_.begin_collecting();
  const auto unknown = [&](const Value& value) {
    run.life = DelaiRun::Life::pending;
    run.unknown_length = true;
    run.missing = interpreter_.missing().empty() ? static_cast<Symbol>(value.known() ? 0 : value.lo)
                                                 : interpreter_.missing().front();
    dates.end = dates.end_latest = {};
  };
  run.life = DelaiRun::Life::running;
  run.unknown_length = false;
  run.missing = 0;
  if (delai.kind == DelaiKind::rhythm) {
    dates.end = dates.end_latest = {};
    return;
  }
  if (delai.until != none_id) {
    const auto until = interpreter_.value(delai.until, here);
    if (until.kind != Value::Kind::date) return unknown(until);
    dates.raw = dates.end = until.earliest();
    dates.end_latest = until.latest();
    return;
  }
  const auto length_id = delai.kind == DelaiKind::bound ? delai.maximum : delai.length;
  if (length_id == none_id) {
    dates.end = dates.end_latest = {};
    return;
  }
  // A length is read with the start and kept, or a second contract would lend its own to the first; one that
  // depends on a fact (« 12 mois si l'obstacle est reconnu ») is read again, and keeps its last known value.
  auto length = dates.length;
  if (!(start_frozen && length.kind == Value::Kind::duration && !plan_.moving[length_id])) {
    const auto now = interpreter_.value(length_id, here);
    if (now.kind == Value::Kind::duration)
      length = now;
    else if (length.kind != Value::Kind::duration)
      return unknown(now);
  }
  dates.length = length;
  dates.backwards = delai.backwards;
  const auto least = Value::unpack_duration(length.lo, length.days),
             greatest = Value::unpack_duration(length.hi, length.days);
  if (delai.kind == DelaiKind::measure) {
    dates.end = measure_last_day(dates.start, least);
    dates.end_latest = measure_last_day(dates.start_latest, greatest);
    dates.raw = dates.end;
  } else {
    const auto calendar = delai.calendar != Calendar::unknown ? delai.calendar : dossier_calendar();
    dates.calendar = calendar;
    dates.franc = delai.franc == Choice::yes;
    dates.proroge = delai.proroge == Choice::yes;
    const auto end = [&](Date start, const Duration& duration, bool latest, Calendar with,
                         bool vendredi_saint) {
      const Counting counting{.franc = latest ? delai.franc != Choice::no : delai.franc == Choice::yes,
                              .proroge = latest ? delai.proroge != Choice::no : delai.proroge == Choice::yes,
                              .calendar = with,
                              .vendredi_saint = vendredi_saint,
                              .backwards = delai.backwards};
      return compute_delai(start, duration, counting).end;
    };
    const auto early_start = dates.start, late_start = dates.start_latest;
    const auto& short_length = delai.backwards ? greatest : least;
    const auto& long_length = delai.backwards ? least : greatest;
    dates.raw =
        compute_delai(early_start, short_length, {.calendar = calendar, .backwards = delai.backwards}).end;
    const bool days_off_matter = delai.proroge != Choice::no || least.kind != DayKind::calendar;
    if (days_off_matter && (calendar == Calendar::unknown || calendar == Calendar::alsace_moselle)) {
      dates.end = dates.end_latest = {};
      for (const auto with : calendars) {
        if (calendar != Calendar::unknown && with != calendar) continue;
        for (const bool vendredi_saint : {false, true}) {
          if (vendredi_saint && with != Calendar::alsace_moselle) continue;
          const auto lo = end(early_start, short_length, false, with, vendredi_saint);
          const auto hi = end(late_start, long_length, true, with, vendredi_saint);
          dates.end = dates.end.known() ? std::min(dates.end, lo) : lo;
          dates.end_latest = std::max(dates.end_latest, hi);
        }
      }
    } else {
      dates.end = end(early_start, short_length, false, calendar, false);
      dates.end_latest = end(late_start, long_length, true, calendar, false);
    }
  }
  if (run.postponed.known()) {
    const auto later = Value::unpack_duration(run.postponed.hi, run.postponed.days);
    dates.end_latest = after(dates.end_latest, later, dates.calendar, false);
    dates.end = after(dates.end, later, dates.calendar, false);
  }
  if (delai.postponed_to != none_id && interpreter_.truth(delai.postponed_if, here) == Truth::yes) {
    const auto to = interpreter_.value(delai.postponed_to, here);
    if (to.kind == Value::Kind::date) {
      dates.end = std::max(dates.end, to.earliest());
      dates.end_latest = std::max(dates.end_latest, to.latest());
    }
  }
  push_by_pauses(run, delai, here);
}

void Machines::push_by_pauses(DelaiRun& run, const Delai& delai, const Place& here) {
  if (delai.pauses.empty()) return;
  const auto& rule = delai.pauses.front();
  std::int32_t days = run.paused_days, months = run.paused_months;
  run.pause_spent = false;
  if (run.paused_since.known()) {
    const auto limit = pause_limit(run, rule, here);
    run.pause_spent = limit.known() && here.day >= limit;
    add_pause(run.paused_since, run.pause_spent ? limit : here.day, rule.by_months, months, days);
    interpreter_.next().consider(seen_.asked() + 1);
    interpreter_.next().consider(here.day + 1);
  }
  run.dates.end = add_months(run.dates.end, months) + days;
  run.dates.end_latest = add_months(run.dates.end_latest, months) + days;
  run.dates.paused_days = days + months * 30;
}

/// The first day on which the pause in course no longer stops the clock; unknown when nothing bounds it. Of «
/// cumulés », what earlier pauses took counts as if this one had begun that much sooner.
Date Machines::pause_limit(const DelaiRun& run, const Pause& rule, const Place& here) {
  if (rule.at_most == none_id) return {};
  const auto at_most = interpreter_.value(rule.at_most, here);
  if (at_most.kind != Value::Kind::duration) return {};
  auto from = run.paused_since;
  if (rule.cumulated) from = add_months(from, -run.paused_months) - run.paused_days;
  return std::max(run.paused_since,
                  after(from, Value::unpack_duration(at_most.lo, at_most.days), run.dates.calendar, false));
}

/// Paused days are counted on [entry, exit).
void Machines::end_pause(DelaiRun& run, const Pause& rule, const Place& here) {
  const auto limit = pause_limit(run, rule, here);
  add_pause(run.paused_since, limit.known() ? std::min(limit, here.day) : here.day, rule.by_months,
            run.paused_months, run.paused_days);
  run.paused_since = {};
}

void Machines::pause(std::uint32_t instance, Date on, bool entering, StateId state) {
  for (auto r = lives_[instance].first_run; r != none_id; r = runs_[r].next) {
    auto& run = runs_[r];
    if (!active(run)) continue;
    for (const auto& rule : delai_of(run).pauses) {
      if (rule.state != state) continue;
      if (entering) {
        // A pause that comes after the end pushes nothing.
        const bool over = run.dates.end_latest.known() && on > run.dates.end_latest;
        if (!run.paused_since.known() && !over) run.paused_since = on;
      } else if (run.paused_since.known()) {
        end_pause(run, rule, place(instance, on));
      }
    }
  }
}

void Machines::leave_runs(std::uint32_t instance, Date on, std::uint32_t event) {
  for (auto r = lives_[instance].first_run; r != none_id; r = runs_[r].next) {
    auto& run = runs_[r];
    const auto& delai = delai_of(run);
    if (!active(run) || delai.of_instance || delai.state == no_id || run.visit != lives_[instance].visit)
      continue;
    run.uncertain_machine = in_doubt(instance, on);
    run.life = DelaiRun::Life::left;
    run.settled = on;
    run.settling_event = event;
  }
}

void Machines::end_runs(std::uint32_t instance, Date on, std::uint32_t event) {
  for (auto r = lives_[instance].first_run; r != none_id; r = runs_[r].next) {
    auto& run = runs_[r];
    if (!active(run)) continue;
    run.uncertain_machine = in_doubt(instance, on);
    run.life = DelaiRun::Life::left;
    run.settled = on;
    run.settling_event = event;
  }
}

bool Machines::matches_any(const std::vector<PatternId>& patterns, std::uint32_t event, const Place& here,
                           Truth wanted) {
  for (const auto pattern : patterns) {
    const auto match = interpreter_.matches(pattern, event, here);
    if (match == Truth::yes || (wanted == Truth::unknown && match == Truth::unknown)) return true;
  }
  return false;
}

void Machines::settle_by(std::uint32_t instance, std::uint32_t event) {
  const auto day = seen_.event(event).on;
  const auto here = place(instance, day, event);
  for (auto r = lives_[instance].first_run; r != none_id; r = runs_[r].next) {
    if (!active(runs_[r])) continue;
    const auto& delai = delai_of(runs_[r]);
    if (matches_any(delai.kept_by, event, here, Truth::yes)) {
      auto& run = runs_[r];
      if (delai.kind == DelaiKind::rhythm) {
        run.contacts.push_back(event);
        continue;
      }
      compute(run, day);
      run.life = DelaiRun::Life::kept;
      run.uncertain_machine = in_doubt(instance, day);
      run.settled = day;
      run.settling_event = event;
      if (delai.kept_on != none_id) {
        const auto kept_on = interpreter_.value(delai.kept_on, here);
        run.settled_day_unknown = kept_on.kind != Value::Kind::date || !kept_on.exact();
        if (!run.settled_day_unknown) run.settled = kept_on.earliest();
      }
      continue;
    }
    if (delai.kind == DelaiKind::waiting && matches_any(delai.lifted_by, event, here, Truth::yes)) {
      auto& run = runs_[r];
      run.life = DelaiRun::Life::lifted;
      run.settled = day;
      run.settling_event = event;
      // Waived, the time is over: what comes at its end comes now.
      const auto& it = out_->instances[instance];
      const auto& procedure = plan_.model.procedures[it.procedure];
      const auto visit = lives_[instance].visit;
      const auto at_end =
          plan_.procedures[it.procedure].at_end[it.state * procedure.delais.size() + run.delai];
      try_clauses(instance, plan_.clauses(at_end), day, day, event);
      if (lives_[instance].visit != visit) return;
      continue;
    }
    if (matches_any(delai.interrupted_by, event, here, Truth::yes)) {
      // The act that opened the run does not interrupt it.
      if (runs_[r].opening_event == event) continue;
      runs_[r].uncertain_machine = in_doubt(instance, day);
      runs_[r].life = DelaiRun::Life::left;
      runs_[r].settled = day;
      runs_[r].settling_event = event;
      const auto index = runs_[r].delai;
      const bool belongs_to_visit = runs_[r].visit == lives_[instance].visit;
      start_run(instance, index, day, event);
      if (belongs_to_visit) runs_[lives_[instance].last_run].visit = lives_[instance].visit;
      break;
    }
    if (delai.renewed_by != none_id && interpreter_.matches(delai.renewed_by, event, here) == Truth::yes &&
        runs_[r].dates.renewals < delai.renewals && runs_[r].dates.end.known()) {
      renew(runs_[r], day);
      continue;
    }
    if (delai.postponable_on != none_id &&
        interpreter_.matches(delai.postponable_on, event, here) == Truth::yes) {
      runs_[r].postponed = interpreter_.value(delai.postponable_by, here);
      compute(runs_[r], day);
    }
  }
}

/// The next length is chained on the end of the former.
void Machines::renew(DelaiRun& run, Date day) {
  ++run.dates.renewals;
  run.dates.start = run.dates.end;
  run.dates.start_latest = run.dates.end_latest;
  compute_end(run, delai_of(run), place(run.instance, day, run.opening_event), true);
}

void Machines::judge_forbidden(std::uint32_t instance, std::uint32_t event) {
  const auto day = seen_.event(event).on;
  const auto here = place(instance, day, event);
  for (auto r = lives_[instance].first_run; r != none_id; r = runs_[r].next) {
    if (!active(runs_[r])) continue;
    const auto& delai = delai_of(runs_[r]);
    if (delai.kind != DelaiKind::waiting || !matches_any(delai.forbids, event, here, Truth::yes)) continue;
    compute(runs_[r], day);
    const auto& run = runs_[r];
    const bool dated = run.dates.end.known();
    if (dated && day > run.dates.end_latest) continue;
    const bool certain = dated && day <= run.dates.end && plan_.rule(delai.rule).verified;
    auto& said =
        say(certain ? Nature::irregularite : Nature::donnee_manquante, delai.rule, instance, day, event);
    said.severity = certain ? delai.severity : std::min(delai.severity, Severity::major);
    said.label = &delai.label;
    said.premature = true;
    interpreter_.begin_collecting();
    interpreter_.note_fact(event);
    if (run.dates.start_event != none_id) interpreter_.note_fact(run.dates.start_event);
    if (!certain)
      interpreter_.note_missing(run.missing ? run.missing
                                            : plan_.model.vocabulary.symbols.find("notification"));
    keep_collected(said);
    said.derivation = static_cast<std::uint32_t>(out_->derivations.size());
    out_->derivations.push_back(run.dates);
    out_->derivations.back().act = event;
  }
}

Statut Machines::deadline_status(const DelaiRun& run, Date day) const {
  const auto& delai = delai_of(run);
  const auto lo = run.dates.end, hi = run.dates.end_latest;
  const bool concludes = plan_.concludes(delai.rule);
  switch (run.life) {
    case DelaiRun::Life::left:
    case DelaiRun::Life::lifted:
    case DelaiRun::Life::elapsed:
      return Statut::sans_objet;
    case DelaiRun::Life::kept:
      if (delai.as_soon_as_possible) return Statut::tenue;
      if (!lo.known() || run.settled_day_unknown) return Statut::incertaine;
      if (run.settled <= lo) return Statut::tenue;
      return run.settled > hi && concludes && !run.uncertain_machine ? Statut::tenue_en_retard
                                                                     : Statut::incertaine;
    default:
      break;
  }
  if (delai.as_soon_as_possible) return Statut::en_cours;
  if (!lo.known()) return Statut::incertaine;
  if (run.paused_since.known() && !run.pause_spent) return Statut::en_cours;
  if (day <= lo) return Statut::a_venir;
  if (day <= hi || !concludes || in_doubt(run.instance, day)) return Statut::incertaine;
  for (const auto pattern : delai.kept_by)
    if (!seen_.covered(plan_.model.patterns[pattern].type, std::min(run.dates.start, hi), hi))
      return Statut::incertaine;
  return Statut::depassee;
}

bool Machines::fires(const DelaiRun& run) const {
  if (run.life != DelaiRun::Life::running || !run.dates.end_latest.known() ||
      (run.paused_since.known() && !run.pause_spent))
    return false;
  const auto& delai = delai_of(run);
  switch (delai.kind) {
    case DelaiKind::term:
    case DelaiKind::waiting:
    case DelaiKind::measure:
      return true;
    case DelaiKind::bound:
      return delai.point != none_id;
    case DelaiKind::rhythm:
      return false;
    case DelaiKind::deadline:
      break;
  }
  if (run.overdue_sequel_done || delai.as_soon_as_possible) return false;
  const auto& it = out_->instances[run.instance];
  const auto& procedure = plan_.procedures[it.procedure];
  if (procedure.at_end[it.state * plan_.model.procedures[it.procedure].delais.size() + run.delai].count > 0)
    return true;
  return std::ranges::any_of(delai.if_overdue,
                             [](const Action& action) { return action.kind == ActionKind::go_to; });
}

Value Machines::delai_end(std::uint32_t instance, std::uint16_t delai) const {
  const auto* run = last_run(instance, delai);
  if (!run)
    return Value::missing(delai == no_id || instance == none_id
                              ? 0
                              : plan_.delai(out_->instances[instance].procedure, delai).name);
  if (run->life == DelaiRun::Life::lifted) return Value::of(run->settled);
  if (!run->dates.end.known()) return Value::missing(run->missing);
  return Value::of(run->dates.end, run->dates.end_latest);
}

Truth Machines::delai_over(std::uint32_t instance, std::uint16_t delai, Date day) const {
  const auto* run = last_run(instance, delai);
  if (!run) return Truth::no;
  if (run->life == DelaiRun::Life::lifted && run->settled <= day) return Truth::yes;
  if (!run->dates.end.known()) return Truth::unknown;
  if (run->dates.end_latest < day) return Truth::yes;
  return run->dates.end >= day ? Truth::no : Truth::unknown;
}

Truth Machines::delai_is(std::uint32_t instance, std::uint16_t delai, DelaiState state, Date day) const {
  const auto* run = last_run(instance, delai);
  if (!run) return Truth::no;
  switch (state) {
    case DelaiState::running:
      return active(*run) ? both(Truth::yes, !delai_over(instance, delai, day)) : Truth::no;
    case DelaiState::elapsed:
      return delai_over(instance, delai, day);
    case DelaiState::kept:
      return run->life == DelaiRun::Life::kept ? Truth::yes : Truth::no;
    case DelaiState::overdue: {
      const auto status = deadline_status(*run, day);
      return status == Statut::depassee || status == Statut::tenue_en_retard ? Truth::yes
             : status == Statut::incertaine                                  ? Truth::unknown
                                                                             : Truth::no;
    }
  }
  return Truth::unknown;
}

}  // namespace filrouge
