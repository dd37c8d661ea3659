#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge compte` [account]: who may enter the bench over a base, what they may do there, and where.
void add_compte(CLI::App& app, int& exit_code);

}  // namespace filrouge
