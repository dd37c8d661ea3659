#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/session/loaded_rules.hpp"

namespace filrouge::oracle {

using Rules = LoadedRules;

/// The rules of these files or folders, relative to the root of the project.
std::unique_ptr<Rules> load(const std::vector<std::string>& paths);
/// The rules of a text, with the dated values drawn rules may name.
std::unique_ptr<Rules> from_text(const std::string& text);
/// The rules written for these tests, over the national vocabulary: every construction of the language at
/// work.
const Rules& trial_rules();
/// The rules of `rules/`, as they are.
const Rules& shipped_rules();

}  // namespace filrouge::oracle
