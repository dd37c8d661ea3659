#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace filrouge {

/// What many waits lasted, in one figure: `numerator` / `denominator` days, or at least that.
struct WaitingTime {
  std::int64_t numerator = 0, denominator = 1;
  bool at_least = false;
};

/// Half of them waited less, the other half more. `ended`: the days of those that came to their end;
/// `at_least`: the days waited so far, of those of whom nothing more is known. Each of these counts among
/// those that wait as long as it is known to (Kaplan and Meier), so that recent starts, of which the fastest
/// alone came to an end, do not shorten the figure. Where the half is not reached: the middle of what has
/// been waited so far, under which the median cannot be. Of an even number, half-way between the two in the
/// middle. Nothing when there are none.
std::optional<WaitingTime> median_time(std::span<const std::int32_t> ended,
                                       std::span<const std::int32_t> at_least);

/// What they waited on average; at least that, while the end of one is not known.
std::optional<WaitingTime> mean_time(std::span<const std::int32_t> ended,
                                     std::span<const std::int32_t> at_least);

}  // namespace filrouge
