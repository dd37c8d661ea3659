#include "engine/core/machine/action_told.hpp"

namespace filrouge {

std::optional<ActionTold> told_as(const Action& action, bool concludes) {
  switch (action.kind) {
    case ActionKind::to_do:
    case ActionKind::open_question:
      return ActionTold{Nature::action, Severity::info, false};
    case ActionKind::proposal:
      return ActionTold{Nature::proposition, Severity::info, false};
    case ActionKind::irregularity:
      return ActionTold{concludes ? Nature::irregularite : Nature::donnee_manquante, action.severity, true};
    case ActionKind::transitional:
      return ActionTold{Nature::droit_transitoire, Severity::major, true};
    case ActionKind::ask_fact:
      return ActionTold{Nature::donnee_manquante, Severity::minor, false};
    default:
      return std::nullopt;
  }
}

}  // namespace filrouge
