#include <algorithm>

#include "dsl/source/diagnostic.hpp"
#include "dsl/source/source.hpp"
#include "engine/core/text/characters.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge::dsl {
namespace {

std::string_view severity_word(Severity severity, Language language) {
  const bool english = language == Language::english;
  switch (severity) {
    case Severity::error:
      return english ? "error" : "erreur";
    case Severity::warning:
      return english ? "warning" : "avertissement";
    case Severity::note:
      break;
  }
  return "note";
}

std::string place(const SourceFile& file, std::uint32_t offset) {
  const auto at = file.position(offset);
  return file.path() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

/// The line, and under it `^~~~` where the range stands. Tabs are kept so that any tab width lines up.
std::string excerpt(const SourceFile& file, SourceRange range) {
  const auto number = file.position(range.begin).line;
  const auto line = file.line(number);
  if (line.empty()) return {};
  const auto line_begin = static_cast<std::size_t>(line.data() - file.text().data());
  const auto begin = std::max<std::size_t>(range.begin, line_begin) - line_begin;
  const auto end = std::min<std::size_t>(range.end > line_begin ? range.end - line_begin : 0, line.size());
  std::string shown, carets;
  constexpr std::size_t widest = 400;  // a line pasted from elsewhere can be thousands of characters long
  bool first = true;
  for (std::size_t i = 0; i < line.size() && (shown.size() < widest || i < end);) {
    const auto character = utf8_at(line, i);
    const auto length = std::max<std::size_t>(1, character.length);
    // A mark that is not seen would turn the excerpt itself around, or hide in it.
    if (line[i] == '\t')
      shown += '\t';
    else if (character.length != 0 && !is_invisible(character.code))
      shown += line.substr(i, length);
    else
      shown += "\xEF\xBF\xBD";  // U+FFFD, for a byte a terminal could not show
    // An accent written apart takes no column.
    if (!is_combining(character.code)) {
      if (i >= begin && (i < end || first)) {
        carets += first ? '^' : '~';
        first = false;
      } else if (first) {
        carets += line[i] == '\t' ? '\t' : ' ';
      }
    }
    i += length;
    if (shown.size() > 2 * widest) break;
  }
  if (first) carets += '^';
  return "    " + shown + "\n    " + carets + "\n";
}

}  // namespace

std::string render_text(const SourceSet& sources, const Diagnostics& diagnostics, Language language) {
  const bool english = language == Language::english;
  std::string text;
  for (const auto& one : diagnostics.sorted()) {
    const auto& file = sources[one.range.file];
    text += place(file, one.range.begin);
    text += ": ";
    text += severity_word(one.severity, language);
    text += ' ';
    text += code_info(one.code).number;
    text += english ? ": " : " : ";
    text += one.message(language) + "\n" + excerpt(file, one.range);
    if (!one.expected.empty())
      text += (english ? "  expected: " : "  attendu : ") + one.expected.in(language) + "\n";
    if (!one.suggestion.empty())
      text += (english ? "  hint: " : "  conseil : ") + one.suggestion.in(language) + "\n";
    for (const auto& label : one.labels) {
      const auto& other = sources[label.range.file];
      text += (english ? "  see " : "  voir ") + place(other, label.range.begin) + (english ? ": " : " : ") +
              label.text.in(language) + "\n" + excerpt(other, label.range);
    }
  }
  if (diagnostics.dropped() != 0)
    text += english ? "… and " + std::to_string(diagnostics.dropped()) + " more, not shown\n"
                    : "… et " + std::to_string(diagnostics.dropped()) + " autres, qui ne sont pas montrés\n";
  return visible(text);
}

}  // namespace filrouge::dsl
