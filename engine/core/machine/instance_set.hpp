#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "engine/core/model/model.hpp"

namespace filrouge {

/// Some of the instances, walked in the order they opened: one added during the walk is met if it comes
/// later.
class InstanceSet {
 public:
  void clear() { words_.clear(); }
  /// Was none ever added?
  bool empty() const { return words_.empty(); }
  void add(std::uint32_t instance) {
    if (instance / 64 >= words_.size()) words_.resize(instance / 64 + 1);
    words_[instance / 64] |= std::uint64_t{1} << instance % 64;
  }
  void remove(std::uint32_t instance) {
    if (instance / 64 < words_.size()) words_[instance / 64] &= ~(std::uint64_t{1} << instance % 64);
  }
  bool contains(std::uint32_t instance) const {
    return instance / 64 < words_.size() && (words_[instance / 64] >> instance % 64 & 1) != 0;
  }
  /// The first of them from that one on; none_id: no more.
  std::uint32_t from(std::uint32_t instance) const {
    for (auto word = instance / 64; word < words_.size(); ++word, instance = word * 64)
      if (const auto left = words_[word] >> instance % 64)
        return instance + static_cast<std::uint32_t>(std::countr_zero(left));
    return none_id;
  }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace filrouge
