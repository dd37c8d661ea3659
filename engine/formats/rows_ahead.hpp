#pragma once

#include <deque>
#include <memory>

#include "engine/formats/table_rows.hpp"

namespace filrouge {

/// The rows of a table, some of them read ahead of their turn: the titles may not stand on the first. Rows
/// whose cells are all empty are passed over.
class RowsAhead {
 public:
  struct Waiting {
    TableRows::Status status;
    TableRow row;
  };

  explicit RowsAhead(std::unique_ptr<TableRows> rows) : rows_(std::move(rows)) {}

  /// As TableRows.
  TableRows::Status next(TableRow& row);
  /// That row of those not yet given, 0 being the next; null beyond the end, or what cannot be read as cells.
  const TableRow* ahead(std::size_t rank);
  /// The row that begins on that line of the file, if it is still to be given.
  const TableRow* on_line(std::uint64_t line);
  /// Gives up the rows as far as that line.
  void pass(std::uint64_t line);

  std::vector<std::string> remarks() const { return rows_->remarks(); }

 private:
  const Waiting* waiting(std::size_t rank);
  TableRows::Status read(TableRow& row);

  std::unique_ptr<TableRows> rows_;
  std::deque<Waiting> waiting_;
};

}  // namespace filrouge
