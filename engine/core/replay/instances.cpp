#include <algorithm>

#include "engine/core/replay/machines.hpp"

/// The lives of procédures: opening, passing from state to state, what is said on the way.
namespace filrouge {

bool Machines::in_force(RuleId rule, Date governing) const {
  const auto& info = plan_.rule(rule);
  return module_applies_[info.module] && (!info.in_force_from.known() || info.in_force_from <= governing) &&
         (!info.in_force_to.known() || governing <= info.in_force_to);
}

Truth Machines::predicate(std::uint32_t instance, Date day) const {
  const auto& it = out_->instances[instance];
  const auto& procedure = plan_.model.procedures[it.procedure];
  if (procedure.per == InstancePer::event || procedure.predicate == none_id) return Truth::yes;
  return interpreter_.truth(procedure.predicate, {.person = it.person, .day = day, .governing = day});
}

bool Machines::in_doubt(std::uint32_t instance, Date day) const {
  return lives_[instance].guard_unknown || predicate(instance, day) == Truth::unknown;
}

Place Machines::place(std::uint32_t instance, Date day, std::uint32_t current) const {
  const auto& it = out_->instances[instance];
  return {.instance = &it,
          .instance_index = instance,
          .person = it.person,
          .current = current,
          .day = day,
          .governing = it.governing};
}

std::uint32_t Machines::open(std::uint16_t procedure, std::int16_t person, Date day, Date governing,
                             std::uint32_t trigger, std::uint16_t repeat, std::uint32_t by) {
  const auto index = static_cast<std::uint32_t>(out_->instances.size());
  Instance instance;
  instance.procedure = procedure;
  instance.person = person;
  instance.trigger = trigger;
  instance.repeat = repeat;
  instance.begun = day;
  instance.governing = governing;
  out_->instances.push_back(instance);
  Life life;
  life.alive = true;
  life.opened_by = by;
  lives_.push_back(life);
  if (trigger != none_id) delivered_.emplace_back(trigger, index);
  const auto& model_procedure = plan_.model.procedures[procedure];
  for (const auto& seam : model_procedure.seams)
    if (seam.on > day) seams_left_.emplace_back(seam.on, procedure);
  if (!model_procedure.seams.empty()) std::ranges::sort(seams_left_);
  for (const auto delai : model_procedure.instance_delais) start_run(index, delai, day, trigger);
  enter(index, model_procedure.initial, day, trigger, model_procedure.rule);
  conditions(index, day, trigger);
  return index;
}

void Machines::enter(std::uint32_t instance, StateId state, Date on, std::uint32_t event, RuleId rule) {
  auto& it = out_->instances[instance];
  auto& life = lives_[instance];
  if (passages_left_ == 0) return;
  --passages_left_;
  const auto from = life.visit == 0 ? no_id : it.state;
  if (from != no_id) leave_runs(instance, on, event);
  it.state = state;
  it.entered = on;
  life.guard_unknown = false;
  ++life.visit;
  life.stirred = true;
  if (plan_.model.procedures[it.procedure].states[state].final) end_runs(instance, on, event);
  if (from != no_id && from != state) {
    pause(instance, on, false, from);
    pause(instance, on, true, state);
  }
  out_->passages.push_back({instance, from, state, on, event, rule});
  start_runs(instance, on, event);
  const auto& procedure = plan_.procedures[it.procedure];
  const auto governing = it.governing;  // an action may open an instance and move `it`
  for (const auto& planned : plan_.clauses(procedure.on_entry[state])) {
    if (!in_force(planned.clause->rule, governing)) continue;
    for (const auto& action : planned.clause->actions)
      act(instance, action, on, event, plan_.concludes(planned.clause->rule));
  }
}

bool Machines::try_clauses(std::uint32_t instance, std::span<const PlannedClause> clauses, Date day, Date on,
                           std::uint32_t event) {
  for (const auto& planned : clauses) {
    const auto& clause = *planned.clause;
    if (!in_force(clause.rule, out_->instances[instance].governing)) continue;
    const auto here = place(instance, day, event);
    interpreter_.begin_collecting();
    auto holds = clause.pattern == none_id ? Truth::yes : interpreter_.matches(clause.pattern, event, here);
    if (holds == Truth::no) continue;
    if (clause.condition != none_id) holds = both(holds, interpreter_.truth(clause.condition, here));
    if (holds == Truth::no) continue;
    if (holds == Truth::unknown) {
      doubt(instance, day, clause.rule, clause.condition, event);
      return true;
    }
    fire(instance, clause, on, event);
    return true;
  }
  return false;
}

void Machines::fire(std::uint32_t instance, const Clause& clause, Date on, std::uint32_t event) {
  for (const auto& requirement : clause.requirements) require(instance, requirement, on, event);
  if (clause.target != no_id) enter(instance, clause.target, on, event, clause.rule);
  for (const auto& action : clause.actions) act(instance, action, on, event, plan_.concludes(clause.rule));
}

void Machines::require(std::uint32_t instance, const Requirement& requirement, Date on, std::uint32_t event) {
  if (!in_force(requirement.rule, out_->instances[instance].governing)) return;
  interpreter_.begin_collecting();
  if (event != none_id) interpreter_.note_fact(event);
  const auto holds = interpreter_.truth(requirement.condition, place(instance, on, event));
  if (holds == Truth::yes) return;
  const bool broken = holds == Truth::no && plan_.rule(requirement.rule).verified;
  auto& said =
      say(broken ? Nature::irregularite : Nature::donnee_manquante, requirement.rule, instance, on, event);
  said.severity = broken ? requirement.severity : Severity::major;
  said.label = &requirement.label;
  said.requirement = &requirement;
  said.condition = requirement.condition;
  if (broken) interpreter_.forget_missing();
  keep_collected(said);
}

void Machines::doubt(std::uint32_t instance, Date day, RuleId rule, ExprId condition, std::uint32_t event) {
  if (!lives_[instance].guard_unknown) out_->instances[instance].uncertain_since = day;
  lives_[instance].guard_unknown = true;
  auto& said = say(Nature::donnee_manquante, rule, instance, day, event);
  said.visit = lives_[instance].visit;
  said.severity = Severity::major;
  said.condition = condition;
  keep_collected(said);
}

void Machines::act(std::uint32_t instance, const Action& action, Date on, std::uint32_t event,
                   bool concludes) {
  const auto visit = lives_[instance].visit;
  const auto speak = [&](Nature nature, std::uint32_t lasts, Severity severity) -> Said& {
    auto& said = say(nature, action.rule, instance, on, event);
    said.action = &action;
    said.label = &action.label;
    said.visit = lasts;
    said.severity = severity;
    said.delay_of = action.delay_of;
    return said;
  };
  switch (action.kind) {
    case ActionKind::to_do:
    case ActionKind::open_question:
      speak(Nature::action, visit, Severity::info);
      break;
    case ActionKind::proposal:
      speak(Nature::proposition, visit, Severity::info);
      break;
    case ActionKind::irregularity:
      speak(concludes ? Nature::irregularite : Nature::donnee_manquante, none_id, action.severity);
      break;
    case ActionKind::transitional:
      speak(Nature::droit_transitoire, none_id, Severity::major);
      break;
    case ActionKind::ask_fact: {
      interpreter_.begin_collecting();
      bool lacking = false;
      for (const auto fact : action.facts)
        lacking = !interpreter_.value(fact, place(instance, on, event)).known() || lacking;
      if (lacking) keep_collected(speak(Nature::donnee_manquante, visit, Severity::minor));
      break;
    }
    case ActionKind::open_linked:
      if (in_force(plan_.model.procedures[action.procedure].rule, on))
        open(action.procedure, out_->instances[instance].person, on, on, event, 1, instance);
      break;
    case ActionKind::reset:
      for (auto run = lives_[instance].first_run; run != none_id; run = runs_[run].next)
        if (runs_[run].delai == action.delai &&
            (runs_[run].life == DelaiRun::Life::running || runs_[run].life == DelaiRun::Life::pending)) {
          runs_[run].life = DelaiRun::Life::left;
          runs_[run].settled = on;
          start_run(instance, action.delai, on, event);
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

Said& Machines::say(Nature nature, RuleId rule, std::uint32_t instance, Date on, std::uint32_t event) {
  Said said;
  said.nature = nature;
  said.rule = rule;
  said.instance = instance;
  said.on = on;
  said.event = event;
  said_.push_back(said);
  return said_.back();
}

void Machines::keep_collected(Said& said) {
  said.first_fact = static_cast<std::uint32_t>(out_->facts.size());
  said.fact_count = static_cast<std::uint32_t>(interpreter_.facts().size());
  out_->facts.insert(out_->facts.end(), interpreter_.facts().begin(), interpreter_.facts().end());
  said.first_missing = static_cast<std::uint32_t>(out_->missing.size());
  said.missing_count = static_cast<std::uint32_t>(interpreter_.missing().size());
  out_->missing.insert(out_->missing.end(), interpreter_.missing().begin(), interpreter_.missing().end());
}

Truth Machines::linked_in_state(std::uint32_t instance, std::uint16_t procedure, StateId state) const {
  const auto& me = out_->instances[instance];
  for (std::uint32_t i = 0; i < out_->instances.size(); ++i) {
    const auto& other = out_->instances[i];
    if (i == instance || other.procedure != procedure) continue;
    bool linked = lives_[i].opened_by == instance || lives_[instance].opened_by == i;
    const auto refers = [&](const Instance& from, std::uint32_t to) {
      if (from.trigger == none_id) return false;
      const auto& event = seen_.event(from.trigger);
      for (std::uint32_t r = 0; r < event.reference_count; ++r)
        if (has_key(to, seen_.journal().references[event.first_reference + r].target)) return true;
      return false;
    };
    linked = linked || refers(other, instance) || refers(me, i);
    if (linked && other.state == state) return Truth::yes;
  }
  return Truth::no;
}

}  // namespace filrouge
