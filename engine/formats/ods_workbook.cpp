#include "engine/formats/ods_workbook.hpp"

#include <set>

#include "engine/formats/ods_cell.hpp"
#include "engine/formats/ods_rows.hpp"

namespace filrouge {
namespace {

using Tag = XmlScanner::Tag;

/// From March 1900 on, the days of ODS and of XLSX are counted alike.
std::optional<SerialEpoch> epoch_of(std::string_view zero) {
  if (zero.empty() || zero.starts_with("1899-12-30")) return SerialEpoch::from_1900;
  if (zero.starts_with("1904-01-01")) return SerialEpoch::from_1904;
  return std::nullopt;
}

}  // namespace

OdsWorkbook::Content OdsWorkbook::content() const {
  auto part = package().open("content.xml");
  auto* const from = part.get();
  return {std::move(part),
          {[from](char* into, std::size_t most) { return from->read(into, most); },
           [this](const std::string& why) {
             package().refuse("sa partie content.xml n'est pas lisible : " + why);
           },
           package().limits().row_bytes}};
}

OdsWorkbook::OdsWorkbook(std::unique_ptr<const WorkbookPackage> package) : Workbook(std::move(package)) {
  auto [part, scanner] = content();
  std::set<std::string, std::less<>> hiding;
  std::size_t inside = 0;  // the depth of the sheet being read, 0 outside
  bool is_workbook = false;
  for (auto tag = scanner.next(); tag != Tag::end; tag = scanner.next()) {
    const auto name = scanner.name();
    if (tag == Tag::close) {
      if (name == "table" && scanner.depth() == inside) inside = 0;
    } else if (name == "spreadsheet") {
      is_workbook = true;
    } else if (name == "null-date") {
      epoch_ = epoch_of(attribute_of(scanner.tag(), "date-value"));
    } else if (name == "style" && tag == Tag::open) {
      const auto style = scanner.element();
      if (attribute_of(child_of(style, "table-properties"), "display") == "false")
        hiding.emplace(attribute_of(style, "name"));
    } else if (name == "table" && inside == 0 && is_workbook) {
      const auto sheet = scanner.tag();
      tabs_.push_back(
          {std::string(attribute_of(sheet, "name")), hiding.contains(attribute_of(sheet, "style-name"))});
      if (tag == Tag::open) inside = scanner.depth();
    } else if (inside != 0 && !tabs_.back().filled && is_ods_cell(name)) {
      tabs_.back().filled = tag == Tag::open || holds_value(scanner.tag());
    }
  }
  if (!is_workbook) this->package().refuse("ce fichier OpenDocument n'est pas un classeur");
}

std::unique_ptr<TableRows> OdsWorkbook::rows(std::size_t tab, std::vector<SheetColumn> columns) const {
  return std::make_unique<OdsRows>(*this, tab, std::move(columns));
}

}  // namespace filrouge
