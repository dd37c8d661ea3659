#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge controler` [run]: the findings of a caseload on a day.
void add_controler(CLI::App& app, int& exit_code);

}  // namespace filrouge
