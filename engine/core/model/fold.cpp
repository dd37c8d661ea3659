#include "engine/core/model/fold.hpp"

#include <algorithm>

namespace filrouge {
namespace {

/// Base letters of U+00C0…U+00FF, the Latin-1 letters French text is made of; '\0' where the character is
/// kept.
constexpr std::string_view latin1_bases{
    "aaaaaa\1ceeeeiiii"
    "dnooooo\0ouuuuy\0s"
    "aaaaaa\1ceeeeiiii"
    "dnooooo\0ouuuuy\0y",
    64};

}  // namespace

bool is_folded(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (c >= 'A' && c <= 'Z') {
      folded.push_back(static_cast<char>(c - 'A' + 'a'));
    } else if (c == 0xC3 && next >= 0x80 && next <= 0xBF) {
      const char base = latin1_bases[next - 0x80u];
      if (base == '\1')
        folded += "ae";
      else if (base == '\0')
        folded.append(text, i, 2);
      else
        folded.push_back(base);
      ++i;
    } else if (c == 0xC5 && (next == 0x92 || next == 0x93)) {
      folded += "oe";
      ++i;
    } else if ((c == 0xCC && next >= 0x80) || (c == 0xCD && next >= 0x80 && next <= 0xAF)) {
      ++i;  // a combining mark: the accent of a letter written apart (NFD)
    } else {
      folded.push_back(text[i]);
    }
  }
  return folded;
}

}  // namespace filrouge
