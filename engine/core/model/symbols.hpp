#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace filrouge {

/// A name or a text met in rules or dossiers, as a number: equal texts have equal symbols. 0 is the empty
/// text.
using Symbol = std::uint32_t;

/// The texts behind symbols. Filled while rules are checked, then read only: several threads may share it.
class Symbols {
 public:
  Symbols();

  Symbol intern(std::string_view text);
  /// 0 when the text was never interned (or is empty).
  Symbol find(std::string_view text) const;
  std::string_view text(Symbol symbol) const { return texts_[symbol]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, Symbol> index_;
};

}  // namespace filrouge
