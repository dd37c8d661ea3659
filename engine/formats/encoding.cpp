#include "engine/formats/encoding.hpp"

#include <array>

#include "engine/core/text/utf8.hpp"

namespace filrouge {
namespace {

/// Bytes 0x80 to 0x9F; the rest is Latin-1.
constexpr std::array<char16_t, 32> high_controls = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

}  // namespace

std::string from_windows_1252(std::string_view text) {
  std::string utf8;
  utf8.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      utf8 += c;
      continue;
    }
    append_utf8(utf8, byte < 0xA0 ? high_controls[byte - 0x80u] : byte);
  }
  return utf8;
}

std::string Utf16Decoder::operator()(std::string_view piece) {
  const auto bytes = cut_ + std::string(piece);
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]),
               second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian_ ? first << 8 | second : second << 8 | first);
  };
  const auto is_high = [](char32_t code) { return code >= 0xD800 && code < 0xDC00; };
  const auto is_low = [](char32_t code) { return code >= 0xDC00 && code < 0xE000; };
  std::string utf8;
  std::size_t at = 0;
  while (at + 2 <= bytes.size()) {
    auto code = unit(at);
    std::size_t length = 2;
    if (is_high(code)) {
      if (at + 4 > bytes.size()) break;
      const auto low = unit(at + 2);
      if (is_low(low)) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        length = 4;
      } else {
        code = 0xFFFD;
      }
    } else if (is_low(code)) {
      code = 0xFFFD;
    }
    append_utf8(utf8, code);
    at += length;
  }
  cut_ = bytes.substr(at);
  return utf8;
}

}  // namespace filrouge
