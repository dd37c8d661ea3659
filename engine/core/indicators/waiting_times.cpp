#include "engine/core/indicators/waiting_times.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace filrouge {
namespace {

using Days = std::vector<std::int32_t>;

Days sorted(std::span<const std::int32_t> days) {
  Days all(days.begin(), days.end());
  std::ranges::sort(all);
  return all;
}

/// The middle of what has been waited so far, ended or not.
WaitingTime middle_so_far(const Days& ended, const Days& at_least) {
  Days all;
  std::ranges::merge(ended, at_least, std::back_inserter(all));
  const auto half = all.size() / 2;
  return {all.size() % 2 ? 2 * std::int64_t{all[half]} : std::int64_t{all[half - 1]} + all[half], 2,
          !at_least.empty()};
}

}  // namespace

std::optional<WaitingTime> median_time(std::span<const std::int32_t> ended,
                                       std::span<const std::int32_t> at_least) {
  if (ended.empty() && at_least.empty()) return std::nullopt;
  const auto ends = sorted(ended), so_far = sorted(at_least);
  // The share that still waits is a product of fractions; while nobody is lost from sight they are one.
  constexpr double half = 0.5, rounding = 1e-9;
  double before = 1;
  std::size_t lost = 0, all = ends.size() + so_far.size();
  for (std::size_t i = 0; i < ends.size();) {
    const auto day = ends[i];
    if (lost < so_far.size() && so_far[lost] < day) {
      const auto waiting = ends.size() - i + so_far.size() - lost;
      before *= static_cast<double>(waiting) / static_cast<double>(all);
      while (lost < so_far.size() && so_far[lost] < day) ++lost;
      all = ends.size() - i + so_far.size() - lost;
    }
    while (i < ends.size() && ends[i] == day) ++i;
    const auto waiting = ends.size() - i + so_far.size() - lost;
    const auto share = before * static_cast<double>(waiting) / static_cast<double>(all);
    if (share < half - rounding) return WaitingTime{2 * std::int64_t{day}, 2, false};
    if (share < half + rounding && i < ends.size()) return WaitingTime{std::int64_t{day} + ends[i], 2, false};
  }
  return middle_so_far(ends, so_far);
}

std::optional<WaitingTime> mean_time(std::span<const std::int32_t> ended,
                                     std::span<const std::int32_t> at_least) {
  const auto all = static_cast<std::int64_t>(ended.size() + at_least.size());
  if (all == 0) return std::nullopt;
  auto sum = std::accumulate(ended.begin(), ended.end(), std::int64_t{0});
  sum = std::accumulate(at_least.begin(), at_least.end(), sum);
  return WaitingTime{sum, all, !at_least.empty()};
}

}  // namespace filrouge
