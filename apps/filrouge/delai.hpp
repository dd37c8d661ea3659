#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge delai` [deadline]: one date computation, and its reasoning.
void add_delai(CLI::App& app, int& exit_code);

}  // namespace filrouge
