#include <algorithm>

#include "tests/oracle/world.hpp"

/// §2 to §4: the days one after the other, the life of instances, the clauses that fire.
namespace filrouge::oracle {
namespace {

constexpr int most_passages = 100;  // between two stimuli; at the last the machine is stopped

}  // namespace

World::World(const Model& model, const Journal& journal, Date asked, Date known)
    : model_(model), journal_(journal), asked_(asked), known_(known) {
  see_journal();
  walk();
  seen_ = events_.size();
}

/// Of the first département that was told before any day, and of each from the day it was told.
std::string World::departement_on(Date day) const {
  const JournalResidence* found = nullptr;
  for (const auto& one : journal_.residences) {
    const bool told = !one.from.known() || one.from <= known_;
    if (told && (!found || one.from <= day)) found = &one;
  }
  return found ? found->departement : std::string();
}

bool World::in_force(RuleId rule, Date governing) const {
  return in_force(rule, governing, there_);
}

bool World::in_force(RuleId rule, Date governing, const std::string& departement) const {
  if (rule == none_id) return true;
  const auto& info = model_.rules[rule];
  // A rule of a département exists for its dossiers only.
  const auto& local = model_.modules.empty() ? std::string() : model_.modules[info.module].departement;
  if (!local.empty() && local != departement) return false;
  return (!info.in_force_from.known() || info.in_force_from <= governing) &&
         (!info.in_force_to.known() || governing <= info.in_force_to);
}

bool World::concludes(RuleId rule) const {
  return model_.rules[rule].verified || model_.rules[rule].internal_target;
}

Place World::place(const Life& life, Date day, const Event* current) const {
  return {&life, life.person, current, nullptr, day, life.governing, seen_};
}

/// Once a run is settled, it is read as it was then: neither the day nor the acts seen go any further.
Place World::place_of(const Life& life, const Run& run, Date day) const {
  auto here = place(life, day, run.cause);
  if (run.phase != Run::Phase::running) here.seen = std::min(here.seen, run.settled_seen);
  return here;
}

void World::walk() {
  there_ = departement_on(first_day_.known() ? first_day_ : asked_);
  if (!first_day_.known()) return;  // nothing was seen: nothing began
  seen_ = 0;
  for (auto day = first_day_; day <= asked_; day = day + 1) {
    day_ = day;
    new_stimulus();
    fire_over(day);
    judge(day);
    change_departement(day);
    standing(day);
    seams(day);
    judge(day);
    while (seen_ < events_.size() && events_[seen_].on == day) {
      new_stimulus();
      ++seen_;
      routing_ = true;
      route(events_[seen_ - 1]);
      routing_ = false;
      judge(day);
    }
    judge_again();
    // A state entered today may have started délais that are already over, unless a pause holds them.
    for (bool moved = true; moved;) {
      moved = judge(day);
      note_pauses(day);
      moved = fire_over(day) || moved;
    }
  }
}

bool World::has_unordered(const Event& act) const {
  return std::ranges::any_of(events_, [&](const Event& other) { return unordered(act, other); });
}

/// Is it false still, the acts of the other sources put all before, then all after?
bool World::stands_otherwise(const Place& here, ExprId condition) const {
  auto there = here;
  for (const auto others : {Place::Others::before, Place::Others::after}) {
    there.others = others;
    if (truth(value(condition, there)) != Truth::no) return false;
  }
  return true;
}

/// When the day ends: nobody is accused of what another order of its acts would excuse.
void World::judge_again() {
  for (const auto& [index, life, act, requirement, run] : accused_) {
    bool stands;
    if (requirement) {
      auto here = place(*life, act->on, act);
      here.seen = rank_of(*act) + 1;
      stands = stands_otherwise(here, requirement->condition);
    } else {
      const bool ended_today = run->phase != Run::Phase::running && run->ended == act->on;
      const bool would_be_lifted = std::ranges::any_of(events_, [&](const Event& other) {
        return rank_of(other) > rank_of(*act) && unordered(other, *act) && other.type != no_id &&
               !other.person_unknown && may_be_hers(*life, other) &&
               (belonging(*life, other) != Truth::no || of_no_affaire(*life, other)) &&
               any(delai(*life, *run).lifted_by, other, place(*life, other.on, &other)) != Truth::no;
      });
      stands = !(run->cause && unordered(*run->cause, *act)) &&
               !(ended_today && run->settled_by && unordered(*run->settled_by, *act)) && !would_be_lifted;
    }
    if (stands) continue;
    auto& told = said_[index].finding;
    told.nature = nature_word(Nature::donnee_manquante);
    if (told.severity == severity_word(Severity::blocking)) told.severity = severity_word(Severity::major);
    told.missing = {"ordre des actes du jour"};
  }
  accused_.clear();
}

/// The days at whose end the condition of a pause is known true.
void World::note_pauses(Date day) {
  noted_ = day;
  for (auto& life : lives_)
    for (auto& run : life.runs) {
      if (run.phase != Run::Phase::running) continue;
      const auto& pauses = delai(life, run).pauses;
      for (std::size_t i = 0; i < pauses.size(); ++i) {
        if (pauses[i].condition == none_id) continue;
        run.paused_days[i].erase(day);
        if (truth(value(pauses[i].condition, place(life, day, run.cause))) == Truth::yes)
          run.paused_days[i].insert(day);
      }
    }
}

void World::new_stimulus() {
  for (auto& life : lives_) life.passages = 0;
}

/// What is still to be found is looked for, then conditions are judged.
/// Did one of them fire?
bool World::judge(Date day) {
  for (auto& life : lives_) refresh(life, day);
  return conditions(day);
}

/// A machine, with those it opened, passes from state to state so many times and no more.
bool World::may_pass(Life& life) {
  if (life.stopped) return false;
  auto* first = &life;
  while (first->opened_by) first = first->opened_by;
  if (first->passages < most_passages) {
    ++first->passages;
    return true;
  }
  stop_when_turning(life);
  return false;
}

void World::stop_when_turning(Life& life) {
  auto* first = &life;
  while (first->opened_by) first = first->opened_by;
  if (first->passages < most_passages || life.stopped) return;
  life.stopped = true;
  if (first->circle_told) return;
  first->circle_told = true;
  auto& said = say(Nature::donnee_manquante, model_.procedures[life.procedure].rule, life, day_,
                   facts_of(life.stays.back().cause));
  said.finding.severity = severity_word(Severity::blocking);
}

/// Does the end of this run, the day before `day` or earlier, still have to do something?
bool World::fires(const Life& life, const Run& run, Date day) const {
  if (!life.alive || life.stopped || run.phase != Run::Phase::running || run.end_done) return false;
  const auto end = ends(life, run, day);
  if (!end.known || end.stopped || end.hi >= day) return false;
  const auto& delai = this->delai(life, run);
  if (recurs(delai) || (bounds(delai) && delai.point == none_id)) return false;
  if (!awaits_an_act(delai) || renews(delai, run)) return true;
  const auto& procedure = model_.procedures[life.procedure];
  const auto about = [&](const Clause& clause) {
    return clause.kind == ClauseKind::at_end && clause.delai == run.delai;
  };
  const auto moves = [](const Action& action) { return action.kind == ActionKind::go_to; };
  const bool leads_on = std::ranges::any_of(procedure.states[life.state].clauses, about) ||
                        std::ranges::any_of(procedure.from_any, about) ||
                        std::ranges::any_of(delai.if_overdue, moves);
  // In doubt, the act may have come: nothing follows.
  return leads_on && deadline_statut(life, run, day) == Statut::depassee;
}

bool World::renews(const Delai& delai, const Run& run) const {
  return delai.renewed_tacitly && run.renewals < delai.renewals;
}

bool World::fire_over(Date day) {
  for (bool fired = false;; fired = true) {
    Life* who = nullptr;
    Run* which = nullptr;
    Date oldest;
    for (auto& life : lives_)
      for (auto& run : life.runs) {
        if (!fires(life, run, day)) continue;
        const auto end = ends(life, run, day).hi;
        const bool declared_before = who == &life && end == oldest && run.delai < which->delai;
        if (!who || end < oldest || declared_before) who = &life, which = &run, oldest = end;
      }
    if (!who) return fired;
    at_end(*who, *which, day);
  }
}

void World::at_end(Life& life, Run& run, Date day) {
  const auto& delai = this->delai(life, run);
  const auto end = ends(life, run, day);
  if (renews(delai, run)) {
    renew(delai, run, end);
    return;
  }
  // A délai already over when its state is entered takes effect then, not before the state was.
  const auto on = std::max(end.hi, life.entered);
  run.end_done = true;
  if (!awaits_an_act(delai)) {
    run.settled_ends = end;
    run.phase = Run::Phase::over;
    run.settled = run.ended = end.hi;
    run.settled_seen = seen_;
  }
  if (is_final(life)) return;

  run.was_overdue = awaits_an_act(delai);
  const auto tried = run_sequel(life, run.delai, on, nullptr);
  if (!awaits_an_act(delai) || tried != Tried::passed) return;
  for (const auto& action : delai.if_overdue)
    if (action.kind == ActionKind::go_to) {
      // Left without the act it asked for: « sans objet » from then on, though its irregularity stays.
      // One of the instance waits for its act still.
      act(life, action, on, nullptr, true);
      return;
    }
}

/// The next length is chained on the end of the former; what put that end off is spent. A measure lasts until
/// its last day: the next begins the day after.
void World::renew(const Delai& delai, Run& run, const Ends& end) {
  const auto gap = kind_of(delai).first_day_counts ? 1 : 0;
  ++run.renewals;
  run.restarted = Value::of(end.lo + gap, end.hi + gap);
  run.postponed.clear();
}

/// The clauses « à la fin de » of a délai: those of the state first, else those « depuis tout état ».
World::Tried World::run_sequel(Life& life, std::uint16_t index, Date on, const Event* event) {
  const auto& procedure = model_.procedures[life.procedure];
  const auto gather = [&](const std::vector<Clause>& clauses) {
    std::vector<const Clause*> group;
    for (const auto& clause : clauses)
      if (clause.kind == ClauseKind::at_end && clause.delai == index) group.push_back(&clause);
    return group;
  };
  const auto tried = try_group(life, gather(procedure.states[life.state].clauses), on, on, event);
  return tried == Tried::passed ? try_group(life, gather(procedure.from_any), on, on, event) : tried;
}

void World::seams(Date day) {
  for (std::size_t i = 0; i < lives_.size(); ++i) {
    auto& life = lives_[i];
    if (!life.alive || life.stopped) continue;
    for (const auto& seam : model_.procedures[life.procedure].seams)
      if (seam.on == day && seam.from == life.state) {
        enter(life, seam.to, day, nullptr);
        break;
      }
  }
}

/// No act is at hand: a condition that holds was made true by the latest act it rests on, if there is one.
bool World::conditions(Date day) {
  bool any = false;
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < lives_.size(); ++i) {
      auto& life = lives_[i];
      if (!receives(life)) continue;
      const auto& procedure = model_.procedures[life.procedure];
      std::vector<const Clause*> all;
      for (const auto& clause : procedure.states[life.state].clauses) all.push_back(&clause);
      for (const auto& clause : procedure.from_any) all.push_back(&clause);
      for (const auto* clause : all) {
        if (clause->kind != ClauseKind::on_condition || !in_force(clause->rule, life.governing)) continue;
        if (life.fired_conditions.contains({life.visit, clause})) continue;
        const auto holds = value(clause->condition, place(life, day));
        if (truth(holds) != Truth::yes) continue;
        life.fired_conditions.insert({life.visit, clause});
        fire(life, *clause, day, holds.facts.empty() ? nullptr : &events_[*holds.facts.rbegin()]);
        again = any = true;
        break;
      }
    }
  }
  return any;
}

