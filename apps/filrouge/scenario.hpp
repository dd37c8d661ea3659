#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

void add_scenario(CLI::App& app, int& exit_code);

}  // namespace filrouge
