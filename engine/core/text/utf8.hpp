#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace filrouge {

/// What spreadsheets and Windows write before a UTF-8 text.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Utf8Character {
  char32_t code = 0;         ///< of a malformed sequence, its first byte
  std::uint32_t length = 0;  ///< in bytes; 0 when malformed: overlong, surrogate, cut, above U+10FFFF
};

/// The character that begins at `offset`; of length 0 at the end of the text too.
Utf8Character utf8_at(std::string_view text, std::size_t offset);

/// Is the byte the inside of a character?
constexpr bool utf8_continues(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

/// How many characters a text holds, a combining accent being one.
std::size_t utf8_count(std::string_view text);

/// The most of a text that fits in `bytes` without cutting a character.
std::string_view utf8_prefix(std::string_view text, std::size_t bytes);

/// Where the text stops being UTF-8; npos if it never does.
std::size_t first_bad_utf8(std::string_view text);

/// `code` is at most U+10FFFF.
void append_utf8(std::string& text, char32_t code);

/// The text without the blanks (is_blank) of both ends.
std::string_view trimmed(std::string_view text);

/// The same with what JSON and XML call blank (is_ascii_blank).
std::string_view trimmed_of_ascii(std::string_view text);

}  // namespace filrouge
