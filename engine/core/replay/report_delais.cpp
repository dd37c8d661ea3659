#include <algorithm>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/replay/reporter.hpp"

/// What is said of each run of a délai on the day asked.
namespace filrouge {
namespace {

bool active(const DelaiRun& run) {
  return run.life == DelaiRun::Life::running || run.life == DelaiRun::Life::pending;
}

}  // namespace

void Reporter::describe(CompactFinding& finding, const DelaiRun& run) {
  const auto& delai = machines_.delai_of(run);
  finding.label = &delai.label;
  finding.role = delai.role;
  finding.delay_of = delai.delay_of;
  if (!delai.to_do.empty()) finding.second_role = delai.to_do.front().second_role;
  finding.date = run.dates.end;
  if (run.dates.end_latest != run.dates.end) finding.date_opposable = run.dates.end_latest;
  facts(finding, run.dates.start_event);
  facts(finding, run.settling_event);
  if (run.life == DelaiRun::Life::pending) missing(finding, run.missing ? run.missing : delai.name);
  finding.derivation = static_cast<std::uint32_t>(out_->derivations.size());
  out_->derivations.push_back(run.dates);
}

void Reporter::run(const DelaiRun& run, std::uint32_t ordinal) {
  const auto& delai = machines_.delai_of(run);
  switch (delai.kind) {
    case DelaiKind::deadline:
      deadline(run, ordinal);
      break;
    case DelaiKind::waiting:
      waiting(run, ordinal);
      break;
    case DelaiKind::term:
      term(run, ordinal, Nature::terme);
      break;
    case DelaiKind::measure:
      term(run, ordinal, Nature::duree);
      break;
    case DelaiKind::bound:
      if (delai.point == none_id)
        bound_of_measure(run, ordinal);
      else
        term(run, ordinal, Nature::duree);
      break;
    case DelaiKind::rhythm:
      rhythm(run, ordinal);
      break;
  }
  if (run.life == DelaiRun::Life::pending) sequel(run, delai.if_unknown, run.opened, true, false, ordinal);
}

/// `now`: the sequel's actions hold; `happened`: its irregularities stand, whatever came after.
void Reporter::sequel(const DelaiRun& run, const std::vector<Action>& actions, Date on, bool now,
                      bool happened, std::uint32_t ordinal) {
  const auto& delai = machines_.delai_of(run);
  const bool concludes = plan_.concludes(delai.rule);
  const bool alive = live(run.instance);
  for (const auto& action : actions) {
    Nature nature;
    auto severity = Severity::info;
    switch (action.kind) {
      case ActionKind::to_do:
      case ActionKind::open_question:
        if (!now || !alive) continue;
        nature = Nature::action;
        break;
      case ActionKind::proposal:
        if (!now || !alive || out_->instances[run.instance].uncertain) continue;
        nature = Nature::proposition;
        break;
      case ActionKind::irregularity:
        if (!now && !happened) continue;
        nature = concludes ? Nature::irregularite : Nature::donnee_manquante;
        severity = action.severity;
        break;
      case ActionKind::transitional:
        nature = Nature::droit_transitoire;
        severity = Severity::major;
        break;
      case ActionKind::ask_fact:
        if (!now || !alive) continue;
        nature = Nature::donnee_manquante;
        severity = Severity::minor;
        break;
      default:
        continue;
    }
    auto& finding = add(nature, action.rule, run.instance);
    finding.ordinal = ordinal;
    finding.severity = severity;
    finding.date = on;
    finding.label = &action.label;
    finding.delay_of = action.delay_of ? action.delay_of : delai.delay_of;
    if (nature == Nature::action || nature == Nature::proposition) finding.statut = Statut::en_cours;
    facts(finding, run.dates.start_event);
    describe(finding, action);
    finding.derivation = static_cast<std::uint32_t>(out_->derivations.size());
    out_->derivations.push_back(run.dates);
    const auto here = machines_.place(run.instance, seen_.asked(), run.opening_event);
    if (action.kind == ActionKind::ask_fact) {
      machines_.interpreter_.begin_collecting();
      for (const auto fact : action.facts) machines_.interpreter_.value(fact, here);
      collected(out_->findings.back());
    }
    if (nature == Nature::proposition) bounds(out_->findings.back(), action, here);
  }
}

void Reporter::deadline(const DelaiRun& run, std::uint32_t ordinal) {
  const auto& delai = machines_.delai_of(run);
  const auto asked = seen_.asked();
  auto statut = machines_.deadline_status(run, asked);
  if (run.life == DelaiRun::Life::left && live(run.instance) == false &&
      out_->instances[run.instance].closed.known())
    statut = Statut::sans_objet;
  NextDay next(asked, asked);
  if (statut == Statut::a_venir && reminded(run, next)) statut = Statut::proche;
  if (active(run)) {
    if (run.dates.end.known()) next.consider(run.dates.end + 1), next.consider(run.dates.end_latest + 1);
    if (run.paused_since.known()) next.consider(asked + 1);
  }
  auto& finding =
      add(delai.as_soon_as_possible ? Nature::action : Nature::echeance, delai.rule, run.instance);
  finding.ordinal = ordinal;
  finding.statut = statut;
  finding.severity = statut == Statut::depassee || statut == Statut::tenue_en_retard ? delai.severity
                     : statut == Statut::proche || statut == Statut::incertaine      ? Severity::minor
                                                                                     : Severity::info;
  describe(finding, run);
  finding.next_change = next.day();
  if (delai.as_soon_as_possible) {
    finding.date = finding.date_opposable = {};
    return;
  }
  if (statut == Statut::incertaine && run.settled_day_unknown && delai.kept_on != none_id)
    missing(finding, plan_.model.vocabulary.symbols.find("notification"));

  const bool left_late =
      run.life == DelaiRun::Life::left && run.dates.end_latest.known() &&
      (run.was_overdue || (run.settled > run.dates.end_latest && plan_.concludes(delai.rule) &&
                           !run.uncertain_machine && covered(run)));
  const bool happened = statut == Statut::depassee || statut == Statut::tenue_en_retard || left_late;
  if (happened)
    sequel(run, delai.if_overdue, run.dates.end_latest + 1, statut == Statut::depassee, true, ordinal);
  reminders(run, ordinal, statut);
}

/// Has the day of a reminder « avant » come?
bool Reporter::reminded(const DelaiRun& run, NextDay& next) {
  const auto asked = seen_.asked();
  bool come = false;
  for (const auto& reminder : machines_.delai_of(run).reminders) {
    if (reminder.when != Reminder::When::before) continue;
    machines_.interpreter_.begin_collecting();
    const auto length = machines_.interpreter_.value(reminder.length, machines_.place(run.instance, asked));
    if (length.kind != Value::Kind::duration) continue;
    const auto from = compute_delai(run.dates.end, Value::unpack_duration(length.lo, length.days),
                                    {.calendar = run.dates.calendar, .backwards = true})
                          .end;
    next.consider(from);
    come = come || asked >= from;
  }
  return come;
}

bool Reporter::covered(const DelaiRun& run) const {
  return std::ranges::all_of(machines_.delai_of(run).kept_by, [&](PatternId pattern) {
    return seen_.covered(plan_.model.patterns[pattern].type, std::min(run.dates.start, run.dates.end_latest),
                         run.dates.end_latest);
  });
}

/// A reminder that has a text is something to do: before the end, or again and again once late.
void Reporter::reminders(const DelaiRun& run, std::uint32_t ordinal, Statut statut) {
  const auto& delai = machines_.delai_of(run);
  const auto asked = seen_.asked();
  if (!live(run.instance)) return;
  for (const auto& reminder : delai.reminders) {
    Date on;
    Date next;
    if (reminder.when == Reminder::When::before) {
      if (statut != Statut::proche) continue;
      const auto length = machines_.interpreter_.value(reminder.length, machines_.place(run.instance, asked));
      if (length.kind != Value::Kind::duration) continue;
      on = compute_delai(run.dates.end, Value::unpack_duration(length.lo, length.days),
                         {.calendar = run.dates.calendar, .backwards = true})
               .end;
      if (asked < on) continue;
      next = run.dates.end + 1;
    } else {
      if (statut != Statut::depassee) continue;
      auto step = Duration{.months = 1};
      if (reminder.when == Reminder::When::every) {
        const auto length =
            machines_.interpreter_.value(reminder.length, machines_.place(run.instance, asked));
        if (length.kind != Value::Kind::duration) continue;
        step = Value::unpack_duration(length.lo, length.days);
      }
      if (step.months <= 0 && step.days <= 0) continue;
      on = run.dates.end_latest + 1;
      for (next = after(on, step, run.dates.calendar, false); next <= asked;
           next = after(on, step, run.dates.calendar, false))
        on = next;
    }
    if (reminder.label.empty()) continue;
    auto& finding = add(Nature::action, delai.rule, run.instance);
    finding.ordinal = ordinal + 1000;
    finding.statut = Statut::en_cours;
    finding.date = on;
    finding.label = &reminder.label;
    finding.role = reminder.role != no_id ? reminder.role : delai.role;
    finding.next_change = next;
    facts(finding, run.dates.start_event);
  }
}

void Reporter::waiting(const DelaiRun& run, std::uint32_t ordinal) {
  const auto& delai = machines_.delai_of(run);
  auto& finding = add(Nature::attente, delai.rule, run.instance);
  finding.ordinal = ordinal;
  describe(finding, run);
  const auto hi = run.dates.end_latest;
  switch (run.life) {
    case DelaiRun::Life::pending:
      finding.statut = Statut::incertaine;
      break;
    case DelaiRun::Life::running:
      finding.statut = hi.known() && seen_.asked() <= hi ? Statut::en_cours : Statut::tenue;
      break;
    case DelaiRun::Life::left:
      finding.statut = hi.known() && hi < run.settled ? Statut::tenue : Statut::sans_objet;
      break;
    default:
      finding.statut = Statut::tenue;
      break;
  }
  finding.severity = finding.statut == Statut::incertaine ? Severity::minor : Severity::info;
  if (active(run) && hi.known()) {
    NextDay next(seen_.asked(), seen_.asked());
    next.consider(run.dates.end + 1);
    next.consider(hi + 1);
    finding.next_change = next.day();
    if (finding.statut == Statut::en_cours) sequel(run, delai.to_do, run.opened, true, false, ordinal);
  }
}

void Reporter::term(const DelaiRun& run, std::uint32_t ordinal, Nature nature) {
  const auto& delai = machines_.delai_of(run);
  auto& finding = add(nature, delai.rule, run.instance);
  finding.ordinal = ordinal;
  describe(finding, run);
  bool near = false;
  switch (run.life) {
    case DelaiRun::Life::pending:
      finding.statut = Statut::incertaine;
      break;
    case DelaiRun::Life::left:
    case DelaiRun::Life::lifted:
      finding.statut = Statut::sans_objet;
      break;
    case DelaiRun::Life::kept:
    case DelaiRun::Life::elapsed:
      finding.statut = Statut::tenue;
      break;
    case DelaiRun::Life::running: {
      const auto asked = seen_.asked();
      const bool begun = run.dates.start.known() && run.dates.start <= asked;
      finding.statut = nature == Nature::duree && begun ? Statut::en_cours : Statut::a_venir;
      if (run.dates.end_latest.known() && asked > run.dates.end_latest)
        finding.statut = Statut::tenue;
      else if (run.dates.end.known() && asked > run.dates.end)
        finding.statut = Statut::incertaine;
      NextDay next(asked, asked);
      next.consider(run.dates.start);
      if (run.dates.end.known()) next.consider(run.dates.end + 1), next.consider(run.dates.end_latest + 1);
      if (run.paused_since.known()) next.consider(asked + 1);
      near = run.dates.end.known() && asked <= run.dates.end && reminded(run, next);
      finding.next_change = next.day();
      break;
    }
  }
  finding.severity = finding.statut == Statut::incertaine ? Severity::minor : Severity::info;
  if (near) reminders(run, ordinal, Statut::proche);
}

/// A bound without starting point judges the length of the measure of its state.
void Reporter::bound_of_measure(const DelaiRun& run, std::uint32_t ordinal) {
  const auto& delai = machines_.delai_of(run);
  const auto& procedure = plan_.model.procedures[out_->instances[run.instance].procedure];
  const auto here = machines_.place(run.instance, run.opened, run.opening_event);
  auto& interpreter = machines_.interpreter_;
  interpreter.begin_collecting();
  Value length = Value::missing(plan_.model.vocabulary.symbols.find("duree"));
  bool measured = false;
  for (std::uint16_t d = 0; d < procedure.delais.size() && !measured; ++d)
    if (procedure.delais[d].kind == DelaiKind::measure && procedure.delais[d].state == delai.state &&
        delai.state != no_id) {
      measured = true;
      length = interpreter.value(procedure.delais[d].length, here);
    }
  if (!measured && run.opening_event != none_id)
    if (const auto field = plan_.model.vocabulary.find_field("duree"))
      length = seen_.field(run.opening_event, *field);
  const auto least = delai.minimum == none_id ? Value{} : interpreter.value(delai.minimum, here);
  const auto greatest = delai.maximum == none_id ? Value{} : interpreter.value(delai.maximum, here);
  const bool unknown = length.kind != Value::Kind::duration || (delai.minimum != none_id && !least.known()) ||
                       (delai.maximum != none_id && !greatest.known());
  if (unknown) {
    auto& finding = add(Nature::donnee_manquante, delai.rule, run.instance);
    finding.ordinal = ordinal;
    finding.severity = Severity::minor;
    finding.date = run.opened;
    finding.label = &delai.label;
    facts(finding, run.opening_event);
    missing(finding, length.known() ? delai.name : static_cast<Symbol>(length.lo));
    return;
  }
  const bool short_of =
      delai.minimum != none_id && (delai.inclusive ? length.hi < least.lo : length.hi <= least.lo);
  const bool beyond =
      delai.maximum != none_id && (delai.inclusive ? length.lo > greatest.hi : length.lo >= greatest.hi);
  if (short_of || beyond) sequel(run, delai.if_out_of_bounds, run.opened, true, true, ordinal);
}

void Reporter::rhythm(const DelaiRun& run, std::uint32_t ordinal) {
  if (run.life == DelaiRun::Life::pending) {
    auto& finding = add(Nature::rythme, machines_.delai_of(run).rule, run.instance);
    finding.ordinal = ordinal;
    finding.statut = Statut::incertaine;
    finding.severity = Severity::minor;
    describe(finding, run);
    return;
  }
  if (machines_.delai_of(run).ordinals.empty())
    rolling(run, ordinal);
  else
    ordinals(run, ordinal);
}

void Reporter::occurrence(const DelaiRun& run, std::uint32_t ordinal, Date due, Statut statut,
                          Date settled_by) {
  const auto& delai = machines_.delai_of(run);
  auto& finding = add(Nature::rythme, delai.rule, run.instance);
  finding.ordinal = ordinal;
  describe(finding, run);
  finding.statut = statut;
  finding.date = due;
  finding.date_opposable = {};
  finding.severity = statut == Statut::depassee ? delai.severity : Severity::info;
  if (statut == Statut::a_venir || statut == Statut::proche) {
    NextDay next(seen_.asked(), seen_.asked());
    next.consider(due);
    next.consider(due + 1);
    next.consider(settled_by + 1);
    finding.next_change = next.day();
  }
}

void Reporter::rolling(const DelaiRun& run, std::uint32_t ordinal) {
  const auto& delai = machines_.delai_of(run);
  auto& interpreter = machines_.interpreter_;
  const auto here = machines_.place(run.instance, seen_.asked());
  const auto step_of = [&](ExprId id) { return id == none_id ? Value{} : interpreter.value(id, here); };
  const auto limit = step_of(delai.limit_every), target = step_of(delai.target_every);
  if (limit.kind != Value::Kind::duration) return;
  const auto step = Value::unpack_duration(limit.lo, limit.days);
  if (step.months <= 0 && step.days <= 0) return;
  const auto until = run.life == DelaiRun::Life::left ? std::min(run.settled, seen_.asked()) : seen_.asked();
  const auto calendar = machines_.dossier_calendar();
  auto last = run.dates.start;
  std::uint32_t missed = 0;
  const auto late = [&](Date contact, Date due) { return delai.inclusive ? contact > due : contact >= due; };
  // What a miss asks for is to be done until the next contact; its irregularity stays.
  const auto gap = [&](Date contact, bool goes_on) {
    for (auto due = after(last, step, calendar, false); late(contact, due);) {
      const auto next = after(due, step, calendar, false);
      occurrence(run, ordinal + ++missed, due, Statut::depassee, due);
      sequel(run, delai.if_overdue, due + 1, goes_on && !late(contact, next), true, ordinal + missed);
      due = next;
    }
    if (target.kind == Value::Kind::duration) {
      const auto hoped = after(last, Value::unpack_duration(target.lo, target.days), calendar, false);
      if (late(contact, hoped))
        sequel(run, delai.if_target_missed, hoped + 1, false, true, ordinal + 500 + missed);
      else if (run.life == DelaiRun::Life::running)
        next_.consider(hoped + 1);
    }
  };
  for (const auto contact : run.contacts) {
    const auto on = seen_.event(contact).on;
    if (on > until || on < last) continue;
    gap(on, false);
    last = on;
  }
  gap(until, run.life != DelaiRun::Life::left);
  if (run.life == DelaiRun::Life::left) return;
  auto due = after(last, step, calendar, false);
  while (late(until, due)) due = after(due, step, calendar, false);
  occurrence(run, ordinal, due, Statut::a_venir, due);
}

void Reporter::ordinals(const DelaiRun& run, std::uint32_t ordinal) {
  const auto& delai = machines_.delai_of(run);
  const auto calendar = machines_.dossier_calendar();
  const auto asked = seen_.asked();
  const auto until = run.life == DelaiRun::Life::left ? std::min(run.settled, asked) : asked;
  Duration tolerance;
  if (delai.tolerance != none_id) {
    const auto value = machines_.interpreter_.value(delai.tolerance, machines_.place(run.instance, asked));
    if (value.kind == Value::Kind::duration) tolerance = Value::unpack_duration(value.lo, value.days);
  }
  auto previous = run.dates.start;
  std::int32_t reached = 0;
  std::uint32_t index = 0;
  bool next_said = false;
  for (const auto k : delai.ordinals) {
    ++index;
    const auto unit = delai.ordinal_unit;
    Date due;
    if (delai.anchored) {
      due = after(run.dates.start, {unit.months * k, unit.days * k, unit.kind}, calendar, false);
    } else {
      due = previous;
      for (; reached < k; ++reached) due = after(due, unit, calendar, false);
    }
    const auto limit = after(due, tolerance, calendar, false);
    const auto kept = std::ranges::find_if(run.contacts, [&](std::uint32_t contact) {
      const auto on = seen_.event(contact).on;
      return on > previous && on <= limit && on <= until;
    });
    if (kept != run.contacts.end()) {
      occurrence(run, ordinal + index, due, Statut::tenue, limit);
    } else if (until > limit) {
      occurrence(run, ordinal + index, due, Statut::depassee, limit);
      sequel(run, delai.if_overdue, limit + 1, false, true, ordinal + index);
    } else if (run.life != DelaiRun::Life::left && !next_said) {
      occurrence(run, ordinal + index, due, asked > due ? Statut::proche : Statut::a_venir, limit);
      next_said = true;
    }
    previous = due;
  }
}

}  // namespace filrouge
