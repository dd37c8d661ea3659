#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge audit`: who did what at the bench over a base, and whether what is kept of it is whole.
void add_audit(CLI::App& app, int& exit_code);

}  // namespace filrouge
