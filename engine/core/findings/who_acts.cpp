#include <algorithm>

#include "engine/core/findings/reporter.hpp"

/// For whom each line is.
namespace filrouge {

/// Many lines of one machine are for one role: who holds it is looked at once.
RoleId Reporter::held_by(RoleId role, const Place& place) {
  const auto& cases = program_.model.roles[role].cases;
  if (cases.empty()) return role;
  const auto known = std::ranges::find_if(holders_, [&](const Holder& one) {
    return one.of == role && one.instance == place.instance && one.person == place.person;
  });
  if (known != holders_.end()) {
    interpreter().next().consider(known->turns);
    return known->held_by;
  }
  auto holder = role;
  const auto turns = turns_of([&] {
    for (const auto& one : cases) {
      const auto holds = interpreter().truth(one.condition, place);
      if (holds == Truth::no) continue;
      if (holds == Truth::yes) holder = one.role;
      break;
    }
  });
  holders_.push_back({role, place.instance, place.person, holder, turns.day()});
  return holder;
}

/// A line whose rule names nobody to act, a proposal that another decides, is for whoever leads its procédure
/// or its contrôle, else their module.
void Reporter::somebody() {
  for (auto& finding : out_->findings) {
    if (finding.role != no_id) continue;
    const auto rule =
        finding.procedure != no_id ? program_.model.procedures[finding.procedure].rule : finding.rule;
    finding.role = rule == none_id ? no_id : program_.rule(rule).led_by;
    if (finding.role == no_id) finding.role = program_.model.led_by;
  }
}

/// Roles that depend on the dossier become those who hold them; a délai « de » such a role is its holder's
/// institution's.
void Reporter::who_acts() {
  if (program_.computed_roles.empty()) return;
  holders_.clear();
  NextDay any_moves(seen_.asked());
  for (const auto& moves : moves_) any_moves.consider(moves.day());
  for (auto& finding : out_->findings) {
    Place place{.person = finding.person, .day = seen_.asked(), .governing = seen_.asked()};
    if (finding.instance != none_id) place = reading_.place(finding.instance, seen_.asked());
    bool computed = false;
    // What the roles of one line depend on is no matter of the lines told after it.
    const auto who_changes = turns_of([&] {
      for (const auto slot :
           {&CompactFinding::role, &CompactFinding::second_role, &CompactFinding::decider}) {
        if (finding.*slot == no_id) continue;
        computed |= !program_.model.roles[finding.*slot].cases.empty();
        finding.*slot = held_by(finding.*slot, place);
      }
      for (const auto role : program_.computed_roles)
        if (finding.delay_of != 0 && finding.delay_of == program_.model.roles[role].name) {
          computed = true;
          if (const auto holder = program_.model.roles[held_by(role, place)].institution)
            finding.delay_of = holder;
        }
    });
    if (!computed) continue;
    // Who holds such a role may depend on any machine of the dossier.
    may_change(finding, who_changes);
    may_change(finding, any_moves);
  }
}

}  // namespace filrouge
