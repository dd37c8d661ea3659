#pragma once

#include <string>
#include <vector>

#include "tests/bench/figure_table.hpp"
#include "tests/bench/tally.hpp"

namespace filrouge::bench {

/// Others at the same work of histories, each in its own process, where it is installed; where it is not, a
/// line says so. Throws when one does not count what is expected.
std::vector<Figure> history_peers(const std::string& csv, const Tally& expected, std::size_t dossiers);

}  // namespace filrouge::bench
