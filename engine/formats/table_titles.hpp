#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace filrouge {

/// A column by its rank, as spreadsheets call it: 0 is « A », 27 is « AB ».
std::string column_letters(std::size_t rank);
/// The rank of such a name; nothing when it is no such name, or beyond the 4 096 cells of a row.
std::optional<std::size_t> column_rank(std::string_view letters);

/// What the columns of a table are called: by the row of titles, or by rank when there is none.
class TableTitles {
 public:
  TableTitles() = default;
  TableTitles(std::vector<std::string> titles, std::uint64_t line);
  static TableTitles by_rank(std::size_t width);

  /// The columns of that name; case, accents, blanks and the look of an apostrophe are free.
  std::vector<std::size_t> named(std::string_view column) const;
  /// A title that is one plain word; else where the column stands: « colonne AB ».
  std::string shown(std::size_t column) const;

  const std::vector<std::string>& texts() const { return titles_; }
  std::size_t width() const { return titles_.size(); }
  bool by_rank() const { return line_ == 0; }
  /// The line of the row of titles in the file; 0: there is none.
  std::uint64_t line() const { return line_; }

 private:
  std::vector<std::string> titles_, folded_;
  std::uint64_t line_ = 0;
};

}  // namespace filrouge
