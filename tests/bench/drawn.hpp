#pragma once

#include <cstdint>
#include <random>

namespace filrouge::bench {

/// Drawn numbers, the same on every machine: the distributions of the standard library are not.
class Drawn {
 public:
  explicit Drawn(std::uint64_t seed) : next_(seed) {}
  /// Both included.
  int between(int least, int greatest) {
    return least + static_cast<int>(next_() % static_cast<std::uint64_t>(greatest - least + 1));
  }
  bool in_hundred(int chances) { return between(0, 99) < chances; }

 private:
  std::mt19937_64 next_;
};

}  // namespace filrouge::bench
