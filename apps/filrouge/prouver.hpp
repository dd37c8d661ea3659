#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// « filrouge prouver »: the guarantees of the rules, over every history a dossier may have.
void add_prouver(CLI::App& app, int& exit_code);

}  // namespace filrouge
