#include "engine/core/model/symbols.hpp"

namespace filrouge {

Symbols::Symbols() {
  intern("");
}

Symbol Symbols::intern(std::string_view text) {
  if (auto found = index_.find(text); found != index_.end()) return found->second;
  const auto symbol = static_cast<Symbol>(texts_.size());
  texts_.emplace_back(text);
  index_.emplace(texts_.back(), symbol);
  return symbol;
}

Symbol Symbols::find(std::string_view text) const {
  const auto found = index_.find(text);
  return found == index_.end() ? 0 : found->second;
}

}  // namespace filrouge
