#include "tests/oracle/world.hpp"

/// §5.4 to §5.8: what is said of each run of a délai.
namespace filrouge::oracle {
namespace {

bool running(const Run& run) {
  return run.phase == Run::Phase::running;
}

}  // namespace

void World::say_run(const Life& life, const Run& run) {
  const auto& d = delai(life, run);
  const auto first_line = out_.size();
  const bool judges = bounds(d) && d.point == none_id;
  switch (kind_of(d).manner) {
    case Manner::awaits_an_act:
      say_deadline(life, run);
      break;
    case Manner::may_be_used:
      say_faculty(life, run);
      break;
    case Manner::is_hers:
      say_waiting(life, run);
      break;
    case Manner::comes:
    case Manner::lasts:
      if (judges)
        say_bound(life, run);
      else
        say_term(life, run);
      break;
    case Manner::recurs:
      say_rhythm(life, run);
      break;
  }
  const auto end = ends(life, run, asked_);
  const bool waits = recurs(d) ? run.start.value.kind != Value::Kind::date || one_sided(run.start.value)
                               : !end.known || end.one_sided();
  const bool judged =
      judges || (bounds(d) && d.maximum == none_id && run.start.value.kind == Value::Kind::date);
  if (running(run) && waits && !judged && !d.as_soon_as_possible)
    sequel(life, run, d.if_unknown, run.opened, true, false);
  // What comes back is told apart, time after time.
  if (!recurs(d) || waits) say_together(first_line);
}

/// `now`: the actions hold; `happened`: the irregularities stand, whatever came after.
void World::sequel(const Life& life, const Run& run, const std::vector<Action>& actions, Date on, bool now,
                   bool happened) {
  const auto& d = delai(life, run);
  for (const auto& action : actions) {
    Nature nature;
    auto severity = Severity::info;
    switch (action.kind) {
      case ActionKind::to_do:
      case ActionKind::open_question:
        if (!now || !live(life)) continue;
        nature = Nature::action;
        break;
      case ActionKind::proposal:
        if (!now || !live(life) || life.uncertain()) continue;
        nature = Nature::proposition;
        break;
      case ActionKind::irregularity:
        if (!now && !happened) continue;
        nature = concludes(d.rule) ? Nature::irregularite : Nature::donnee_manquante;
        severity = action.severity;
        break;
      case ActionKind::transitional:
        nature = Nature::droit_transitoire, severity = Severity::major;
        break;
      case ActionKind::ask_fact:
        if (!now || !live(life)) continue;
        nature = Nature::donnee_manquante, severity = Severity::minor;
        break;
      default:
        continue;
    }
    Names missing;
    if (action.kind == ActionKind::ask_fact)
      for (const auto fact : action.facts) {
        const auto r = value(fact, place(life, asked_, run.cause));
        missing.insert(r.missing.begin(), r.missing.end());
      }
    auto& told = add(nature, action.rule, &life);
    told.severity = severity_word(severity);
    told.date = iso(on);
    told.label = action.label;
    told.delay_of = whose(life, action.delay_of ? action.delay_of : d.delay_of);
    told.missing.assign(missing.begin(), missing.end());
    give_to(told, life, action.role, action.second_role);
    bound_by(told, life, action, run.cause);
    rests_on(told, facts_of(run));
    if (nature == Nature::action || nature == Nature::proposition)
      told.statut = statut_word(Statut::en_cours);
  }
}

namespace {

void date_it(PlainFinding& told, const Delai& d, const Ends& end, const std::string& delay_of,
             const std::string& named, bool is_running) {
  told.label = d.label;
  told.delay_of = delay_of;
  if (end.one_sided())
    told.date = iso(end.lo <= first_day() ? end.hi : end.lo);
  else if (end.known) {
    told.date = iso(end.lo);
    if (d.in_hours && end.until.minute < 24 * 60) told.minute = end.until.minute;
    if (end.hi != end.lo) told.date_opposable = iso(end.hi);
  }
  if (is_running && (!end.known || end.one_sided())) {
    told.missing.assign(end.missing.begin(), end.missing.end());
    if (end.missing.empty()) told.missing = {named};
  }
}

}  // namespace

/// What the acts that may have kept it do not say.
std::vector<std::string> World::unsaid_by_doubtful(const Life& life, const Run& run, const Ends& end,
                                                   const std::vector<std::string>& already) {
  const auto& d = delai(life, run);
  Names unsaid(already.begin(), already.end());
  for (const auto* act : run.doubtful) {
    const bool in_time = act->on <= end.hi || d.kept_on != none_id;
    if (in_time && run.cause && unordered(*act, *run.cause) && rank_of(*act) < rank_of(*run.cause))
      unsaid.insert(std::string(Vocabulary::day_order));
    const auto there = place(life, act->on, act);
    if ((act->on > end.hi && d.kept_on == none_id) || any(d.kept_by, *act, there) != Truth::unknown) continue;
    for (const auto pattern : d.kept_by)
      if (auto [worth, lacks] = matches(pattern, *act, there); worth == Truth::unknown) unsaid.merge(lacks);
  }
  return {unsaid.begin(), unsaid.end()};
}

void World::say_deadline(const Life& life, const Run& run) {
  const auto& d = delai(life, run);
  const auto end = ends(life, run, asked_);
  const auto statut = deadline_statut(life, run, asked_);
  auto& told = add(run.as_soon ? Nature::action : kind_of(d).nature, d.rule, &life);
  if (d.as_soon_as_possible) told.internal_target = told.internal_target || !run.as_soon;
  give_to(told, life, d);
  rests_on(told, facts_settled(run));
  told.statut = statut_word(statut);
  const bool late = statut == Statut::depassee || statut == Statut::tenue_en_retard;
  const bool near = statut == Statut::proche || statut == Statut::incertaine;
  told.severity = severity_word(late ? d.severity : near ? Severity::minor : Severity::info);
  if (run.as_soon) {
    told.label = d.label;
    told.delay_of = whose(life, d.delay_of);
    return;
  }
  date_it(told, d, end, whose(life, d.delay_of), name(d.name), running(run));
  if (statut == Statut::incertaine && run.phase == Run::Phase::kept) {
    if (!end.known || end.one_sided()) date_it(told, d, end, whose(life, d.delay_of), name(d.name), true);
    if (d.kept_on != none_id && !run.counted.exact()) told.missing.push_back("notification");
    if (d.in_hours && end.known) told.missing.push_back("heure");
  }
  if (statut == Statut::incertaine && running(run) && end.known && asked_ > end.hi) {
    told.missing = unsaid_by_doubtful(life, run, end, told.missing);
  }

  const bool left_late = run.phase == Run::Phase::left && end.known && run.was_overdue;
  // Some hours late is late that very day.
  const auto from =
      d.in_hours && statut == Statut::tenue_en_retard && run.settled == end.hi ? end.hi : end.hi + 1;
  if (late || left_late)
    sequel(life, run, d.if_overdue, from, statut == Statut::depassee && running(run), true);
  say_reminders(life, run, statut, end);
}

void World::say_faculty(const Life& life, const Run& run) {
  const auto& d = delai(life, run);
  const auto end = ends(life, run, asked_);
  const auto statut = faculty_statut(life, run, asked_);
  auto& told = add(kind_of(d).nature, d.rule, &life);
  told.faculty = true;
  give_to(told, life, d);
  rests_on(told, facts_settled(run));
  const bool doubtful = statut == Statut::incertaine;
  const bool used = run.phase == Run::Phase::kept;
  date_it(told, d, end, whose(life, d.delay_of), name(d.name),
          running(run) || (used && doubtful && (!end.known || end.one_sided())));
  told.statut = statut_word(statut);
  told.severity = severity_word(doubtful ? Severity::minor : Severity::info);
  if (doubtful && used && d.kept_on != none_id && !run.counted.exact())
    told.missing.push_back("notification");
  if (doubtful && used && d.in_hours && end.known) told.missing.push_back("heure");
  if (doubtful && running(run) && end.known && asked_ > end.hi)
    told.missing = unsaid_by_doubtful(life, run, end, told.missing);
  bool near = false;
  if (running(run) && end.known && !end.stopped && asked_ <= end.lo)
    for (const auto& reminder : d.reminders)
      if (const auto length = duration_of(value(reminder.length, place(life, asked_)).value))
        near = near || asked_ >= earlier(end.lo, *length, calendar(run.opened));
  if (near) say_reminders(life, run, Statut::proche, end);
}

void World::say_reminders(const Life& life, const Run& run, Statut statut, const Ends& end) {
  const auto& d = delai(life, run);
  if (!live(life) || !running(run)) return;
  for (const auto& reminder : d.reminders) {
    if (reminder.label.empty()) continue;
    Date on;
    const auto length = reminder.length == none_id
                            ? std::nullopt
                            : duration_of(value(reminder.length, place(life, asked_)).value);
    if (reminder.when == Reminder::When::before) {
      if (statut != Statut::proche || !length) continue;
      on = earlier(end.lo, *length, calendar(run.opened));
      if (asked_ < on) continue;
    } else {
      if (statut != Statut::depassee || (reminder.when == Reminder::When::every && !length)) continue;
      const auto step = reminder.when == Reminder::When::every ? *length : Duration{.months = 1};
      if (step.months <= 0 && step.days <= 0) continue;
      on = end.hi + 1;
      while (on < last_day() && later(on, step, calendar(run.opened)) <= asked_)
        on = later(on, step, calendar(run.opened));
    }
    auto& told = add(Nature::action, d.rule, &life);
    // Whoever must do the thing is reminded of it, unless somebody else is named.
    if (reminder.role != no_id)
      give_to(told, life, reminder.role);
    else
      give_to(told, life, d);
    rests_on(told, facts_of(run));
    told.statut = statut_word(Statut::en_cours);
    told.date = iso(on);
    told.label = reminder.label;
  }
}

void World::say_waiting(const Life& life, const Run& run) {
  const auto& d = delai(life, run);
  const auto end = ends(life, run, asked_);
  auto& told = add(kind_of(d).nature, d.rule, &life);
  give_to(told, life, d);
  rests_on(told, facts_settled(run));
  date_it(told, d, end, whose(life, d.delay_of), name(d.name), running(run));
  auto statut = Statut::tenue;
  if (running(run))
    statut = !end.known || (end.no_latest() && asked_ > end.lo) ? Statut::incertaine
             : asked_ <= end.hi                                 ? Statut::en_cours
                                                                : Statut::tenue;
  if (run.phase == Run::Phase::left)
    statut = end.known && end.hi < run.settled ? Statut::tenue : Statut::sans_objet;
  told.statut = statut_word(statut);
  told.severity = severity_word(statut == Statut::incertaine ? Severity::minor : Severity::info);
  if (statut == Statut::en_cours) sequel(life, run, d.to_do, run.opened, true, false);
}

void World::say_term(const Life& life, const Run& run) {
  const auto& d = delai(life, run);
  const auto end = ends(life, run, asked_);
  const bool endless = bounds(d) && d.maximum == none_id && end.start.known();
  auto& told = add(kind_of(d).nature, d.rule, &life);
  give_to(told, life, d);
  rests_on(told, facts_settled(run));
  date_it(told, d, end, whose(life, d.delay_of), name(d.name), running(run) && !endless);
  auto statut = Statut::tenue;
  if (run.phase == Run::Phase::left || run.phase == Run::Phase::lifted) statut = Statut::sans_objet;
  if (running(run)) {
    if (!end.known && !endless)
      statut = Statut::incertaine;
    else if (!endless && asked_ > end.hi)
      statut = Statut::tenue;
    else if (!endless && asked_ > end.lo)
      statut = Statut::incertaine;
    else
      statut = kind_of(d).manner == Manner::lasts && end.start <= asked_ ? Statut::en_cours : Statut::a_venir;
  }
  bool near = false;
  if (running(run) && end.known && asked_ <= end.lo)
    for (const auto& reminder : d.reminders)
      if (reminder.when == Reminder::When::before)
        if (const auto length = duration_of(value(reminder.length, place(life, asked_)).value))
          near = near || asked_ >= earlier(end.lo, *length, calendar(run.opened));
  told.statut = statut_word(statut);
  told.severity = severity_word(statut == Statut::incertaine ? Severity::minor : Severity::info);
  if (near) say_reminders(life, run, Statut::proche, end);
}

/// A bound without starting point judges the length of the measure of its state, else the field « duree » of
/// the act.
void World::say_bound(const Life& life, const Run& run) {
  const auto& d = delai(life, run);
  auto here = place(life, run.opened, run.cause);
  here.seen = run.opened_seen;
  Result length{Value::missing(symbol("duree")), {"duree"}, false, facts_of(run.cause)};
  const Delai* measure = nullptr;
  for (const auto& other : model_.procedures[life.procedure].delais)
    if (!measure && kind_of(other).first_day_counts && other.state == d.state && d.state != no_id)
      measure = &other;
  if (measure && measure->length == none_id)
    length.facts = {};
  else if (measure)
    length = value(measure->length, here);
  else if (run.cause)
    if (const auto id = model_.vocabulary.find_field("duree"))
      if (const auto v = field(*run.cause, *id); v.known()) length.value = v;
  const auto least = d.minimum == none_id ? Result{} : value(d.minimum, here);
  const auto greatest = d.maximum == none_id ? Result{} : value(d.maximum, here);
  const auto lacks = [](ExprId id, const Result& r) {
    return id != none_id && r.value.kind != Value::Kind::duration;
  };
  if (length.value.kind != Value::Kind::duration || lacks(d.minimum, least) || lacks(d.maximum, greatest)) {
    auto& told = add(Nature::donnee_manquante, d.rule, &life);
    rests_on(told, length.facts);
    told.severity = severity_word(Severity::minor);
    told.date = iso(run.opened);
    told.label = d.label;
    if (length.value.kind != Value::Kind::duration)
      told.missing.assign(length.missing.begin(), length.missing.end());
    else
      told.missing = {name(d.name)};
    return;
  }
  const auto& v = length.value;
  const bool too_short =
      d.minimum != none_id && (d.inclusive ? v.hi < least.value.lo : v.hi <= least.value.lo);
  const bool too_long =
      d.maximum != none_id && (d.inclusive ? v.lo > greatest.value.hi : v.lo >= greatest.value.hi);
  const auto first = out_.size();
  if (too_short || too_long) sequel(life, run, d.if_out_of_bounds, run.opened, true, true);
  for (auto i = first; i < out_.size(); ++i) rests_on(out_[i], length.facts);
}

}  // namespace filrouge::oracle
