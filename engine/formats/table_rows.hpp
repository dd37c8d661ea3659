#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace filrouge {

struct TableRow {
  std::uint64_t line = 0;          ///< where it begins; a quoted cell of a CSV may go over several
  std::vector<std::string> cells;  ///< UTF-8, blanks at both ends taken off
};

/// The rows of a table as people keep it: a CSV, the sheet of a workbook. Blank lines are passed over. Memory
/// holds one row.
class TableRows {
 public:
  virtual ~TableRows() = default;

  enum class Status { row, fault, end };
  /// `fault`: `row.line` cannot be read as cells; the next line is the next row. Throws FormatError when the
  /// file can be read no further.
  virtual Status next(TableRow& row) = 0;
  /// What is odd about the table as a whole (zeros lost, other sheets left); complete once next() has said
  /// `end`.
  virtual std::vector<std::string> remarks() const { return {}; }
};

}  // namespace filrouge
