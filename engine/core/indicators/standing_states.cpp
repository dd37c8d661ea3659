#include "engine/core/indicators/standing_states.hpp"

#include <algorithm>

namespace filrouge {

void StandingStates::find(const Indicator& indicator, const Evaluation& evaluation) {
  found_.clear();
  const bool share = indicator.measure == IndicatorMeasure::share_in_states;
  for (const auto& instance : evaluation.instances) {
    if (instance.closed.known()) continue;
    const bool inside = asked(indicator, instance.procedure, instance.state);
    const bool of_these = std::ranges::find(indicator.states, instance.procedure, &StateRef::procedure) !=
                          indicator.states.end();
    const bool of_whole =
        share && std::ranges::find(indicator.whole, instance.procedure) != indicator.whole.end();
    if (!of_these && !of_whole) continue;
    if (model_.procedures[instance.procedure].states[instance.state].final && !inside) continue;
    const bool sure = !instance.uncertain && vouched(indicator, instance);
    add(indicator.of_persons, {.person = instance.person,
                               .inside = !sure    ? Truth::unknown
                                         : inside ? Truth::yes
                                                  : Truth::no,
                               .entered = instance.entered});
  }
}

bool StandingStates::asked(const Indicator& indicator, std::uint16_t procedure, StateId state) const {
  return std::ranges::any_of(indicator.states, [&](const StateRef& one) {
    return one.procedure == procedure && one.state == state;
  });
}

bool StandingStates::vouched(const Indicator& indicator, const Instance& instance) const {
  if (seen_.complete()) return true;
  const auto& procedure = model_.procedures[instance.procedure];
  const bool inside = asked(indicator, instance.procedure, instance.state);
  const auto crosses = [&](const Clause& clause) {
    return clause.kind == ClauseKind::on_event && clause.target != no_id &&
           asked(indicator, instance.procedure, clause.target) != inside;
  };
  const auto told = [&](const Clause& clause) {
    return seen_.covered(model_.patterns[clause.pattern].type, instance.entered, seen_.asked());
  };
  for (const auto& clause : procedure.states[instance.state].clauses)
    if (crosses(clause) && !told(clause)) return false;
  for (const auto& clause : procedure.from_any)
    if (!inside && crosses(clause) && !told(clause)) return false;
  return true;
}

/// A person counts once: inside if one instance is, else in doubt if one is.
void StandingStates::add(bool of_persons, const StandingState& state) {
  const auto same =
      of_persons ? std::ranges::find(found_, state.person, &StandingState::person) : found_.end();
  if (same == found_.end()) {
    found_.push_back(state);
    return;
  }
  const auto inside = either(same->inside, state.inside);
  if (same->inside != Truth::yes && state.inside == Truth::yes) same->entered = state.entered;
  same->inside = inside;
}

}  // namespace filrouge
