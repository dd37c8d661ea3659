#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge rapprochements` [matches]: who was taken for whom across sources, and why; a person settles.
void add_rapprochements(CLI::App& app, int& exit_code);

}  // namespace filrouge
