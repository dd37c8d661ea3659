#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge expliquer` [explain]: a dossier told in plain French.
void add_expliquer(CLI::App& app, int& exit_code);

}  // namespace filrouge
