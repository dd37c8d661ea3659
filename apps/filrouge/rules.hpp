#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dsl/check/load.hpp"
#include "engine/core/plan/plan.hpp"

namespace filrouge {

/// Rules ready to run.
struct RunnableRules {
  dsl::Checked checked;
  std::unique_ptr<Plan> plan;
};

/// The paths given, else ./rules, else the installed packs.
std::vector<std::filesystem::path> rule_paths(const std::vector<std::string>& given);

dsl::Language language_of(const std::string& code);

/// Loads and compiles; nothing, and the diagnostics on stderr, when the rules have errors.
std::unique_ptr<RunnableRules> load_runnable(const std::vector<std::string>& given,
                                             const std::string& language);

}  // namespace filrouge
