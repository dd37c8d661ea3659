#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/table_rows.hpp"
#include "engine/formats/workbook_package.hpp"
#include "engine/formats/workbook_serial.hpp"

namespace filrouge {

/// A column the person who reads the sheet knows.
struct SheetColumn {
  std::string title;       ///< or its rank, « B », where there are no titles
  bool is_day = false;     ///< a number there is the serial of a day, whatever its format
  bool is_number = false;  ///< holds the numbers of dossiers, persons, départements: zeros in front count
  bool by_rank = false;
};

/// What a cell is found to be, beyond its text.
enum class CellOddity {
  error,       ///< #N/A: left empty
  uncomputed,  ///< a formula whose value the file does not hold: left empty
  too_many_digits,
  count_
};

/// Rows of cells, whatever the kind of workbook they come from: put in their columns, held to the limits, and
/// what is odd about them counted, to be said once.
class SheetGrid {
 public:
  SheetGrid(const WorkbookPackage& package, std::vector<SheetColumn> columns, SerialEpoch epoch);

  void begin(std::uint64_t line);
  /// Columns from 0. An empty text is no cell.
  void put(std::size_t column, std::string text);
  /// A number without a format that means anything.
  void put_number(std::size_t column, double number);
  void note(CellOddity oddity, std::size_t column);
  void note_hidden_row() { ++hidden_rows_; }
  void note_merged(std::uint64_t ranges) { merged_ += ranges; }
  /// Gives the row, as wide as the titles at least; false when it is blank.
  bool finish(TableRow& row);

  /// The same row on the next line.
  void repeat(TableRow& row);

  std::uint64_t line() const { return line_; }
  /// Complete at the end of the sheet.
  std::vector<std::string> remarks() const;

 private:
  struct Oddities {
    std::uint64_t count = 0;
    std::string first;  ///< « C4 »
  };
  struct KnownColumn {
    std::string shown;
    bool is_day = false, is_number = false;
    std::uint64_t numbers = 0, serials = 0;
  };
  void count_cells(std::uint64_t more);
  void know(std::size_t column, const SheetColumn& wanted);
  void read_titles();
  KnownColumn* known(std::size_t column);

  const WorkbookPackage& package_;
  std::vector<SheetColumn> wanted_;
  SerialEpoch epoch_;
  std::uint64_t line_ = 0, cells_ = 0, hidden_rows_ = 0, merged_ = 0;
  std::vector<std::string> row_;
  std::vector<std::pair<std::size_t, double>> numbers_;  ///< of the row
  std::size_t width_ = 0;                                ///< of the row of titles
  bool by_rank_ = false, titles_met_ = false;
  std::size_t titles_found_ = 0;
  std::vector<KnownColumn> columns_;
  std::array<Oddities, static_cast<std::size_t>(CellOddity::count_)> oddities_;
};

}  // namespace filrouge
