#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge diagramme`: a procédure as a drawing.
void add_diagramme(CLI::App& app, int& exit_code);

}  // namespace filrouge
