#include <algorithm>

#include "dsl/source/diagnostic.hpp"
#include "dsl/source/source.hpp"

namespace filrouge::dsl {
namespace {

/// A character drawn over the one before it takes no column: the accents of a decomposed (NFD) text.
bool combining(std::string_view line, std::size_t i) {
  const auto c = utf8_length(line, i) == 2 ? utf8_code_point(line, i) : U'\0';
  return c >= 0x300 && c <= 0x36F;
}

/// Marks that would turn the excerpt itself around, or hide in it.
bool unseen(std::string_view line, std::size_t i) {
  const auto c = utf8_length(line, i) == 3 ? utf8_code_point(line, i) : U'\0';
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
         c == 0xFEFF;
}

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
    const auto length = std::max<std::size_t>(1, utf8_length(line, i));
    const bool sound = utf8_length(line, i) != 0 && static_cast<unsigned char>(line[i]) >= 0x20;
    if (line[i] == '\t')
      shown += '\t';
    else if (sound && !unseen(line, i))
      shown += line.substr(i, length);
    else
      shown += "\xEF\xBF\xBD";  // U+FFFD, for a byte a terminal could not show
    if (!combining(line, i)) {
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
  return text;
}

}  // namespace filrouge::dsl
