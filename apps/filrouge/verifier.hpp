#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge verifier` [check]: are the rules well written?
void add_verifier(CLI::App& app, int& exit_code);

}  // namespace filrouge
