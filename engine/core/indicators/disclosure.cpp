#include "engine/core/indicators/disclosure.hpp"

#include <numeric>

namespace filrouge {
namespace {

/// Cells of which a sum is known. Hides the smallest until what is hidden cannot be found again; true when
/// something was.
template <class Count, class Hidden>
bool hide_until_safe(std::size_t size, std::uint64_t minimum, Count&& count, Hidden&& hidden) {
  bool changed = false;
  for (;;) {
    std::uint64_t together = 0;
    std::size_t hidden_count = 0, next = size;
    for (std::size_t i = 0; i < size; ++i) {
      if (count(i) == 0) continue;
      if (hidden(i))
        together += count(i), ++hidden_count;
      else if (next == size || count(i) < count(next))
        next = i;
    }
    if (hidden_count == 0 || next == size || (hidden_count >= 2 && together >= minimum)) return changed;
    hidden(next) = true;
    changed = true;
  }
}

std::vector<bool> small_cells(const CountRow& counts, std::uint64_t minimum) {
  std::vector<bool> hidden;
  for (const auto count : counts) hidden.push_back(too_few(count, minimum));
  return hidden;
}

bool protect_row(const CountRow& counts, std::uint64_t minimum, std::vector<bool>& hidden) {
  return hide_until_safe(
      counts.size(), minimum, [&](std::size_t c) { return counts[c]; },
      [&](std::size_t c) { return hidden[c]; });
}

void blank_small_row(const CountRow& counts, std::uint64_t minimum, std::vector<bool>& hidden) {
  if (too_few(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}), minimum))
    hidden.assign(counts.size(), true);
}

bool hide_both_sides(std::vector<bool>& hidden) {
  if (hidden[0] == hidden[1]) return false;
  hidden[0] = hidden[1] = true;
  return true;
}

}  // namespace

HiddenTables hidden_counts(const CountTables& counts, std::uint64_t minimum, Rows kind) {
  const auto protect = [&](const CountRow& row, std::vector<bool>& of_row) {
    return kind == Rows::add_up                 ? protect_row(row, minimum, of_row)
           : kind == Rows::begin_with_two_sides ? hide_both_sides(of_row)
                                                : false;
  };
  HiddenTables hidden;
  hidden.total = small_cells(counts.total, minimum);
  for (const auto& axis : counts.axes) {
    auto& rows = hidden.axes.emplace_back();
    for (const auto& row : axis) rows.push_back(small_cells(row, minimum));
  }
  for (bool changed = true; changed;) {
    changed = protect(counts.total, hidden.total);
    for (std::size_t a = 0; a < counts.axes.size(); ++a) {
      const auto& rows = counts.axes[a];
      // The total is one more cell of each column: hidden alone, it would be the sum of those shown.
      for (std::size_t c = 0; c < counts.total.size(); ++c)
        changed |= hide_until_safe(
            rows.size() + 1, minimum,
            [&](std::size_t r) { return r < rows.size() ? rows[r][c] : counts.total[c]; },
            [&](std::size_t r) { return r < rows.size() ? hidden.axes[a][r][c] : hidden.total[c]; });
      for (std::size_t r = 0; r < rows.size(); ++r) changed |= protect(rows[r], hidden.axes[a][r]);
    }
  }
  blank_small_row(counts.total, minimum, hidden.total);
  for (std::size_t a = 0; a < counts.axes.size(); ++a)
    for (std::size_t r = 0; r < counts.axes[a].size(); ++r)
      blank_small_row(counts.axes[a][r], minimum, hidden.axes[a][r]);
  return hidden;
}

}  // namespace filrouge
