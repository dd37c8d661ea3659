#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/core/machine/action_told.hpp"
#include "engine/core/machine/step.hpp"

/// The lives of procédures: opening, passing from state to state, what is said on the way.
namespace filrouge {
namespace {

/// A machine that passes as often as this between two stimuli turns in a circle; those it opened count with
/// it.
constexpr std::uint32_t most_passages = 100;

}  // namespace

Date Step::governing_day(std::uint16_t procedure, std::int16_t person, Date begun, std::uint32_t trigger,
                         Date day) {
  const auto index = c_->add_instance();
  auto& instance = c_->instances[index];
  instance.procedure = procedure;
  instance.person = person;
  instance.trigger = trigger;
  instance.governing = day;
  instance.begun = instance.entered = begun;
  instance.state = program_.model.procedures[procedure].initial;
  // What cites the act that opens it is of its affaire already.
  const auto attached = c_->deliveries.size();
  if (trigger != none_id) attach(trigger, index);
  auto here = place(index, day, trigger);
  if (trigger == none_id) here.horizon = Place::everything, here.governing_moves = true;
  const auto chosen = interpreter().value(program_.model.procedures[procedure].governing, here);
  for (; c_->deliveries.size() > attached; c_->deliveries.pop_back())
    c_->first_delivery[c_->deliveries.back().event] = c_->deliveries.back().next_of_event;
  ++c_->deliveries_changed;
  c_->stirred.remove(index);
  c_->moved.remove(index);
  c_->instances.pop_back();
  c_->lives.pop_back();
  if (chosen.kind == Value::Kind::event) return seen_.event(static_cast<std::uint32_t>(chosen.lo)).on;
  return chosen.kind == Value::Kind::date && chosen.exact() ? chosen.earliest() : day;
}

std::uint32_t Step::open(std::uint16_t procedure, std::int16_t person, Date day, Date governing,
                         std::uint32_t trigger, std::uint16_t repeat, std::uint32_t by) {
  const auto index = c_->add_instance();
  const auto& model = program_.model.procedures[procedure];
  auto& instance = c_->instances[index];
  instance.procedure = procedure;
  instance.person = person;
  instance.trigger = trigger;
  // Two that would bear one name are told apart by their number.
  auto number = repeat;
  const auto tell_apart = [&](std::uint32_t i) {
    interpreter().budget().spend();
    const auto& other = c_->instances[i];
    if (other.procedure != procedure || other.person != person) return;
    number = std::max(number, static_cast<std::uint16_t>(other.repeat + 1));
    instance.number += trigger != none_id || other.begun == day;
  };
  if (trigger == none_id)
    std::ranges::for_each(c_->untriggered, tell_apart);
  else
    for (auto i = c_->first_opened[trigger]; i != none_id; i = c_->lives[i].next_opened) tell_apart(i);
  instance.repeat = number;
  instance.begun = day;
  instance.governing = governing;
  auto& life = c_->lives[index];
  life.alive = true;
  life.opened_by = by;
  life.root = by == none_id ? index : c_->lives[by].root;
  if (by != none_id) life.next_linked = std::exchange(c_->lives[by].first_linked, index);
  if (trigger != none_id)
    life.next_opened = std::exchange(c_->first_opened[trigger], index);
  else
    c_->untriggered.push_back(index);
  if (auto& followed = c_->followed[procedure]; std::ranges::find(followed, person) == followed.end())
    followed.push_back(person);
  if (standing(index)) c_->standing.push_back(index);
  // Opened by the time that passes, it may say of which affaire acts of before are.
  const auto delivered = c_->deliveries.size();
  if (trigger != none_id && !standing(index)) attach(trigger, index);
  if (!act_at_hand_) stir_who_looks_beside(delivered, none_id);
  for (const auto& seam : model.seams)
    // One that begins with the day, before its acts, is moved with the others.
    if (seam.on > c_->day || (seam.on == c_->day && (!c_->turned || (trigger == none_id && by == none_id))))
      await_seam(seam.on, procedure);
  c_->instances[index].state = model.initial;
  for (const auto delai : model.instance_delais) start_clock(index, delai, day, trigger);
  enter(index, model.initial, day, trigger, model.rule);

  return index;
}

bool Step::may_pass(std::uint32_t instance) {
  if (c_->lives[instance].stopped) return false;
  auto& root = c_->lives[c_->lives[instance].root];
  if (root.stimulus != c_->stimulus) root.stimulus = c_->stimulus, root.passages = 0;
  if (root.passages < most_passages) return ++root.passages, true;
  stop_when_turning(instance);
  return false;
}

void Step::stop_when_turning(std::uint32_t instance) {
  auto& life = c_->lives[instance];
  auto& root = c_->lives[life.root];
  if (life.stopped || root.stimulus != c_->stimulus || root.passages < most_passages) return;
  life.stopped = true;
  ++c_->stopped;
  ++life.moves;
  if (!life.guard_unknown) c_->instances[instance].uncertain_since = c_->day;
  life.guard_unknown = true;
  if (root.circle_told) return;
  root.circle_told = true;
  auto& said =
      say(Nature::donnee_manquante, program_.model.procedures[c_->instances[instance].procedure].rule,
          instance, c_->day, life.cause);
  said.severity = Severity::blocking;
  said.stopped = true;
}

/// All the instances of a procédure pass a seam at once, as often as it has some that day.
void Step::await_seam(Date on, std::uint16_t procedure) {
  const auto of_the_day = [&](const Seam& seam) { return seam.on == on; };
  const auto most = std::ranges::count_if(program_.model.procedures[procedure].seams, of_the_day);
  const auto [first, last] = std::ranges::equal_range(c_->seams, std::pair{on, procedure});
  if (last - first >= most) return;
  c_->seams.emplace(last, on, procedure);
  wake(on, Wake::What::turn, 0);
}

void Step::keep_living(std::uint32_t instance, StateId from) {
  if (standing(instance)) return;
  const auto first_state = program_.procedures[c_->instances[instance].procedure].first_state;
  if (from != no_id) {
    auto& before = c_->living[first_state + from];
    if (const auto at = std::ranges::lower_bound(before, instance); at != before.end() && *at == instance)
      before.erase(at);
  }
  if (!reading_.live(instance)) return;
  auto& now = c_->living[first_state + c_->instances[instance].state];
  if (now.empty()) c_->lived_in.push_back(first_state + c_->instances[instance].state);
  now.insert(std::ranges::lower_bound(now, instance), instance);
}

void Step::enter(std::uint32_t instance, StateId state, Date on, std::uint32_t event, RuleId rule) {
  if (c_->lives[instance].visit > 0 && !may_pass(instance)) return;
  const auto procedure = c_->instances[instance].procedure;
  const auto governing = c_->instances[instance].governing;
  const bool first = c_->lives[instance].visit == 0;
  const auto from = first ? no_id : c_->instances[instance].state;
  const bool final = program_.model.procedures[procedure].states[state].final;
  if (!first || final) leave_clocks(instance, on, event, final ? Leaving::life : Leaving::state);
  c_->instances[instance].state = state;
  c_->instances[instance].entered = on;
  keep_living(instance, from);
  auto& life = c_->lives[instance];
  // A doubt of that very day never stood at the end of one.
  if (life.guard_unknown && life.doubted < c_->day) life.certain_since = c_->day;
  life.guard_unknown = false;
  ++life.visit;
  stir(instance);
  life.first_fired = life.first_while_true = life.first_asked = none_id;
  life.cause = event;
  // What an end leads to depends on the state.
  for (auto c = life.first_clock; c != none_id; c = c_->clocks[c].next) may_end_first(c_->clocks[c]);

  if (!first && from != state) pause_by_state(instance, on, false, from);
  if (from != state) pause_by_state(instance, on, true, state);
  effects_->passages.push_back({instance, from, state, on, event, c_->horizon, rule, c_->day});
  reading_.for_each_linked(instance, [&](std::uint32_t i) {
    if (!program_.procedures[c_->instances[i].procedure].asks_of_others) return;
    ++c_->lives[i].beside;
    stir(i);
  });
  start_clocks(instance, on, event);
  for (const auto& transition : program_.clauses(program_.procedures[procedure].on_entry[state])) {
    if (!reading_.in_force(transition.clause->rule, governing)) continue;
    for (std::uint32_t a = 0; a < transition.clause->actions.size(); ++a)
      carry_out(instance, transition.first_action + a, on, event,
                program_.concludes(transition.clause->rule));
  }
  if (!first) stop_when_turning(instance);
}

bool Step::try_clauses(std::uint32_t instance, ClauseRange range, Date on, std::uint32_t event) {
  for (const auto& transition : program_.clauses(range)) {
    const auto& clause = *transition.clause;
    if (clause.kind == ClauseKind::expected ||
        !reading_.in_force(clause.rule, c_->instances[instance].governing))
      continue;
    const auto here = place(instance, on, event);
    interpreter().begin_collecting();
    auto holds = clause.pattern == none_id ? Truth::yes : interpreter().matches(clause.pattern, event, here);
    if (holds == Truth::no) continue;
    interpreter().forget_facts();
    if (clause.condition != none_id) {
      const auto guard = interpreter().truth(clause.condition, here);
      interpreter().found_guard(clause.rule, guard);
      holds = both(holds, guard);
    }
    if (holds == Truth::no) continue;
    if (holds == Truth::unknown)
      doubt(instance, on, clause.rule, clause.condition, event);
    else
      fire(instance, transition, on, event);
    return true;
  }
  return false;
}

/// What the state waits for « dès que »: each condition fires once a visit.
bool Step::fire_condition(std::uint32_t instance) {
  if (c_->lives[instance].stopped) return false;
  const auto range =
      program_.procedures[c_->instances[instance].procedure].on_condition[c_->instances[instance].state];
  bool asked = false;
  c_->lives[instance].awaits_unknown = false;
  for (auto here = range.first; here < range.first + range.count; ++here) {
    const auto& transition = program_.transition(here);
    if (!reading_.awaits(instance, here)) continue;
    interpreter().begin_collecting();
    const auto condition = transition.clause->condition;
    const auto today = place(instance, c_->day);
    const auto worth = std::exchange(asked, true) ? interpreter().truth_again(condition, today)
                                                  : interpreter().truth_alone(condition, today);
    interpreter().found_guard(transition.clause->rule, worth);
    if (worth == Truth::unknown) c_->lives[instance].awaits_unknown = true;
    if (worth != Truth::yes) continue;
    interpreter().begin_collecting();
    interpreter().truth(condition, today);
    c_->fired.emplace_back(here, c_->lives[instance].first_fired);
    c_->lives[instance].first_fired = static_cast<std::uint32_t>(c_->fired.size() - 1);
    fire(instance, transition, c_->day, latest_fact());
    return true;
  }
  return false;
}

std::uint32_t Step::latest_fact() {
  const auto& facts = interpreter().facts();
  return facts.empty() ? none_id : facts.back();
}

void Step::fire(std::uint32_t instance, const Transition& transition, Date on, std::uint32_t event) {
  const auto& clause = *transition.clause;
  for (std::uint32_t r = 0; r < clause.requirements.size(); ++r)
    require(instance, transition.first_requirement + r, on, event);
  if (clause.target != no_id) enter(instance, clause.target, on, event, clause.rule);
  for (std::uint32_t a = 0; a < clause.actions.size(); ++a)
    carry_out(instance, transition.first_action + a, on, event, program_.concludes(clause.rule));
}

void Step::require(std::uint32_t instance, std::uint32_t index, Date on, std::uint32_t event) {
  const auto& requirement = *program_.requirements[index];
  if (!reading_.in_force(requirement.rule, c_->instances[instance].governing)) return;
  interpreter().begin_collecting();
  if (event != none_id) interpreter().note_fact(event);
  const auto holds = interpreter().truth(requirement.condition, place(instance, on, event));
  if (holds == Truth::yes) return;
  const bool broken = holds == Truth::no && program_.rule(requirement.rule).verified;
  auto& said =
      say(broken ? Nature::irregularite : Nature::donnee_manquante, requirement.rule, instance, on, event);
  said.severity = broken ? requirement.severity : Severity::major;
  said.requirement = index;
  said.condition = requirement.condition;
  if (broken) interpreter().forget_missing();
  keep_collected(said);
  if (broken && act_at_hand_ && event != none_id && seen_.in_disorder(event))
    c_->accused_in_disorder.push_back({last_said(), event, instance, index});
}

void Step::doubt(std::uint32_t instance, Date day, RuleId rule, ExprId condition, std::uint32_t event) {
  auto& life = c_->lives[instance];
  if (!life.guard_unknown) c_->instances[instance].uncertain_since = day, life.doubted = c_->day;
  life.guard_unknown = true;
  auto& said = say(Nature::donnee_manquante, rule, instance, day, event);
  said.visit = life.visit;
  said.severity = Severity::major;
  said.condition = condition;
  interpreter().note_fact(event);
  keep_collected(said);
}

void Step::carry_out(std::uint32_t instance, std::uint32_t index, Date on, std::uint32_t event,
                     bool concludes) {
  const auto& action = *program_.actions[index];
  const auto visit = c_->lives[instance].visit;
  const auto speak = [&]() -> Said& {
    const auto told = *told_as(action, concludes);
    auto& said = say(told.nature, action.rule, instance, on, event);
    said.action = index;
    said.visit = told.stays ? none_id : visit;
    said.severity = told.severity;
    return said;
  };
  switch (action.kind) {
    case ActionKind::to_do:
    case ActionKind::open_question:
    case ActionKind::proposal:
    case ActionKind::irregularity:
    case ActionKind::transitional:
      speak();
      break;
    case ActionKind::ask_fact:
      speak();
      c_->asked.push_back({index, event, {}, c_->lives[instance].first_asked});
      c_->lives[instance].first_asked = static_cast<std::uint32_t>(c_->asked.size() - 1);
      break;
    case ActionKind::open_linked:
      if (!reading_.in_force(program_.model.procedures[action.procedure].rule, on) || !may_pass(instance))
        break;
      open(action.procedure, c_->instances[instance].person, on, on, event, 1, instance);
      stop_when_turning(instance);
      break;
    case ActionKind::reset:
      for (auto c = c_->lives[instance].first_clock; c != none_id; c = c_->clocks[c].next)
        if (c_->clocks[c].delai == action.delai && c_->clocks[c].active()) {
          if (!may_pass(instance)) break;
          settle(c, Clock::Life::left, on, event);
          start_clock(instance, action.delai, on, event);
          stop_when_turning(instance);
          break;
        }
      break;
    case ActionKind::go_to:
      enter(instance, action.target, on, event, action.rule);
      break;
    case ActionKind::remind_every:
      break;
  }
}

Said& Step::say(Nature nature, RuleId rule, std::uint32_t instance, Date on, std::uint32_t event) {
  auto& said = effects_->said.emplace_back();
  said.nature = nature;
  said.rule = rule;
  said.instance = instance;
  said.on = on;
  said.event = event;
  said.since = c_->day;
  return said;
}

void Step::rests_on(Said& said, std::vector<std::uint32_t> acts) {
  seen_.in_their_order(acts);
  said.first_fact = static_cast<std::uint32_t>(effects_->facts.size());
  said.fact_count = static_cast<std::uint32_t>(acts.size());
  effects_->facts.insert(effects_->facts.end(), acts.begin(), acts.end());
}

void Step::keep_missing(Said& said) {
  const auto& missing = interpreter().missing();
  said.first_missing = static_cast<std::uint32_t>(effects_->missing.size());
  said.missing_count = static_cast<std::uint32_t>(missing.size());
  effects_->missing.insert(effects_->missing.end(), missing.begin(), missing.end());
}

void Step::keep_collected(Said& said) {
  const auto& facts = interpreter().facts();
  said.first_fact = static_cast<std::uint32_t>(effects_->facts.size());
  said.fact_count = static_cast<std::uint32_t>(facts.size());
  effects_->facts.insert(effects_->facts.end(), facts.begin(), facts.end());
  keep_missing(said);
}

}  // namespace filrouge
