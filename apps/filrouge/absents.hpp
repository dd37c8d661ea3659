#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// The verbs of the contract that this version does not have: each says so, and answers 2.
void add_absents(CLI::App& app, int& exit_code);

}  // namespace filrouge
