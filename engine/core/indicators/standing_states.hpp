#pragma once

#include <span>
#include <vector>

#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/seen.hpp"
#include "engine/core/model/model.hpp"

namespace filrouge {

/// An instance, or a person, and whether it stands in the states an indicator asks for.
struct StandingState {
  std::int16_t person = -1;  ///< index; -1: the foyer
  Truth inside = Truth::no;
  Date entered;  ///< the state it is in
};

/// Finds, in the evaluation of one dossier, what an indicator of states counts: the instances that live in
/// its states, or in the procédures they are a share of. Unknown where the machine is in doubt, or where the
/// source does not vouch for the acts that lead from its state into those asked for, or out of them.
class StandingStates {
 public:
  StandingStates(const Model& model, const SeenJournal& seen) : model_(model), seen_(seen) {}

  void find(const Indicator& indicator, const Evaluation& evaluation);
  std::span<const StandingState> found() const { return found_; }

 private:
  bool asked(const Indicator& indicator, std::uint16_t procedure, StateId state) const;
  bool vouched(const Indicator& indicator, const Instance& instance) const;
  void add(bool of_persons, const StandingState& state);

  const Model& model_;
  const SeenJournal& seen_;
  std::vector<StandingState> found_;
};

}  // namespace filrouge
