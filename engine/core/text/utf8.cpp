#include "engine/core/text/utf8.hpp"

#include <algorithm>

#include "engine/core/text/characters.hpp"

namespace filrouge {

Utf8Character utf8_at(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) -> char32_t {
    return offset + i < text.size() ? static_cast<unsigned char>(text[offset + i]) : 0u;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  if (offset >= text.size()) return {};
  const auto b = byte(0);
  if (b < 0x80) return {b, 1};
  const Utf8Character malformed{b, 0};
  if (b >= 0xC2 && b <= 0xDF)
    return follows(1) ? Utf8Character{(b & 0x1F) << 6 | (byte(1) & 0x3F), 2} : malformed;
  if (b >= 0xE0 && b <= 0xEF) {
    if (!follows(1) || !follows(2)) return malformed;
    if ((b == 0xE0 && byte(1) < 0xA0) || (b == 0xED && byte(1) > 0x9F)) return malformed;
    return {(b & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  }
  if (b >= 0xF0 && b <= 0xF4) {
    if (!follows(1) || !follows(2) || !follows(3)) return malformed;
    if ((b == 0xF0 && byte(1) < 0x90) || (b == 0xF4 && byte(1) > 0x8F)) return malformed;
    return {(b & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
  }
  return malformed;
}

std::size_t utf8_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !utf8_continues(c); }));
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && utf8_continues(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

std::size_t first_bad_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = static_cast<unsigned char>(text[i]) < 0x80 ? 1 : utf8_at(text, i).length;
    if (length == 0) return i;
    i += length;
  }
  return std::string_view::npos;
}

void append_utf8(std::string& text, char32_t code) {
  const auto lead = [&](char32_t mark, int shift) { text += static_cast<char>(mark | code >> shift); };
  const auto follow = [&](int shift) { text += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) return lead(0, 0);
  if (code < 0x800) {
    lead(0xC0, 6);
  } else if (code < 0x10000) {
    lead(0xE0, 12);
    follow(6);
  } else {
    lead(0xF0, 18);
    follow(12);
    follow(6);
  }
  follow(0);
}

std::string_view trimmed(std::string_view text) {
  const auto plain = [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x80; };
  if (!text.empty() && plain(text.front()) && plain(text.back())) return text;
  while (!text.empty()) {
    const auto first = utf8_at(text, 0);
    if (first.length == 0 || !is_blank(first.code)) break;
    text.remove_prefix(first.length);
  }
  while (!text.empty()) {
    auto last = text.size() - 1;
    while (last > 0 && utf8_continues(text[last])) --last;
    const auto character = utf8_at(text, last);
    if (last + character.length != text.size() || !is_blank(character.code)) break;
    text = text.substr(0, last);
  }
  return text;
}

std::string_view trimmed_of_ascii(std::string_view text) {
  while (!text.empty() && is_ascii_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace filrouge
