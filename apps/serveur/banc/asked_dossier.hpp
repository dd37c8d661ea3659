#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/serveur/banc/visible_base.hpp"
#include "engine/core/dossier/journal.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/session/loaded_rules.hpp"
#include "filrouge/finding.hpp"

namespace filrouge::banc {

/// A dossier as the rules answer of it on a day, from what was known on another: what a page shows of it.
struct AskedDossier {
  std::shared_ptr<const LoadedRules> rules;  ///< what the rest points into
  Journal journal;
  Evaluation evaluation;  ///< with the steps of each affaire noted
  std::vector<Finding> findings;
  std::vector<int> ranks;  ///< of those, in a work list (reports/urgency.hpp)

  const Program& program() const { return *rules->program; }
};

/// Nothing when the account may not see it, or the base has none of that number. Throws StoreError.
std::unique_ptr<AskedDossier> asked_dossier(VisibleBase& base, std::shared_ptr<const LoadedRules> rules,
                                            const std::string& dossier, Date day, Date known);

}  // namespace filrouge::banc