/// The dossier goes to another département: what a local text alone knew ends « à transmettre », its délais
/// in a national procédure are left, and those of the other text begin.
void World::change_departement(Date day) {
  const auto there = departement_on(day);
  if (there == there_) return;
  const auto local = [&](RuleId rule) {
    return rule == none_id || model_.modules.empty() ? std::string()
                                                     : model_.modules[model_.rules[rule].module].departement;
  };
  const auto elsewhere = [&](RuleId rule) { return !local(rule).empty() && local(rule) != there; };
  for (auto& life : lives_) {
    if (!life.alive || is_final(life)) continue;
    const bool ends = elsewhere(model_.procedures[life.procedure].rule);
    leave(life, day, nullptr, [&](const Delai& delai) { return ends || elsewhere(delai.rule); });
    if (ends) life.alive = false, life.closed = day;
  }
  for (auto& said : said_) said.left_behind = said.left_behind || !local(said.rule).empty();
  there_ = there;
}

/// Instances « pour chaque »: one for each run of days on which the predicate is yes or unknown.
void World::standing(Date day) {
  for (std::uint16_t p = 0; p < model_.procedures.size(); ++p) {
    const auto& procedure = model_.procedures[p];
    if (procedure.per == InstancePer::event) continue;
    std::vector<int> people;
    if (procedure.per == InstancePer::dossier)
      people.push_back(-1);
    else
      for (std::size_t i = 0; i < journal_.persons.size(); ++i)
        if (journal_.persons[i].in_chain) people.push_back(static_cast<int>(i));
    for (const int person : people) {
      const auto predicate_on = [&](Date when) {
        if (!model_.modules.empty()) {
          const auto& local = model_.modules[model_.rules[procedure.rule].module].departement;
          if (!local.empty() && local != departement_on(when)) return Truth::no;
        }
        if (procedure.predicate == none_id) return Truth::yes;
        return truth(value(procedure.predicate, Place{nullptr, person, nullptr, nullptr, when, when}));
      };
      const auto now = predicate_on(day);
      auto& run = predicate_runs_[{p, person}];
      if (now == Truth::no)
        run.since.reset();
      else if (!run.since)
        run.since = day, ++run.count;
      Life* alive = nullptr;
      for (auto& life : lives_)
        if (life.procedure == p && life.person == person && !life.trigger && life.alive && !life.opened_by)
          alive = &life;
      if (alive) {
        if (now == Truth::unknown && !alive->predicate_unknown) alive->predicate_unknown_since = day;
        alive->predicate_unknown = now == Truth::unknown;
        if (now != Truth::no) continue;
        alive->alive = false;
        alive->closed = day;
        refresh(*alive, day);
        for (auto& run : alive->runs)
          if (run.phase == Run::Phase::running) end_run(*alive, run, Run::Phase::left, day, nullptr, false);
        continue;
      }
      if (now == Truth::no) continue;
      // The run of days may have begun before the version did.
      const auto run_begun = *run.since;
      const int repeat = run.count;
      const auto from = model_.rules[procedure.rule].in_force_from;
      auto governing = std::max(run_begun, from);
      auto begun = governing;
      if (procedure.governing != none_id) {
        begun = run_begun;
        Life provisional;
        provisional.procedure = p, provisional.person = person, provisional.begun = begun,
        provisional.governing = asked_;
        auto here = place(provisional, asked_);
        here.seen = events_.size();
        const auto told = value(procedure.governing, here);
        auto v = told.value;
        if (v.kind == Value::Kind::event) v = Value::of(events_[static_cast<std::size_t>(v.lo)].on);
        governing = v.kind == Value::Kind::date && v.exact() ? v.earliest() : asked_;
      }
      if (begun != day || !in_force(procedure.rule, governing)) continue;
      open(p, person, begun, governing, nullptr, repeat, nullptr, now == Truth::unknown);
    }
  }
}

