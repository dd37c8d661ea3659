#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge formater` [fmt]: rules in their canonical layout.
void add_formater(CLI::App& app, int& exit_code);

}  // namespace filrouge
