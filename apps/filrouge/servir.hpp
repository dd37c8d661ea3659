#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge servir` [serve]: the bench, on this machine or behind TLS, until it is told to stop.
void add_servir(CLI::App& app, int& exit_code);

}  // namespace filrouge
