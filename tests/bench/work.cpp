#include "tests/bench/work.hpp"

#include <algorithm>
#include <ctime>
#include <vector>

namespace filrouge::bench {
namespace {

constexpr double shortest_us = 10'000;

double time_of(const Work& work, std::size_t times) {
  const auto start = processor_us();
  for (std::size_t i = 0; i < times; ++i) work.run();
  return (processor_us() - start) / static_cast<double>(times * work.units);
}

/// How often it must run to last; what it warms is warm afterwards.
std::size_t times_to_last(const Work& work) {
  const auto once = std::max(time_of(work, 1) * static_cast<double>(work.units), 0.1);
  return once >= shortest_us ? 1 : static_cast<std::size_t>(shortest_us / once) + 1;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const auto middle = values.size() / 2;
  return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace

double processor_us() {
  // Of the thread, not of the process: once a timer runs on it, Linux gives the latter by ticks.
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

Paired paired(std::size_t pairs, const Work& first, const Work& second) {
  const auto times_first = times_to_last(first), times_second = times_to_last(second);
  std::vector<double> firsts, seconds, ratios;
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    // Each goes first in its turn: what comes second finds the caches of the other.
    double a = 0;
    if (pair % 2 == 0) a = time_of(first, times_first);
    const auto b = time_of(second, times_second);
    if (pair % 2 == 1) a = time_of(first, times_first);
    firsts.push_back(a);
    seconds.push_back(b);
    ratios.push_back(a / b);
  }
  return {median(firsts), median(seconds), median(ratios)};
}

double median_us(std::size_t runs, const Work& work) {
  const auto times = times_to_last(work);
  std::vector<double> taken;
  for (std::size_t i = 0; i < runs; ++i) taken.push_back(time_of(work, times));
  return median(taken);
}

}  // namespace filrouge::bench
