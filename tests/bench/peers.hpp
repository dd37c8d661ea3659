#pragma once

#include <string>
#include <vector>

#include "tests/bench/figure_table.hpp"
#include "tests/bench/tally.hpp"

namespace filrouge::bench {

/// Others at the works of tables, each in its own process, where it is installed; where it is not, a line
/// says so. Throws when one does not count what is expected. The CSV is that of the work, under its own name.
std::vector<Figure> history_peers(const std::string& csv, const Tally& expected, std::size_t dossiers);
std::vector<Figure> flat_peers(const std::string& csv, const Tally& expected, std::size_t dossiers);

}  // namespace filrouge::bench
