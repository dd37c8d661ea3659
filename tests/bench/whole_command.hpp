#pragma once

#include <string>

#include "tests/bench/caseload.hpp"
#include "tests/bench/figure_table.hpp"

/// The command `filrouge` itself on many dossiers, each run a process of its own, measured when it ends. The
/// memory of a process is also that of who started it: to be called while this one is still small, and
/// dossiers are written by another (`bench`: this program, with `--ecrire`).
namespace filrouge::bench {

/// 100,000 dossiers in a base: the list in text, the page, the findings.
void add_whole_commands(FigureTable& table, const std::string& bench, const Folder& folder,
                        std::size_t count);

/// `controler --format ndjson` of a file of 1,000 to `most` dossiers: time a dossier, and memory.
void print_growth_of_caseload(const std::string& bench, const Folder& folder, std::size_t most);

}  // namespace filrouge::bench
