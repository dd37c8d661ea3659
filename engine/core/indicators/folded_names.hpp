#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace filrouge {

/// Names met in dossiers, numbered: those that differ by case and accents alone are one. Looking one up again
/// allocates nothing.
class FoldedNames {
 public:
  std::size_t number(std::string_view name);
  std::size_t size() const { return shown_.size(); }
  /// The form shown: of those met, the first in the order of bytes, whatever the order of the dossiers.
  std::string_view shown(std::size_t number) const { return shown_[number]; }
  /// The numbers in the order of a reader; the empty name last.
  std::vector<std::size_t> in_order() const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> forms_;  ///< as written
  std::unordered_map<std::string, std::size_t> folded_;
  std::vector<std::string> shown_;
};

}  // namespace filrouge
