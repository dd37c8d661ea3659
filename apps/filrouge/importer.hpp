#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// `filrouge importer` [import]: files of other systems brought into a base. The verb sets `exit_code`.
void add_importer(CLI::App& app, int& exit_code);

}  // namespace filrouge
