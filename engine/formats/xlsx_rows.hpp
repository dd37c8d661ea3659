#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/formats/workbook_xml.hpp"
#include "engine/formats/xlsx_workbook.hpp"

namespace filrouge {

/// The rows of one sheet of an XLSX. Memory holds one row.
class XlsxRows final : public TableRows {
 public:
  XlsxRows(const XlsxWorkbook& workbook, std::size_t tab, std::vector<SheetColumn> columns);

  Status next(TableRow& row) override;
  std::vector<std::string> remarks() const override { return grid_.remarks(); }

 private:
  [[noreturn]] void refuse(const std::string& why) const;
  bool take_row(const pugi::xml_node& node, TableRow& row);
  void take_cell(const pugi::xml_node& cell, std::size_t column);
  void take_number(const pugi::xml_node& cell, std::string_view value, std::size_t column);

  const XlsxWorkbook& workbook_;
  std::size_t tab_;
  SheetGrid grid_;
  std::unique_ptr<WorkbookPart> part_;
  XmlScanner scanner_;
};

}  // namespace filrouge
