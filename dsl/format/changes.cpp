#include "dsl/format/changes.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/core/text/characters.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::dsl {
namespace {

constexpr std::size_t shown_before = 30, shown_after = 60;  // characters around the first that differs

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == text.npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string without_blanks(std::string_view text) {
  std::string kept;
  for (std::size_t i = 0; i < text.size();) {
    const auto [c, length] = utf8_at(text, i);
    const auto step = std::max<std::size_t>(length, 1);
    if (!is_blank(c) && c != U'\r') kept += text.substr(i, step);
    i += step;
  }
  return kept;
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

bool only_blanks(std::string_view line) {
  return without_blanks(line).empty();
}

/// The start of a character, `count` characters away.
std::size_t back(std::string_view text, std::size_t at, std::size_t count) {
  while (at > 0 && count > 0)
    if (!utf8_continues(text[--at])) --count;
  return at;
}
std::size_t ahead(std::string_view text, std::size_t at, std::size_t count) {
  for (; at < text.size() && count > 0; --count) {
    ++at;
    while (at < text.size() && utf8_continues(text[at])) ++at;
  }
  return at;
}

/// The two lines, cut at the same place on the left: they are alike up to where they differ.
std::pair<std::string, std::string> around_difference(std::string_view before, std::string_view after) {
  const auto differs = static_cast<std::size_t>(std::ranges::mismatch(before, after).in1 - before.begin());
  const auto begin = back(before, differs, shown_before);
  const auto cut = [&](std::string_view line) {
    const auto end = ahead(line, std::min(differs, line.size()), shown_after);
    return (begin == 0 ? "" : "…") + std::string(line.substr(begin, end - begin)) +
           (end == line.size() ? "" : "…");
  };
  return {cut(before), cut(after)};
}

LayoutChange change_of(std::uint32_t number, std::string_view before, std::string_view after) {
  LayoutChange change;
  change.line = number;
  const auto written = without_line_end(before), laid = without_line_end(after);
  const auto indent = indent_of(written), laid_indent = indent_of(laid);
  const auto indent_only = written.substr(indent) == laid.substr(laid_indent);
  if (written == laid) {
    change.reason = "fin de ligne d'un autre système que la première";
  } else if (indent_only && written.substr(0, indent).find('\t') != written.npos) {
    change.reason = "retrait en tabulations au lieu d'espaces";
  } else if (indent_only) {
    change.reason = "retrait de " + std::to_string(indent) + ", au lieu de " + std::to_string(laid_indent);
  } else if (written.starts_with(laid)) {
    change.reason = "blanc en fin de ligne";
  } else {
    change.reason = without_blanks(written) == without_blanks(laid) ? "blancs" : "écriture";
    std::tie(change.before, change.after) = around_difference(written, laid);
  }
  return change;
}

}  // namespace

std::vector<LayoutChange> layout_changes(std::string_view before, std::string_view after) {
  std::vector<LayoutChange> changes;
  const auto were = lines_of(before), are = lines_of(after);
  std::size_t there = 0;
  for (std::size_t i = 0; i < were.size(); ++i) {
    const auto number = static_cast<std::uint32_t>(i + 1);
    const bool gone = only_blanks(were[i]) && (there == are.size() || !only_blanks(are[there]));
    if (gone)
      changes.push_back({number, "ligne vide de trop", {}, {}});
    else if (there < are.size() && were[i] != are[there])
      changes.push_back(change_of(number, were[i], are[there]));
    if (!gone) ++there;
  }
  if (!before.ends_with('\n') && after.ends_with('\n'))
    changes.push_back(
        {static_cast<std::uint32_t>(were.size()), "pas de fin de ligne à la fin du fichier", {}, {}});
  return changes;
}

}  // namespace filrouge::dsl
