#pragma once

#include <span>
#include <string>

#include "dsl/testing/run.hpp"

namespace filrouge::dsl {

/// The scénario that would kill a mutant, found from those there are: asked on other days, then with one act
/// moved, taken away or said otherwise.
struct KillingScenario {
  Scenario scenario;
  std::string based_on;  ///< the scénario it was made from: file and line
  bool kills = false;
};

/// `near`: scénarios that pass where the mutant is, the best first. What is found holds under `rules`, and
/// not under `mutant`: both were asked. Else the first of `near`, as a draft; nothing when there is none.
KillingScenario killing_scenario(const Program& rules, Player& by_rules, Player& by_mutant,
                                 std::span<const Scenario* const> near, const std::string& name);

}  // namespace filrouge::dsl
