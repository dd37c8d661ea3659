#include "engine/formats/rows_ahead.hpp"

#include <algorithm>
#include <utility>

namespace filrouge {

TableRows::Status RowsAhead::read(TableRow& row) {
  auto status = rows_->next(row);
  while (status == TableRows::Status::row &&
         std::ranges::all_of(row.cells, [](const auto& cell) { return cell.empty(); }))
    status = rows_->next(row);
  return status;
}

const RowsAhead::Waiting* RowsAhead::waiting(std::size_t rank) {
  while (waiting_.size() <= rank) {
    if (!waiting_.empty() && waiting_.back().status == TableRows::Status::end) return nullptr;
    Waiting next;
    next.status = read(next.row);
    waiting_.push_back(std::move(next));
  }
  return &waiting_[rank];
}

const TableRow* RowsAhead::ahead(std::size_t rank) {
  const auto* found = waiting(rank);
  return found && found->status == TableRows::Status::row ? &found->row : nullptr;
}

const TableRow* RowsAhead::on_line(std::uint64_t line) {
  for (std::size_t rank = 0;; ++rank) {
    const auto* found = waiting(rank);
    if (!found || found->status == TableRows::Status::end || found->row.line > line) return nullptr;
    if (found->row.line == line) return ahead(rank);
  }
}

void RowsAhead::pass(std::uint64_t line) {
  while (!waiting_.empty() && waiting_.front().status != TableRows::Status::end &&
         waiting_.front().row.line <= line)
    waiting_.pop_front();
}

TableRows::Status RowsAhead::next(TableRow& row) {
  if (waiting_.empty()) return read(row);
  auto& first = waiting_.front();
  const auto status = first.status;
  row = std::move(first.row);
  if (status != TableRows::Status::end) waiting_.pop_front();
  return status;
}

}  // namespace filrouge
