#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge documenter`: the rules as a règlement, and the index of what they carry.
void add_documenter(CLI::App& app, int& exit_code);

}  // namespace filrouge
