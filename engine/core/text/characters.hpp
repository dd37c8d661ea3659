#pragma once

/// What a character is, whatever alphabet it belongs to: written once for the rules, the files and the
/// messages.
namespace filrouge {

/// A blank inside a line: space, tab, no-break spaces and the spaces of typographers (U+2000…U+200A).
constexpr bool is_blank(char32_t c) {
  return c == U' ' || c == U'\t' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
}

/// What JSON and XML call blank: ends of lines too, no-break spaces not.
constexpr bool is_ascii_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// An accent written apart, after its letter (NFD).
constexpr bool is_combining(char32_t c) {
  return c >= 0x300 && c <= 0x36F;
}

/// Controls (C0, C1), and marks that change the order or the look of what follows without being seen. Tab and
/// the ends of lines, those of Unicode too, are among them.
constexpr bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace filrouge
