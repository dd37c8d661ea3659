#include "tests/bench/tally.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace filrouge::bench {

void require_equal(const std::string& one, const Tally& counts, const std::string& other,
                   const Tally& others) {
  std::string differences;
  auto all = counts;
  all.insert(others.begin(), others.end());
  for (const auto& [kind, unused] : all) {
    const auto count = [&](const Tally& tally) {
      const auto found = tally.find(kind);
      return found == tally.end() ? 0 : found->second;
    };
    if (count(counts) != count(others))
      differences +=
          fmt::format("\n  {} : {} selon {}, {} selon {}", kind, count(counts), one, count(others), other);
  }
  if (!differences.empty())
    throw std::runtime_error(
        "aucun rapport n'est donné entre deux calculs qui ne trouvent pas la même chose :" + differences);
}

}  // namespace filrouge::bench
