#include <algorithm>

#include "engine/core/calendar/measure.hpp"
#include "tests/oracle/world.hpp"

/// §5: when a délai starts, when it ends, what it is on a day.
namespace filrouge::oracle {
namespace {

constexpr Calendar every_calendar[] = {
    Calendar::metropole,  Calendar::alsace_moselle,   Calendar::guadeloupe,
    Calendar::martinique, Calendar::guyane,           Calendar::reunion,
    Calendar::mayotte,    Calendar::saint_barthelemy, Calendar::saint_martin};

bool running(const Run& run) {
  return run.phase == Run::Phase::running;
}

/// Of an end not known, or on one side only: the facts it waits for, else its own name.
Names what_tells(const Ends& end, const std::string& named) {
  return end.missing.empty() ? Names{named} : end.missing;
}

}  // namespace

Calendar World::calendar(Date day) const {
  return calendar_of(departement_on(day));
}

void World::start_runs(Life& life, Date on, const Event* cause) {
  const auto& procedure = model_.procedures[life.procedure];
  for (const auto index : procedure.states[life.state].delais) start_run(life, index, on, cause);
}

void World::start_run(Life& life, std::uint16_t index, Date on, const Event* cause, bool interrupting) {
  const auto& delai = model_.procedures[life.procedure].delais[index];
  if (!in_force(delai.rule, life.governing)) return;
  if (const auto* before = last_run(life, index);
      delai.of_instance && before && before->phase != Run::Phase::left)
    return;
  Run run;
  run.delai = index;
  run.visit = life.visit;
  run.opened = on;
  run.cause = cause;
  run.interrupting = interrupting;
  run.opened_seen = seen_;
  life.runs.push_back(std::move(run));
  refresh(life, life.runs.back(), on);
  if (delai.kept_before != none_id)
    keep_in_advance(life, life.runs.back(), on);
  else if (cause)
    doubt_of_the_day(life, life.runs.back());
}

/// Taken before what began the run, but of another source: it may have come after, and kept it.
void World::doubt_of_the_day(Life& life, Run& run) {
  for (std::size_t rank = 0; rank < rank_of(*run.cause); ++rank) {
    const auto& act = events_[rank];
    if (!unordered(act, *run.cause) || act.type == no_id || act.person_unknown || !may_be_hers(life, act))
      continue;
    if (belonging(life, act) == Truth::no && !of_no_affaire(life, act)) continue;
    if (any(delai(life, run).kept_by, act, place(life, act.on, &act)) != Truth::no)
      run.doubtful.push_back(&act);
  }
}

/// What keeps it may have been done already, since the day it says: the first sure one counts.
void World::keep_in_advance(Life& life, Run& run, Date on) {
  const auto& d = delai(life, run);
  auto from = value(d.kept_before, place(life, on, run.cause)).value;
  if (from.kind == Value::Kind::event) from = Value::of(events_[static_cast<std::size_t>(from.lo)].on);
  for (std::size_t rank = 0; rank < seen_; ++rank) {
    const auto& act = events_[rank];
    if (act.type == no_id || act.person_unknown || !may_be_hers(life, act)) continue;
    auto late_enough = Truth::unknown;
    if (from.kind == Value::Kind::date && act.on >= from.latest()) late_enough = Truth::yes;
    if (from.kind == Value::Kind::date && act.on < from.earliest()) late_enough = Truth::no;
    auto keeps = both(late_enough, belonging(life, act));
    if (act.ambiguous) keeps = both(keeps, Truth::unknown);
    keeps = both(keeps, any(d.kept_by, act, place(life, act.on, &act)));
    if (keeps == Truth::unknown) run.doubtful.push_back(&act);
    if (keeps != Truth::yes) continue;
    run.doubtful.clear();
    keep_run(life, run, on, act);
    return;
  }
}

/// It counts from the day of the act, or from the day the rule reads on it.
void World::keep_run(Life& life, Run& run, Date on, const Event& act) {
  const auto& d = delai(life, run);
  end_run(life, run, Run::Phase::kept, on, &act);
  run.settled = act.on;
  if (d.kept_on == none_id) return;
  const auto counted = value(d.kept_on, place(life, act.on, &act)).value;
  run.counted = counted.kind == Value::Kind::date ? counted : Value{};
  if (run.counted.exact()) run.settled = run.counted.earliest();
}

void World::refresh(Life& life, Date day) {
  for (auto& run : life.runs) refresh(life, run, day);
}

void World::refresh(Life& life, Run& run, Date day) {
  refresh(life, run, day, seen_);
}

/// A run that ends does not see the act that ends it, unless that act began it.
void World::refresh_last(Life& life, Run& run, Date day) {
  refresh(life, run, day, std::max(routing_ ? seen_ - 1 : seen_, run.opened_seen));
}

void World::refresh(Life& life, Run& run, Date day, std::size_t seen) {
  if (!running(run)) return;
  const auto place = [&](const Life& whose, Date when, const Event* current) {
    auto here = this->place(whose, when, current);
    here.seen = seen;
    return here;
  };
  const auto& delai = model_.procedures[life.procedure].delais[run.delai];
  // A length is that of the day its run starts; but « 6 mois, 12 si l'obstacle est reconnu avant l'échéance »
  // is read again until the end. What was known and no longer is stays.
  const auto length_of = delai.until != none_id ? delai.until : bounds(delai) ? delai.maximum : delai.length;
  const auto read_length = [&] {
    if (delai.as_soon_as_possible) return;
    // A date it is put off to, or ends at, is read as long as it runs.
    if (delai.postponed_to != none_id) {
      const auto here = place(life, day, run.cause);
      run.put_off = delai.postponed_if == none_id ? Truth::yes : truth(value(delai.postponed_if, here));
      run.put_off_to = value(delai.postponed_to, here);
    }
    if (run.start.value.kind != Value::Kind::date) return;
    if (length_of != none_id &&
        (!run.length.value.known() || !run.frozen || delai.until != none_id || mentions_choice(length_of)))
      if (const auto length = value(length_of, place(life, day, run.cause));
          length.value.known() || !run.length.value.known() || delai.until != none_id)
        run.length = length;
  };
  if (run.frozen) return read_length();
  if (delai.as_soon_as_possible) {
    // What its service aims at, where the dossier was and by what held the day it began.
    run.start = {Value::of(run.opened), {}, false};
    if (delai.length != none_id) {
      auto here = place(life, run.opened, run.cause);
      here.governing = run.opened;
      run.length = value(delai.length, here);
    }
    run.as_soon = delai.length == none_id || run.length.value.kind != Value::Kind::duration;
    run.frozen = true;
    return;
  }
  if (delai.point == none_id) {
    run.start = {Value::of(run.opened), {}, false};
    read_length();
    run.frozen = true;
    return;
  }
  if (run.restarted) return read_length();
  run.start = value(delai.point, place(life, day, run.cause));
  if (run.start.value.kind == Value::Kind::event)
    run.start.value = Value::of(events_[static_cast<std::size_t>(run.start.value.lo)].on);
  if (run.interrupting) {
    const auto from = run.cause->on;
    run.start.facts.insert(rank_of(*run.cause));
    if (auto& start = run.start.value; start.kind == Value::Kind::date)
      start = Value::of(std::max(start.earliest(), from), std::max(start.latest(), from));
  }
  if (delai.in_hours) {
    const auto act =
        value(model_.args[model_.exprs[delai.point].first_arg], place(life, day, run.cause)).value;
    run.start_act = act.kind == Value::Kind::event ? &events_[static_cast<std::size_t>(act.lo)] : nullptr;
  }
  read_length();
  const bool follows = delai.backwards && mentions_end(delai.point);
  run.frozen = run.start.value.exact() && !mentions_choice(delai.point) && !follows;
}

const Run* World::last_run(const Life& life, std::uint16_t index) const {
  const Run* last = nullptr;
  for (const auto& run : life.runs)
    if (run.delai == index) last = &run;
  return last;
}

/// The acts its dates rest on: those its start and its length were read from, those that moved its end.
Facts World::facts_of(const Run& run) const {
  auto all = run.moved_by;
  all.insert(run.start.facts.begin(), run.start.facts.end());
  all.insert(run.length.facts.begin(), run.length.facts.end());
  return all;
}

/// Of the délai itself: the act that kept, lifted or left it too.
Facts World::facts_settled(const Run& run) const {
  auto all = facts_of(run);
  if (run.settled_by) all.insert(rank_of(*run.settled_by));
  if (running(run))
    for (const auto* act : run.doubtful) all.insert(rank_of(*act));
  return all;
}

/// Once a run is settled, its dates are those of that day.
Date World::day_of_evaluation(const Run& run, Date day) const {
  return running(run) ? day : std::min(run.ended, day);
}

Ends World::ends(const Life& life, const Run& run, Date asked_day) const {
  if (run.settled_ends) return *run.settled_ends;
  const auto& delai = this->delai(life, run);
  const auto day = day_of_evaluation(run, asked_day);
  Ends out;
  std::vector<Date> found;

  const bool by_date = delai.until != none_id;
  auto start = run.restarted ? Result{*run.restarted, {}, false} : run.start;
  if (kind_of(delai).manner == Manner::comes && by_date) start = {Value::of(run.opened), {}, false};
  if (one_sided(start.value)) out.missing = start.missing;
  if (start.value.kind != Value::Kind::date || (recurs(delai) && one_sided(start.value))) {
    out.missing = start.missing;
    return out;
  }
  out.start = start.value.earliest();
  out.start_latest = start.value.latest();
  if (by_date) {
    const auto& last = run.length;
    if (last.value.kind != Value::Kind::date) {
      out.missing = last.missing;
      return out;
    }
    if (one_sided(last.value)) out.missing = last.missing;
    found = {last.value.earliest(), last.value.latest()};
    for (const auto& more : run.postponed) {
      found.front() = later(found.front(), Value::unpack_duration(more.lo, more.days), calendar(run.opened));
      found.back() = later(found.back(), Value::unpack_duration(more.hi, more.days), calendar(run.opened));
    }
  } else {
    const auto& length = run.length;
    if (length.value.kind != Value::Kind::duration) {
      out.missing = length.missing;
      return out;
    }
    const auto written = delai.calendar != Calendar::unknown ? delai.calendar : calendar(run.opened);
    std::vector<std::pair<Calendar, bool>> calendars;
    if (written == Calendar::unknown) {
      for (const auto one : every_calendar) calendars.emplace_back(one, false);
      calendars.emplace_back(Calendar::alsace_moselle, true);
    } else {
      calendars.emplace_back(written, false);
      if (written == Calendar::alsace_moselle) calendars.emplace_back(written, true);
    }
    const auto choices = [](Choice choice) {
      if (choice == Choice::uncertain) return std::vector<bool>{false, true};
      return std::vector<bool>{choice == Choice::yes};
    };
    if (delai.in_hours) {
      const auto from = run.start_act ? time_of(*run.start_act) : std::nullopt;
      if (!from) {
        out.missing = {"heure"};
        return out;
      }
      std::vector<Instant> instants;
      for (const auto packed : {length.value.lo, length.value.hi})
        for (const auto put_off : choices(delai.proroge))
          for (const auto& [where, vendredi_saint] : calendars) {
            Instant end{out.start, *from};
            for (auto hours = Value::unpack_duration(packed, DayKind::hour).days; hours > 0; --hours)
              if ((end.minute += 60) >= 24 * 60) end = {end.day + 1, end.minute - 24 * 60};
            end.day = std::min(end.day, last_day());
            if (const auto working = proroge(end.day, where, vendredi_saint); put_off && working != end.day)
              end = {working};
            instants.push_back(end);
          }
      out.until = *std::ranges::min_element(instants);
      out.until_latest = *std::ranges::max_element(instants);
      out.lo = out.until.day;
      out.hi = out.until_latest.day;
      out.known = true;
      return out;
    }
    // Of one renewed, the pauses were counted since its first length began.
    struct From {
      Date day, since;
    };
    const auto& first = run.start.value;
    for (const auto& [from, since] :
         {From{out.start, run.restarted ? first.earliest() : out.start},
          From{out.start_latest, run.restarted ? first.latest() : out.start_latest}})
      for (const auto packed : {length.value.lo, length.value.hi})
        for (const auto franc : choices(delai.franc))
          for (const auto put_off : choices(delai.proroge))
            for (const auto& [where, vendredi_saint] : calendars) {
              const auto duration = Value::unpack_duration(packed, length.value.days);
              const auto later = [&](Date end, const Duration& more) {
                // What is said of one calendar only is counted with it.
                return unbounded(end)
                           ? end
                           : compute_delai(end, more, {.calendar = where, .vendredi_saint = vendredi_saint})
                                 .end;
              };
              const auto last_of = [&](const Duration& whole, const Duration& besides) {
                if (kind_of(delai).first_day_counts)
                  return pushed(life, run, delai, from, since,
                                measure_last_day(from, whole, where, vendredi_saint), day, out.stopped);
                auto end =
                    compute_delai(
                        from, whole,
                        {.calendar = where, .vendredi_saint = vendredi_saint, .backwards = delai.backwards})
                        .raw;
                end = pushed(life, run, delai, from, since, later(end, besides), day, out.stopped);
                if (franc) end = delai.backwards ? end - 1 : end + 1;
                return put_off && !delai.backwards ? proroge(end, where, vendredi_saint) : end;
              };
              if (run.postponed.empty()) {
                found.push_back(last_of(duration, {}));
                continue;
              }
              const auto in_length = delai.backwards ? Choice::no : delai.postponed_in_length;
              for (const auto bound : {run.postponed.front().lo, run.postponed.front().hi}) {
                const auto more = Value::unpack_duration(bound, run.postponed.front().days);
                if (in_length != Choice::yes) found.push_back(later(last_of(duration, {}), more));
                if (in_length == Choice::no) continue;
                // Days of one kind make one length; those of another come after it.
                const bool alike = duration.days == 0 || more.days == 0 || duration.kind == more.kind;
                if (alike)
                  found.push_back(last_of({.months = duration.months + more.months,
                                           .days = duration.days + more.days,
                                           .kind = duration.days ? duration.kind : more.kind},
                                          {}));
                else if (kind_of(delai).first_day_counts)
                  found.push_back(later(last_of(duration, {}), more));
                else
                  found.push_back(last_of(duration, more));
              }
            }
  }
  out.lo = std::clamp(*std::ranges::min_element(found), first_day(), last_day());
  out.hi = std::clamp(*std::ranges::max_element(found), first_day(), last_day());
  if (!by_date && out.start <= first_day()) out.lo = first_day();
  if (!by_date && out.start_latest >= last_day()) out.hi = last_day();
  if (delai.postponed_to != none_id) {
    const auto wanted = run.put_off;
    const auto& to = run.put_off_to;
    if (wanted != Truth::no && to.value.kind == Value::Kind::date) {
      if (one_sided(to.value) && out.missing.empty()) out.missing = to.missing;
      out.hi = std::max(out.hi, to.value.latest());
      if (wanted == Truth::yes) out.lo = std::max(out.lo, to.value.earliest());
    } else if (wanted != Truth::no) {
      out.missing = to.missing;
      return out;
    }
  }
  out.known = true;
  return out;
}

/// Pauses: the days spent in the state on [entry, exit), or while the condition held, push the end; days
/// common to two pauses count once.
Date World::pushed(const Life& life, const Run& run, const Delai& delai, Date start, Date since, Date raw,
                   Date day, bool& stopped) const {
  struct Interval {
    Date from, to;  // [from, to)
    bool by_months;
    bool lasts = false;  // stops the clock that day still

    Duration length() const {
      std::int32_t months = 0;
      while (by_months && add_months(from, months + 1) <= to) ++months;
      return {months, days_between(add_months(from, months), to), DayKind::calendar};
    }
  };
  std::vector<Interval> intervals;
  for (std::size_t i = 0; i < delai.pauses.size(); ++i) {
    const auto& pause = delai.pauses[i];
    std::vector<Interval> of_this;
    if (pause.state != no_id) {
      for (const auto& stay : life.stays)
        if (stay.state == pause.state && stay.from <= day) {
          const bool lasts = !stay.to.known() || stay.to > day;
          // To come back the day one leaves is not to leave.
          if (!of_this.empty() && of_this.back().to >= stay.from)
            of_this.back().to = lasts ? day : stay.to, of_this.back().lasts = lasts;
          else
            of_this.push_back({stay.from, lasts ? day : stay.to, pause.by_months, lasts});
        }
    } else if (const auto days = run.paused_days.find(i); days != run.paused_days.end()) {
      for (const auto paused : days->second) {
        if (paused > day) continue;
        const auto until = std::min(paused + 1, day);
        const bool lasts = paused == std::min(day, noted_);
        if (!of_this.empty() && of_this.back().to == paused)
          of_this.back().to = until, of_this.back().lasts = lasts;
        else
          of_this.push_back({paused, until, pause.by_months, lasts});
      }
    }
    // Of a day to come, what stops it today is taken to stop it still.
    if (pause.state == no_id && day > day_ &&
        truth(value(pause.condition, place(life, day_, run.cause))) == Truth::yes) {
      if (of_this.empty() || of_this.back().to < day_) of_this.push_back({day_, day, pause.by_months, true});
      of_this.back().to = day, of_this.back().lasts = true;
    }
    std::optional<Duration> most;
    if (pause.at_most != none_id) most = duration_of(value(pause.at_most, place_of(life, run, day)).value);
    Duration taken;
    for (auto one : of_this) {
      one.from = std::max({one.from, since, run.opened});
      // « cumulés »: as if this pause had begun sooner by all that the others took.
      const auto counted_from = pause.cumulated ? add_months(one.from, -taken.months) - taken.days : one.from;
      if (most) {
        const auto cut = later(counted_from, *most, calendar(run.opened));
        if (one.to >= cut) one.to = cut, one.lasts = false;
      }
      if (one.from > one.to || (one.from == one.to && !one.lasts)) continue;
      const auto length = one.length();
      taken.months += length.months, taken.days += length.days;
      // The maximum is that of the run, whatever renews it; the days before this length moved the former.
      one.from = std::max(one.from, start);
      if (one.from < one.to || (one.from == one.to && one.lasts)) intervals.push_back(one);
    }
  }
  std::ranges::stable_sort(intervals, {}, &Interval::from);
  Duration total;
  for (std::size_t i = 0; i < intervals.size();) {
    auto joined = intervals[i];
    for (++i; i < intervals.size() && intervals[i].from <= joined.to; ++i)
      joined.to = std::max(joined.to, intervals[i].to), joined.lasts = joined.lasts || intervals[i].lasts;
    if (joined.from > add_months(raw, total.months) + total.days) break;
    const auto length = joined.length();
    total.months += length.months, total.days += length.days;
    stopped = stopped || joined.lasts;
  }
  return add_months(raw, total.months) + total.days;
}

bool World::covered(const Life& life, const Run& run, const Ends& end) const {
  for (const auto* act : run.doubtful)
    if (act->on <= end.hi || delai(life, run).kept_on != none_id) return false;
  for (const auto pattern : delai(life, run).kept_by)
    if (!covered(model_.patterns[pattern].type,
                 std::min(unbounded(end.start) ? run.opened : end.start, end.hi), end.hi))
      return false;
  return true;
}

std::optional<int> World::time_of(const Event& event) const {
  if (event.type == no_id || !model_.vocabulary.events[event.type].carries_time()) return std::nullopt;
  const auto time = field(event, time_field);
  if (time.kind != Value::Kind::time) return std::nullopt;
  return static_cast<int>(time.lo);
}

Truth World::in_time(const Ends& end, const Event& act) const {
  const auto time = time_of(act);
  const Instant soonest{act.on, time.value_or(0)}, latest{act.on, time.value_or(24 * 60 - 1)};
  if (latest <= end.until) return Truth::yes;
  return soonest > end.until_latest ? Truth::no : Truth::unknown;
}

Statut World::deadline_statut(const Life& life, const Run& run, Date day) const {
  const auto& delai = this->delai(life, run);
  const auto end = ends(life, run, day);
  if (run.phase == Run::Phase::kept) {
    if (run.as_soon) return Statut::tenue;
    const auto from = delai.kept_on == none_id ? Value::of(run.settled) : run.counted;
    if (!end.known || !from.known()) return Statut::incertaine;
    if (delai.in_hours) {
      const auto done = in_time(end, *run.settled_by);
      if (done == Truth::yes) return Statut::tenue;
      const bool sure = done == Truth::no && concludes(delai.rule) && !run.machine_was_uncertain;
      return sure ? Statut::tenue_en_retard : Statut::incertaine;
    }
    if (from.latest() <= end.lo) return Statut::tenue;
    return from.earliest() > end.hi && (delai.as_soon_as_possible || concludes(delai.rule)) &&
                   !run.machine_was_uncertain
               ? Statut::tenue_en_retard
               : Statut::incertaine;
  }
  if (run.phase == Run::Phase::over) return Statut::depassee;
  if (!running(run)) return Statut::sans_objet;
  if (run.as_soon) return Statut::en_cours;
  if (!end.known) return Statut::incertaine;
  if (end.stopped) return Statut::en_cours;
  if (day <= end.lo) {
    if (delai.as_soon_as_possible) return Statut::proche;
    for (const auto& reminder : delai.reminders)
      if (reminder.when == Reminder::When::before)
        if (const auto length = duration_of(value(reminder.length, place(life, day)).value))
          if (day >= earlier(end.lo, *length, calendar(run.opened))) return Statut::proche;
    return Statut::a_venir;
  }
  if (day <= end.hi || (!delai.as_soon_as_possible && !concludes(delai.rule)) || life.uncertain() ||
      !covered(life, run, end))
    return Statut::incertaine;
  return Statut::depassee;
}

/// What may be done: open to its last day; of the person's own time, to the last day it may be, and what she
/// did before it was surely over she did in time. Over, nobody is late; whether it was used may be in doubt.
Statut World::faculty_statut(const Life& life, const Run& run, Date day) const {
  const auto& delai = this->delai(life, run);
  const auto end = ends(life, run, day);
  const bool hers = delai.for_person || delai.against_person;
  const bool sure = concludes(delai.rule);
  switch (run.phase) {
    case Run::Phase::kept: {
      const auto used = delai.kept_on == none_id ? Value::of(run.settled) : run.counted;
      if (!end.known || !used.known()) return hers ? Statut::tenue : Statut::incertaine;
      if (delai.in_hours && used.latest() <= end.hi) {
        const auto done = in_time(end, *run.settled_by);
        if (done == Truth::yes || (done == Truth::unknown && hers)) return Statut::tenue;
        if (done == Truth::unknown) return Statut::incertaine;
        return sure && !run.machine_was_uncertain ? Statut::sans_objet : Statut::incertaine;
      }
      if (used.latest() <= end.lo) return Statut::tenue;
      if (used.earliest() <= end.hi) return hers ? Statut::tenue : Statut::incertaine;
      return sure && !run.machine_was_uncertain ? Statut::sans_objet : Statut::incertaine;
    }
    case Run::Phase::running:
      break;
    default:
      return Statut::sans_objet;
  }
  if (!end.known) return Statut::incertaine;
  if (end.stopped || day <= end.lo) return Statut::en_cours;
  if (day <= end.hi) return hers && !end.no_latest() ? Statut::en_cours : Statut::incertaine;
  return sure && !life.uncertain() && covered(life, run, end) ? Statut::sans_objet : Statut::incertaine;
}

Result World::end_of(const Life& life, std::uint16_t index, Date day) const {
  const auto* run = last_run(life, index);
  const auto& delai = model_.procedures[life.procedure].delais[index];
  if (!run) return {Value::missing(delai.name), {name(delai.name)}, true};
  if (run->phase == Run::Phase::lifted)
    return {Value::of(run->settled), {}, false, {rank_of(*run->settled_by)}};
  // No rule rests on a day that a service gives itself.
  const auto end = delai.as_soon_as_possible ? Ends{} : ends(life, *run, day);
  if (!end.known) return {Value::missing(delai.name), what_tells(end, name(delai.name)), false};
  return {Value::of(end.lo, end.hi), end.one_sided() ? what_tells(end, name(delai.name)) : Names{}, false};
}

Result World::over(const Life& life, std::uint16_t index, Date day) const {
  const auto* run = last_run(life, index);
  if (!run) return {Value::of(false), {}, false};
  if (run->phase == Run::Phase::lifted && run->settled <= day)
    return {Value::of(true), {}, false, {rank_of(*run->settled_by)}};
  const auto& delai = model_.procedures[life.procedure].delais[index];
  const auto end = delai.as_soon_as_possible ? Ends{} : ends(life, *run, day);
  if (!end.known) return {Value{}, what_tells(end, name(delai.name)), false};
  if (end.hi < day) return {Value::of(true), {}, false};
  if (end.lo >= day) return {Value::of(false), {}, false};
  return {Value{}, end.one_sided() ? what_tells(end, name(delai.name)) : Names{"notification"}, false};
}

Result World::delai_is(const Life& life, std::uint16_t index, DelaiState state, Date day) const {
  const auto* run = last_run(life, index);
  const auto known = [](bool yes) { return Result{Value::of(yes), {}, false}; };
  if (!run) return known(false);
  const auto statut = deadline_statut(life, *run, day);
  switch (state) {
    case DelaiState::kept:
      if (run->phase != Run::Phase::kept) return known(false);
      if (const auto& d = delai(life, *run); may_be_used(d)) {
        const auto used = faculty_statut(life, *run, day);
        const auto end = ends(life, *run, day);
        if (used == Statut::incertaine)
          return {Value{},
                  end.known && !end.one_sided() ? Names{"notification"} : what_tells(end, name(d.name)),
                  false};
        if (used != Statut::tenue) return known(false);
      }
      return {Value::of(true), {}, false, {rank_of(*run->settled_by)}};
    case DelaiState::elapsed:
      return over(life, index, day);
    case DelaiState::overdue:
      if (delai(life, *run).as_soon_as_possible) return known(false);
      if (statut == Statut::depassee || statut == Statut::tenue_en_retard) return known(true);
      if (statut == Statut::incertaine) {
        return {Value{}, what_tells(ends(life, *run, day), name(delai(life, *run).name)), false};
      }
      return known(false);
    case DelaiState::running:
      break;
  }
  if (!running(*run)) return known(false);
  const auto end = ends(life, *run, day);
  const auto& d = delai(life, *run);
  const bool endless = d.as_soon_as_possible || recurs(d) || (bounds(d) && d.maximum == none_id);
  // A rythme does not start from a day known on one side.
  const bool started =
      run->start.value.kind == Value::Kind::date && !(recurs(d) && one_sided(run->start.value));
  if (endless && started) return known(true);
  if (!end.known) return {Value{}, what_tells(end, name(d.name)), false};
  if (day <= end.lo) return known(true);
  if (day > end.hi) return known(false);
  return {Value{}, end.one_sided() ? what_tells(end, name(d.name)) : Names{"notification"}, false};
}

void World::end_run(Life& life, Run& run, Run::Phase phase, Date on, const Event* by, bool alone) {
  if (alone) refresh_last(life, run, on);
  run.was_overdue = run.was_overdue ||
                    (awaits_an_act(delai(life, run)) && deadline_statut(life, run, on) == Statut::depassee);
  run.machine_was_uncertain = life.uncertain();
  run.settled_ends = ends(life, run, on);
  run.phase = phase;
  run.settled = run.ended = on;
  run.settled_seen = seen_;
  run.settled_by = by;
}

}  // namespace filrouge::oracle
