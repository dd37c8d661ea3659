#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge lsp`: the language server, for an editor, on standard input and output.
void add_lsp(CLI::App& app, int& exit_code);

}  // namespace filrouge
