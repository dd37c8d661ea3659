#include "dsl/format/columns.hpp"

#include <algorithm>
#include <map>

#include "engine/core/text/utf8.hpp"

namespace filrouge::dsl {
namespace {

/// Beyond, a comment would stand too far from most of the lines around it.
constexpr std::size_t widest_aligned = 100;
constexpr std::size_t before_comment = 2;

}  // namespace

void align_rows(std::vector<LaidLine>& lines) {
  std::map<std::uint32_t, std::vector<std::size_t>> widths;
  for (const auto& line : lines) {
    if (line.cells.empty()) continue;
    auto& of_table = widths[line.table];
    if (of_table.size() < line.cells.size()) of_table.resize(line.cells.size());
    for (std::size_t i = 0; i < line.cells.size(); ++i)
      of_table[i] = std::max(of_table[i], utf8_count(line.cells[i]));
  }
  for (auto& line : lines) {
    if (line.cells.empty()) continue;
    line.words = "|";
    for (std::size_t i = 0; i < line.cells.size(); ++i) {
      line.words += " " + line.cells[i];
      line.words.append(widths[line.table][i] - utf8_count(line.cells[i]), ' ');
      line.words += " |";
    }
  }
}

std::vector<std::size_t> comment_columns(const std::vector<LaidLine>& lines) {
  std::vector<std::size_t> columns(lines.size(), 0);
  const auto width = [&](std::size_t i) { return lines[i].indent + utf8_count(lines[i].words); };
  const auto commented = [&](std::size_t i) { return !lines[i].words.empty() && !lines[i].comment.empty(); };
  for (std::size_t i = 0; i < lines.size();) {
    if (!commented(i)) {
      ++i;
      continue;
    }
    auto end = i + 1;
    auto widest = width(i);
    if (widest <= widest_aligned)
      for (; end < lines.size() && commented(end) && width(end) <= widest_aligned; ++end)
        widest = std::max(widest, width(end));
    for (; i < end; ++i) columns[i] = widest + before_comment;
  }
  return columns;
}

}  // namespace filrouge::dsl
