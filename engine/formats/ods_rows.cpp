#include "engine/formats/ods_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "engine/formats/ods_cell.hpp"

namespace filrouge {
namespace {

using Tag = XmlScanner::Tag;

constexpr const char* content = "content.xml";
/// As many as a sheet has rows.
constexpr std::uint64_t most_repeats = 1'048'576;

std::uint64_t times(const pugi::xml_node& node, std::string_view attribute) {
  const auto written = attribute_of(node, attribute);
  std::uint64_t count = 1;
  std::from_chars(written.data(), written.data() + written.size(), count);
  return std::clamp<std::uint64_t>(count, 1, most_repeats);
}

bool has_value(const pugi::xml_node& cell) {
  return cell.first_child() || !attribute_of(cell, "value-type").empty() ||
         !attribute_of(cell, "formula").empty();
}

bool is_cell(std::string_view name) {
  return name == "table-cell" || name == "covered-table-cell";
}

}  // namespace

OdsRows::OdsRows(std::shared_ptr<const WorkbookPackage> package, const std::string& sheet,
                 std::vector<SheetColumn> columns)
    : package_(std::move(package)),
      sheets_(list_sheets()),
      chosen_(choose_sheet(*package_, sheets_, sheet)),
      sheet_(shown_sheet(sheets_, chosen_.index)),
      grid_(*package_, std::move(columns), SerialEpoch::from_1900),
      part_(package_->open(content)),
      scanner_(scan(*part_)) {
  go_to_sheet();
}

XmlScanner OdsRows::scan(WorkbookPart& part) const {
  return {[&part](char* into, std::size_t most) { return part.read(into, most); },
          [package = package_.get()](const std::string& why) {
            package->refuse("sa partie content.xml n'est pas lisible : " + why);
          },
          package_->limits().row_bytes};
}

/// The sheets, those that are hidden by their style, and those where a cell has a value.
std::vector<SheetTab> OdsRows::list_sheets() const {
  const auto part = package_->open(content);
  auto scanner = scan(*part);
  std::vector<SheetTab> sheets;
  std::set<std::string, std::less<>> hiding;
  std::size_t inside = 0;  // the depth of the sheet being read, 0 outside
  bool is_workbook = false;
  for (auto tag = scanner.next(); tag != Tag::end; tag = scanner.next()) {
    const auto name = scanner.name();
    if (tag == Tag::close) {
      if (name == "table" && scanner.depth() == inside) inside = 0;
    } else if (name == "spreadsheet") {
      is_workbook = true;
    } else if (name == "style" && tag == Tag::open) {
      const auto style = scanner.element();
      if (attribute_of(child_of(style, "table-properties"), "display") == "false")
        hiding.emplace(attribute_of(style, "name"));
    } else if (name == "table" && inside == 0 && is_workbook) {
      const auto sheet = scanner.tag();
      sheets.push_back(
          {std::string(attribute_of(sheet, "name")), hiding.contains(attribute_of(sheet, "style-name"))});
      if (tag == Tag::open) inside = scanner.depth();
    } else if (inside != 0 && !sheets.back().filled && is_cell(name)) {
      sheets.back().filled = tag == Tag::open || has_value(scanner.tag());
    }
  }
  if (!is_workbook) package_->refuse("ce fichier OpenDocument n'est pas un classeur");
  return sheets;
}

void OdsRows::go_to_sheet() {
  std::size_t met = 0;
  bool is_workbook = false;
  std::size_t inside = 0;
  for (auto tag = scanner_.next(); tag != Tag::end; tag = scanner_.next()) {
    const auto name = scanner_.name();
    if (tag == Tag::close) {
      if (name == "table" && scanner_.depth() == inside) inside = 0;
      continue;
    }
    is_workbook = is_workbook || name == "spreadsheet";
    if (name != "table" || !is_workbook || inside != 0) continue;
    if (met++ == chosen_.index) {
      table_depth_ = scanner_.depth();
      ended_ = tag == Tag::alone;
      return;
    }
    if (tag == Tag::open) inside = scanner_.depth();
  }
}

OdsRows::Status OdsRows::next(TableRow& row) {
  if (repeats_ > 0) {
    --repeats_;
    row.cells = repeated_;
    grid_.repeat(row);
    return Status::row;
  }
  for (auto tag = scanner_.next(); tag != Tag::end; tag = scanner_.next()) {
    if (ended_) continue;  // to the end, whose checksum says that nothing was lost
    if (tag == Tag::close) {
      ended_ = scanner_.name() == "table" && scanner_.depth() == table_depth_;
    } else if (scanner_.name() == "table-row") {
      if (take_row(scanner_.element(), row)) return Status::row;
    }
  }
  return Status::end;
}

bool OdsRows::take_row(const pugi::xml_node& node, TableRow& row) {
  const auto repeated = times(node, "number-rows-repeated");
  grid_.begin(grid_.line() + 1);
  std::size_t column = 0;
  for (const auto& cell : node.children()) {
    if (!is_cell(local_name(cell.name()))) continue;
    const auto count = times(cell, "number-columns-repeated");
    const bool covered = local_name(cell.name()) == "covered-table-cell";
    if (!covered && has_value(cell))
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

std::vector<std::string> OdsRows::remarks() const {
  auto said = chosen_.remarks;
  for (auto& remark : grid_.remarks()) said.push_back(std::move(remark));
  return said;
}

}  // namespace filrouge
