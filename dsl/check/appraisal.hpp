#pragma once

#include <map>
#include <utility>

#include "dsl/check/weights.hpp"

namespace filrouge::dsl {

/// Did somebody appraise, where a rule applies? Looked for in the act at hand, in the conditions, definitions
/// expanded, and on the paths that lead to a state.
class Appraisal {
 public:
  Appraisal(const Checking& checking, const std::vector<Pattern>& wanted)
      : model_(checking.model), wanted_(wanted) {}

  /// An act of that pattern is the appraisal.
  bool is(const Pattern& act) const;
  /// When the condition is worth `worth`, there was one. « à défaut oui » shows nothing.
  bool shown_by(ExprId condition, bool worth = true);
  bool shown_by(const Clause& clause);
  /// No path leads to the state without one.
  bool before(const Procedure& procedure, StateId state);

 private:
  bool before(const Procedure& procedure, StateId state, std::vector<StateId>& met);
  bool look_into(ExprId condition, bool worth);
  bool is(const Pattern& act, FieldId field, const std::vector<ExprId>& values) const;
  bool shown_by_event(ExprId event) const;
  bool shown_by_field(ExprId subject, const std::vector<ExprId>& values) const;
  ExprId arg(ExprId id, std::uint32_t n) const { return model_.args[model_.exprs[id].first_arg + n]; }

  const Model& model_;
  const std::vector<Pattern>& wanted_;
  std::map<std::pair<ExprId, bool>, bool> known_;  ///< a definition named twice is looked into once
};

}  // namespace filrouge::dsl
