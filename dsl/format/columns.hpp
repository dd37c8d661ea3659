#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace filrouge::dsl {

/// One line of a file laid out again.
struct LaidLine {
  std::uint32_t indent = 0;
  std::string words;  ///< without the comment; of a row of a table, empty until its table is known
  std::vector<std::string> cells;  ///< of a row of a table
  std::uint32_t table = 0;         ///< what rows of one table have in common
  std::string comment;             ///< the one that ends the line, or is the line
};

/// Writes the rows of each table so that their bars stand one under another.
void align_rows(std::vector<LaidLine>& lines);

/// Where the comments of the ends of lines begin, in columns from 0: those of lines that follow one another
/// stand one under another. 0 for a line that has none.
std::vector<std::size_t> comment_columns(const std::vector<LaidLine>& lines);

}  // namespace filrouge::dsl
