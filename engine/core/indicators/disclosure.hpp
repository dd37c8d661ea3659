#pragma once

#include <cstdint>
#include <vector>

namespace filrouge {

/// Counts under the same columns: the whole, and for each axis the groups it is divided into.
using CountRow = std::vector<std::uint64_t>;
struct CountTables {
  CountRow total;
  std::vector<std::vector<CountRow>> axes;
};
/// Which of them are not shown.
struct HiddenTables {
  std::vector<bool> total;
  std::vector<std::vector<std::vector<bool>>> axes;
};

/// Is a count too small to be shown?
constexpr bool too_few(std::uint64_t count, std::uint64_t minimum) {
  return count > 0 && count < minimum;
}

/// What the cells of one row are to each other.
enum class Rows : std::uint8_t {
  apart,
  add_up,               ///< a répartition: a row is protected like a column
  begin_with_two_sides  ///< a share: the first two are those in it and those who are not. One small, its
                        ///< percentage would tell it beside their number: they are hidden together.
};

/// What to hide so that nobody is recognised among fewer than `minimum`: each count below it; in the same
/// column of the same axis, the smallest others until two at least are hidden and reach the minimum together,
/// so that no subtraction from the total finds one again (the total itself, when nothing else is left); and
/// everything in a group of fewer than `minimum` in all.
HiddenTables hidden_counts(const CountTables& counts, std::uint64_t minimum, Rows rows);

}  // namespace filrouge
