#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/model/model.hpp"

/// Faults made on purpose in checked rules, one at a time: what a slip of the pen would have made of them.
namespace filrouge::dsl {

/// Where the change is made, so that it can be undone, and the rules that may answer otherwise for it.
struct MutantPlace {
  std::uint16_t procedure = no_id;
  StateId state = no_id;  ///< the state that must have been entered for it to be seen; no_id: any
  std::uint32_t control = none_id, parameter = none_id, table = none_id, definition = none_id;
};

struct Mutant {
  RuleId rule = none_id;  ///< whose line is told
  std::string operation;  ///< « durée », « garde niée »…: of `mutant_operations()`
  std::string was;        ///< « 10 jours »; of a part taken away, that part
  std::string becomes;    ///< « 11 jours »; empty: it is taken away
  MutantPlace place;
  std::function<void(Model&)> make;  ///< changes a copy of the model it was made from
  /// The expression changed, when one is: `was` and `becomes` are told of it by `tell`.
  std::function<ExprId(const Model&)> expression = nullptr;
};

/// What is changed, and what is not because nothing could see it, each in a line of French.
struct MutantOperation {
  std::string_view name, told;
};
const std::vector<MutantOperation>& mutant_operations();
const std::vector<std::string_view>& mutants_not_made();

/// Every mutant of the rules, in the order of files and lines; of one procédure when it is named (the end of
/// its name is enough). The same rules give the same list.
std::vector<Mutant> mutants_of(const Model& model, std::string_view procedure = {});

/// A model in which one mutant at a time is made and unmade.
class MutatedModel {
 public:
  explicit MutatedModel(const Model& original) : original_(original), model_(original) {}

  /// Unmakes the one before.
  const Model& make(const Mutant& mutant);
  const Model& model() const { return model_; }
  /// « “10 jours” devient “11 jours” »; the mutant must be the one made last.
  std::string tell(const Mutant& mutant) const;

 private:
  void restore(const MutantPlace& place);

  const Model& original_;
  Model model_;
  MutantPlace made_;
};

}  // namespace filrouge::dsl
