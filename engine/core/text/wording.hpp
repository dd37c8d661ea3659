#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace filrouge {

/// Each of the texts, at the end of the first.
template <typename... Texts>
void append(std::string& text, const Texts&... more) {
  (text.append(std::string_view(more)), ...);
}

/// « a, b, c », or « a, b ou c » when the last joint is « ou » between blanks. Empty of nothing.
template <typename Texts>
std::string listed(const Texts& texts, std::string_view last_joint = ", ") {
  std::string list;
  std::size_t rank = 0;
  for (const auto& text : texts) {
    if (rank != 0) list += rank + 1 == std::size(texts) ? last_joint : std::string_view(", ");
    list += text;
    ++rank;
  }
  return list;
}

/// « 0 dossier », « 1 dossier », « 12 dossiers ».
inline std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count).append(1, ' ').append(count > 1 ? many : one);
}

}  // namespace filrouge
