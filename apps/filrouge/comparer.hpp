#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge comparer` [diff]: what changed from one version of the rules to another?
void add_comparer(CLI::App& app, int& exit_code);

}  // namespace filrouge
