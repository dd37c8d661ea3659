#include "engine/formats/ods_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "engine/formats/ods_cell.hpp"

namespace filrouge {
namespace {

using Tag = XmlScanner::Tag;

/// As many as a sheet has rows.
constexpr std::uint64_t most_repeats = 1'048'576;

std::uint64_t times(const pugi::xml_node& node, std::string_view attribute) {
  const auto written = attribute_of(node, attribute);
  std::uint64_t count = 1;
  std::from_chars(written.data(), written.data() + written.size(), count);
  return std::clamp<std::uint64_t>(count, 1, most_repeats);
}

/// Where nobody knows which day is zero, no number is a day.
std::vector<SheetColumn> readable(std::vector<SheetColumn> columns, std::optional<SerialEpoch> epoch) {
  if (!epoch)
    for (auto& column : columns) column.is_day = false;
  return columns;
}

}  // namespace

OdsRows::OdsRows(const OdsWorkbook& workbook, std::size_t tab, std::vector<SheetColumn> columns)
    : grid_(workbook.package(), readable(std::move(columns), workbook.epoch()),
            workbook.epoch().value_or(SerialEpoch::from_1900)),
      content_(workbook.content()) {
  go_to_sheet(tab);
}

void OdsRows::go_to_sheet(std::size_t tab) {
  auto& scanner = content_.scanner;
  std::size_t met = 0;
  bool is_workbook = false;
  std::size_t inside = 0;
  for (auto tag = scanner.next(); tag != Tag::end; tag = scanner.next()) {
    const auto name = scanner.name();
    if (tag == Tag::close) {
      if (name == "table" && scanner.depth() == inside) inside = 0;
      continue;
    }
    is_workbook = is_workbook || name == "spreadsheet";
    if (name != "table" || !is_workbook || inside != 0) continue;
    if (met++ == tab) {
      table_depth_ = scanner.depth();
      ended_ = tag == Tag::alone;
      return;
    }
    if (tag == Tag::open) inside = scanner.depth();
  }
}

OdsRows::Status OdsRows::next(TableRow& row) {
  if (repeats_ > 0) {
    --repeats_;
    row.cells = repeated_;
    grid_.repeat(row);
    return Status::row;
  }
  // The workbook has read the part to its end already, whose checksum says that nothing is lost.
  while (!ended_) {
    const auto tag = content_.scanner.next();
    if (tag == Tag::end) {
      ended_ = true;
    } else if (tag == Tag::close) {
      ended_ = content_.scanner.name() == "table" && content_.scanner.depth() == table_depth_;
    } else if (content_.scanner.name() == "table-row") {
      if (take_row(content_.scanner.element(), row)) return Status::row;
    }
  }
  return Status::end;
}

bool OdsRows::take_row(const pugi::xml_node& node, TableRow& row) {
  const auto repeated = times(node, "number-rows-repeated");
  grid_.begin(grid_.line() + 1);
  std::size_t column = 0;
  for (const auto& cell : node.children()) {
    if (!is_ods_cell(local_name(cell.name()))) continue;
    const auto count = times(cell, "number-columns-repeated");
    const bool covered = local_name(cell.name()) == "covered-table-cell";
    if (!covered && holds_value(cell))
      for (std::uint64_t i = 0; i < count; ++i) take_cell(cell, column + i);
    column += count;
  }
  if (!grid_.finish(row)) {
    grid_.begin(grid_.line() + repeated - 1);
    return false;
  }
  const auto visibility = attribute_of(node, "visibility");
  if (visibility == "collapse" || visibility == "filter") grid_.note_hidden_row();
  repeats_ = repeated - 1;
  if (repeats_ > 0) repeated_ = row.cells;
  return true;
}

void OdsRows::take_cell(const pugi::xml_node& cell, std::size_t column) {
  auto read = read_ods_cell(cell);
  if (read.is_error) return grid_.note(CellOddity::error, column);
  if (read.is_uncomputed) return grid_.note(CellOddity::uncomputed, column);
  if (times(cell, "number-columns-spanned") > 1 || times(cell, "number-rows-spanned") > 1)
    grid_.note_merged(1);
  if (read.number)
    grid_.put_number(column, *read.number);
  else
    grid_.put(column, std::move(read.text));
}

}  // namespace filrouge
