#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge tester` [test]: the scénarios of the rules, and what they cover.
void add_tester(CLI::App& app, int& exit_code);

}  // namespace filrouge
