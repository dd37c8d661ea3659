#pragma once

#include <cstddef>
#include <vector>

#include "filrouge/finding.hpp"

namespace filrouge {

/// Lines that say one thing, by their places in the list: the one to show first, then the others by rank.
using GroupedLines = std::vector<std::size_t>;

/// The groups of a list, in the order in which they begin. Where the line to show was left out of the list,
/// the next of its group takes its place.
std::vector<GroupedLines> grouped(const std::vector<Finding>& lines);

}  // namespace filrouge
