#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace filrouge::dsl {

/// One line that the layout changes.
struct LayoutChange {
  std::uint32_t line = 1;  ///< of the text before, from 1
  std::string reason;      ///< in French: « retrait de 2 au lieu de 4 », « blanc en fin de ligne »
  /// The line before and after, when the reason does not show it; both cut around where they differ.
  std::string before;
  std::string after;
};

/// What formatted() changed, in words: `before` is the text given, `after` what it gave.
std::vector<LayoutChange> layout_changes(std::string_view before, std::string_view after);

}  // namespace filrouge::dsl
