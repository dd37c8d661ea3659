#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge registre` [register]: every affaire, from the act that opened it to what became of it.
void add_registre(CLI::App& app, int& exit_code);

}  // namespace filrouge
