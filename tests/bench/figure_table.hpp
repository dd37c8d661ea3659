#pragma once

#include <string>
#include <vector>

namespace filrouge::bench {

/// One line of what was measured.
struct Figure {
  std::string what, value, must, aim, beside;
};

std::string microseconds(double us);  ///< « 12,4 µs », « 80 ms », « 2,3 s »
std::string times(double ratio);      ///< « 4,6 »
std::string thousands(double count);  ///< « 399 000 »

/// Prints a table of Markdown line by line, as each is known: a run that is interrupted has shown what it
/// knew.
class FigureTable {
 public:
  explicit FigureTable(const std::string& title);
  void add(const Figure& figure);
  /// What was not measured, and why: under the table it would be lost.
  void absent(const std::string& what, const std::string& why);
};

/// A line of a table that shows how a cost grows: what is counted, then one cell a size.
void print_growth_heading(const std::string& counted, const std::vector<std::string>& sizes);
void print_growth_line(const std::string& what, const std::vector<std::string>& cells);

}  // namespace filrouge::bench
