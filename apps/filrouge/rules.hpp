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

/// Says, on stderr, that no rule is proper to the département asked, and to which some are: a number mistyped
/// gives what holds everywhere, and would not be seen.
void say_if_nothing_is_local(const Model& model, const std::string& departement);

}  // namespace filrouge