Life& World::open(std::uint16_t procedure, int person, Date begun, Date governing, const Event* trigger,
                  int repeat, Life* opener, bool in_doubt) {
  Life fresh;
  fresh.procedure = procedure, fresh.person = person, fresh.begun = begun, fresh.governing = governing;
  fresh.trigger = trigger, fresh.repeat = repeat, fresh.opened_by = opener;
  // What its délais read of one another is in doubt from the start.
  fresh.predicate_unknown = in_doubt;
  if (in_doubt) fresh.predicate_unknown_since = begun;
  for (const auto& other : lives_)
    if (other.procedure == procedure && other.person == person && other.trigger == trigger)
      fresh.repeat = std::max(fresh.repeat, other.repeat + 1);
  lives_.push_back(std::move(fresh));
  auto& life = lives_.back();
  life.state = model_.procedures[procedure].initial;
  for (const auto index : model_.procedures[procedure].instance_delais)
    start_run(life, index, begun, trigger);
  enter(life, life.state, begun, trigger);
  return life;
}

/// Left together, each sees the others before any of them is left.
void World::leave(Life& life, Date on, const Event* event, const std::function<bool(const Delai&)>& which) {
  const auto is_left = [&](const Run& run) {
    return run.phase == Run::Phase::running && which(delai(life, run));
  };
  for (auto& run : life.runs)
    if (is_left(run))
      refresh_last(life, run, on);
    else
      refresh(life, run, on);
  for (auto& run : life.runs)
    if (is_left(run)) end_run(life, run, Run::Phase::left, on, event, false);
}

