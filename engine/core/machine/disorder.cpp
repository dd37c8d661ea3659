#include <algorithm>
#include <array>

#include "engine/core/machine/step.hpp"

/// Acts of one day that no source puts in order: nobody is accused of what another order would excuse.
namespace filrouge {

bool Interpreter::false_in_any_order(ExprId condition, Place place) {
  return std::ranges::all_of(std::array{Disorder::all_before, Disorder::all_after}, [&](Disorder disorder) {
    place.disorder = disorder;
    place.horizon = disorder == Disorder::all_before ? seen_.end_of_its_day(place.current)
                                                     : seen_.position(place.current) + 1;
    return truth(condition, place) == Truth::no;
  });
}

void Step::judge_again_in_disorder() {
  for (const auto& accused : c_->accused_in_disorder) {
    if (stands_in_any_order(accused)) continue;
    auto& said = effects_->said[accused.said];
    said.nature = Nature::donnee_manquante;
    said.severity = std::min(said.severity, Severity::major);
    said.first_missing = static_cast<std::uint32_t>(effects_->missing.size());
    said.missing_count = 1;
    effects_->missing.push_back(program_.day_order);
  }
  c_->accused_in_disorder.clear();
}

bool Step::stands_in_any_order(const Accused& accused) {
  const auto on = seen_.event(accused.event).on;
  if (accused.clock != none_id) {
    // It would not have been forbidden before what began its time, nor after what put an end to it, or would
    // have.
    const auto& clock = c_->clocks[accused.clock];
    const auto unordered = [&](std::uint32_t act) {
      return act != none_id && seen_.unordered(act, accused.event);
    };
    const auto& lifted_by = reading_.delai_of(clock).lifted_by;
    const auto would_lift = [&](std::uint32_t act) {
      return unordered(act) && seen_.concerns(act, c_->instances[accused.instance].person) &&
             reading_.may_belong(accused.instance, act) && !seen_.event(act).person_unknown &&
             match_of_any(lifted_by, act, place(accused.instance, on, act)) != Truth::no;
    };
    const auto day = seen_.order().subspan(
        seen_.position(accused.event), seen_.end_of_its_day(accused.event) - seen_.position(accused.event));
    return !unordered(clock.opening_event) && !(clock.ended == on && unordered(clock.settling_event)) &&
           std::ranges::none_of(day, would_lift);
  }
  interpreter().begin_collecting();
  return interpreter().false_in_any_order(program_.requirements[accused.requirement]->condition,
                                          place(accused.instance, on, accused.event));
}

}  // namespace filrouge
