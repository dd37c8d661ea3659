#include "engine/core/indicators/folded_names.hpp"

#include <algorithm>
#include <numeric>

#include "engine/core/text/fold.hpp"

namespace filrouge {

std::size_t FoldedNames::number(std::string_view name) {
  if (const auto met = forms_.find(name); met != forms_.end()) return met->second;
  const auto number = folded_.try_emplace(fold(name), shown_.size()).first->second;
  if (number == shown_.size())
    shown_.emplace_back(name);
  else
    shown_[number] = std::min(shown_[number], std::string(name));
  forms_.emplace(name, number);
  return number;
}

std::vector<std::size_t> FoldedNames::in_order() const {
  std::vector<std::string> folded;
  for (const auto& name : shown_) folded.push_back(fold(name));
  std::vector<std::size_t> order(shown_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    if (folded[a].empty() != folded[b].empty()) return folded[b].empty();
    return folded[a] < folded[b];
  });
  return order;
}

}  // namespace filrouge