void World::enter(Life& life, StateId state, Date on, const Event* event) {
  const auto& procedure = model_.procedures[life.procedure];
  const bool first = life.stays.empty();
  if (!first && !may_pass(life)) return;
  if (!first) {
    leave(life, on, event, [&](const Delai& delai) {
      return procedure.states[state].final || (delai.state != no_id && !delai.of_instance);
    });
    life.stays.back().to = on;
    ++life.visit;
    life.guard_unknown = false;
  }
  life.state = state;
  life.entered = on;
  life.stays.push_back({state, on, {}, event, seen_});
  if (is_final(life))
    for (auto& run : life.runs)
      if (run.phase == Run::Phase::running) end_run(life, run, Run::Phase::left, on, event);
  start_runs(life, on, event);
  const auto on_entry = [&](const std::vector<Clause>& clauses) {
    for (const auto& clause : clauses)
      if (clause.kind == ClauseKind::on_entry && in_force(clause.rule, life.governing))
        for (const auto& action : clause.actions) act(life, action, on, event, concludes(clause.rule));
  };
  on_entry(procedure.states[state].clauses);
  if (!procedure.states[state].final) on_entry(procedure.from_any);
  if (!first) stop_when_turning(life);
}

World::Tried World::try_group(Life& life, const std::vector<const Clause*>& clauses, Date day, Date on,
                              const Event* event) {
  for (const auto* clause : clauses) {
    if (!in_force(clause->rule, life.governing)) continue;
    const auto here = place(life, day, event);
    auto holds = Truth::yes;
    Names missing;
    Facts facts;
    if (clause->kind == ClauseKind::on_event) {
      const auto [match, names] = matches(clause->pattern, *event, here);
      holds = match;
      missing = names;
    }
    if (clause->condition != none_id && holds != Truth::no) {
      const auto guard = value(clause->condition, here);
      holds = both(holds, truth(guard));
      facts = guard.facts;
      missing.insert(guard.missing.begin(), guard.missing.end());
    }
    if (holds == Truth::no) continue;
    if (holds == Truth::yes) {
      fire(life, *clause, on, event);
      return Tried::fired;
    }
    life.guard_unknown = true;
    facts.merge(facts_of(event));
    auto& said = say(Nature::donnee_manquante, clause->rule, life, day, facts);
    said.visit = life.visit;
    said.finding.severity = severity_word(Severity::major);
    said.finding.missing.assign(missing.begin(), missing.end());
    return Tried::stopped;
  }
  return Tried::passed;
}

