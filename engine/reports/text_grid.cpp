#include "engine/reports/text_grid.hpp"

#include <algorithm>

#include "engine/core/text/utf8.hpp"

namespace filrouge {

std::string TextGrid::text() const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_)
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (widths.size() <= c) widths.push_back(0);
      widths[c] = std::max(widths[c], utf8_count(row[c]));
    }
  std::string text;
  for (const auto& row : rows_) {
    std::string line = "  ";
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string blank(widths[c] - utf8_count(row[c]), ' ');
      line += c == 0 ? row[c] + blank : c >= left_from_ ? "   " + row[c] + blank : "   " + blank + row[c];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace filrouge
