#include "dsl/document/markdown.hpp"

namespace filrouge::dsl {
namespace {

/// A letter or a digit of any script: between two of them Markdown leaves « _ » alone.
bool of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

}  // namespace

std::string cell(const std::string& text) {
  std::string safe;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, stress_open.size(), stress_open) == 0 ||
        text.compare(i, stress_close.size(), stress_close) == 0) {
      safe += '*';
      i += stress_open.size() - 1;
      continue;
    }
    const char c = text[i], after = i + 1 < text.size() ? text[i + 1] : ' ';
    const bool within_word = i > 0 && of_word(text[i - 1]) && of_word(after);
    if (c == '|' || c == '*' || c == '`' || (c == '_' && !within_word) || (c == '<' && after != ' '))
      safe += '\\';
    safe += c == '\n' ? ' ' : c;
  }
  return safe;
}

}  // namespace filrouge::dsl
