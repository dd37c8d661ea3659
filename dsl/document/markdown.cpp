#include "dsl/document/markdown.hpp"

#include "engine/core/text/visible.hpp"

namespace filrouge::dsl {
namespace {

/// A letter or a digit of any script: between two of them Markdown leaves « _ » alone.
bool of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

/// Of the codes of rules, which are anchors.
bool of_anchor(char c) {
  return of_word(c) || c == '.' || c == '_' || c == '-';
}

}  // namespace

std::string cell(const std::string& text) {
  const auto shown = visible(text);
  std::string safe;
  bool in_anchor = false;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const auto rest = std::string_view(shown).substr(i);
    const auto mark = [&](std::string_view what) {
      if (!rest.starts_with(what)) return false;
      i += what.size() - 1;
      return true;
    };
    if (mark(link_to)) {
      safe += "](#";
      in_anchor = true;
      continue;
    }
    if (mark(link_close)) {
      safe += ')';
      in_anchor = false;
      continue;
    }
    const char c = shown[i], after = i + 1 < shown.size() ? shown[i + 1] : ' ';
    if (in_anchor) {
      if (of_anchor(c)) safe += c;
      continue;
    }
    if (mark(link_open)) {
      safe += '[';
      continue;
    }
    if (mark(stress_open) || mark(stress_close)) {
      safe += '*';
      continue;
    }
    const bool within_word = i > 0 && of_word(shown[i - 1]) && of_word(after);
    if (std::string_view("|*`[]\\").find(c) != std::string_view::npos || (c == '_' && !within_word) ||
        (c == '<' && after != ' ') || (c == '&' && (of_word(after) || after == '#')))
      safe += '\\';
    safe += c == '\n' || c == '\t' ? ' ' : c;
  }
  return safe;
}

std::string code(std::string_view text) {
  auto shown = visible_line(text);
  for (char& c : shown)
    if (c == '`' || c == '|') c = '\'';
  return "`" + shown + "`";
}

}  // namespace filrouge::dsl
