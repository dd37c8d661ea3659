#pragma once

#include <functional>
#include <optional>
#include <string>

namespace filrouge {

/// A rule file in memory.
struct RuleText {
  std::string name;  ///< what messages and findings call it; ending in .md, only its ```fil fences are rules
  std::string text;
};

/// Gives the text of a YAML file of dated values by the path written after « dans » in the rules; nothing
/// when there is none of that name.
using ValuesByName = std::function<std::optional<std::string>(const std::string& written)>;

}  // namespace filrouge
