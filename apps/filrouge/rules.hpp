#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/session/loaded_rules.hpp"

namespace filrouge {

/// The paths given, else ./rules, else the installed packs.
std::vector<std::filesystem::path> rule_paths(const std::vector<std::string>& given);

dsl::Language language_of(const std::string& code);

/// Rules ready to run; nothing, and the diagnostics on stderr, when they have errors.
std::unique_ptr<LoadedRules> load_runnable(const std::vector<std::string>& given, const std::string& language,
                                           dsl::Extent extent = dsl::Extent::to_run);

}  // namespace filrouge
