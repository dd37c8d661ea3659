#include "engine/core/text/visible.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/characters.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge {
namespace {

bool lays_out(char32_t c) {
  return c == U'\n' || c == U'\t';
}

bool acts(Utf8Character character) {
  return character.length == 0 || (is_invisible(character.code) && !lays_out(character.code));
}

template <typename Shows>
std::string shown(std::string_view text, Shows shows) {
  std::string seen;
  seen.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto character = utf8_at(text, at);
    const std::size_t length = std::max<std::size_t>(character.length, 1);
    if (!shows(character))
      seen += text.substr(at, length);
    else if (character.length == 0 || character.code < 0x80)
      seen += fmt::format("\\x{:02x}", static_cast<unsigned>(character.code));
    else
      seen += fmt::format("U+{:04X}", static_cast<unsigned>(character.code));
    at += length;
  }
  return seen;
}

}  // namespace

bool holds_invisible(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte < 0x7F) {
      ++at;
      continue;
    }
    const auto character = utf8_at(text, at);
    if (acts(character)) return true;
    at += character.length;
  }
  return false;
}

std::string visible(std::string_view text) {
  return holds_invisible(text) ? shown(text, acts) : std::string(text);
}

std::string visible_line(std::string_view text) {
  const bool plain =
      std::ranges::none_of(text, [](char c) { return lays_out(static_cast<unsigned char>(c)); });
  if (plain) return visible(text);
  return shown(text, [](Utf8Character c) { return acts(c) || lays_out(c.code); });
}

}  // namespace filrouge
