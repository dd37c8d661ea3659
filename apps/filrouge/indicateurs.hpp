#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

void add_indicateurs(CLI::App& app, int& exit_code);

}  // namespace filrouge
