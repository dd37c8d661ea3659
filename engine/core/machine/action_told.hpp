#pragma once

#include <optional>

#include "engine/core/model/model.hpp"
#include "engine/core/model/nature.hpp"

namespace filrouge {

/// How an action is told.
struct ActionTold {
  Nature nature = Nature::action;
  Severity severity = Severity::info;
  bool stays = false;  ///< whatever comes after; else while its state, or what it waits for, lasts
};

/// None: it tells nothing by itself. `concludes`: the rule it stands in may; else it only asks.
std::optional<ActionTold> told_as(const Action& action, bool concludes);

}  // namespace filrouge