void World::fire(Life& life, const Clause& clause, Date on, const Event* event) {
  for (const auto& requirement : clause.requirements) {
    if (!in_force(requirement.rule, life.governing)) continue;
    const auto judged = value(requirement.condition, place(life, on, event));
    const auto holds = truth(judged);
    if (holds == Truth::yes) continue;
    const bool broken = holds == Truth::no && model_.rules[requirement.rule].verified;
    auto facts = judged.facts;
    if (event) facts.insert(rank_of(*event));
    auto& said =
        say(broken ? Nature::irregularite : Nature::donnee_manquante, requirement.rule, life, on, facts);
    said.finding.severity = severity_word(broken ? requirement.severity : Severity::major);
    said.finding.label = requirement.label;
    said.finding.missing.assign(judged.missing.begin(), judged.missing.end());
    if (broken && routing_ && event && has_unordered(*event))
      accused_.push_back({said_.size() - 1, &life, event, &requirement});
  }
  if (clause.target != no_id) enter(life, clause.target, on, event);
  for (const auto& action : clause.actions) act(life, action, on, event, concludes(clause.rule));
}

void World::act(Life& life, const Action& action, Date on, const Event* event, bool concludes) {
  const auto speak = [&](Nature nature, Severity severity, bool stays) -> Said& {
    auto& said = say(nature, action.rule, life, on, facts_of(event));
    if (!stays) said.visit = life.visit;
    said.finding.severity = severity_word(severity);
    said.finding.label = action.label;
    said.delay_of = action.delay_of;
    said.role = action.role, said.second_role = action.second_role;
    said.action = &action, said.event = event;
    if (nature == Nature::action || nature == Nature::proposition)
      said.finding.statut = statut_word(Statut::en_cours);
    return said;
  };
  switch (action.kind) {
    case ActionKind::to_do:
    case ActionKind::open_question:
      speak(Nature::action, Severity::info, false);
      break;
    case ActionKind::proposal:
      speak(Nature::proposition, Severity::info, false);
      break;
    case ActionKind::irregularity:
      speak(concludes ? Nature::irregularite : Nature::donnee_manquante, action.severity, true);
      break;
    case ActionKind::transitional:
      speak(Nature::droit_transitoire, Severity::major, true);
      break;
    case ActionKind::ask_fact:
      speak(Nature::donnee_manquante, Severity::minor, false);
      break;
    case ActionKind::open_linked:
      if (!in_force(model_.procedures[action.procedure].rule, on) || !may_pass(life)) break;
      open(action.procedure, life.person, on, on, event, 1, &life);
      stop_when_turning(life);
      break;
    case ActionKind::reset:
      for (auto& run : life.runs)
        if (run.delai == action.delai && run.phase == Run::Phase::running) {
          if (!may_pass(life)) break;
          end_run(life, run, Run::Phase::left, on, event);
          start_run(life, action.delai, on, event);
          stop_when_turning(life);
          break;
        }
      break;
    case ActionKind::go_to:
      enter(life, action.target, on, event);
      break;
    case ActionKind::remind_every:
      break;
  }
}

}  // namespace filrouge::oracle
