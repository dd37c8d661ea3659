#pragma once
#include <map>
#include <set>
#include <string>

#include "engine/core/findings/evaluation.hpp"
#include "engine/core/model/model.hpp"

namespace filrouge::oracle {

/// How often each construction of the language was present in the rules drawn, and how often an instance went
/// where it stands.
class Census {
 public:
  /// A rule set that the checker accepted.
  void present(const Model& model);
  /// A dossier replayed against the rule set last given to `present`.
  void reached(const Model& model, const Evaluation& evaluation);
  /// One rule set is over.
  void close();

  /// « op count | 812 | 640 » : rule sets where it was present, rule sets where it was reached.
  std::string table() const;
  /// Constructions of the model's enumerations that no rule set had, without a reason known for it.
  std::string forgotten() const;

 private:
  struct Count {
    std::uint64_t present = 0, reached = 0;
  };
  std::map<std::string, Count> counts_;
  std::map<std::string, std::set<RuleId>> here_;  ///< of the current rule set: where each construction stands
  std::set<RuleId> met_;                          ///< rules reached in the current rule set
};

}  // namespace filrouge::oracle
