#pragma once

#include <string>
#include <vector>

#include "dsl/check/check.hpp"

namespace filrouge::dsl {

/// Rules that were checked whole, without an error: what remarks are made of.
struct Reviewed {
  const SourceSet& sources;
  const std::vector<Tree>& trees;
  const Model& model;
  Date today;  ///< of the clock of who asks; unknown: what depends on it is not said
};

/// What the checks allow and somebody should look at again (F5xx): nothing of it keeps rules from being run.
void remark(const Reviewed& rules, Diagnostics& diagnostics);

}  // namespace filrouge::dsl
