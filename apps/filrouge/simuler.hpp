#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge simuler` [simulate]: two rule sets on one caseload: what changes, for whom.
void add_simuler(CLI::App& app, int& exit_code);

}  // namespace filrouge
