#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/formats/workbook_grid.hpp"
#include "engine/formats/workbook_sheets.hpp"
#include "engine/formats/workbook_xml.hpp"
#include "engine/formats/xlsx_parts.hpp"
#include "engine/formats/xlsx_styles.hpp"
#include "engine/formats/xlsx_texts.hpp"

namespace filrouge {

/// The rows of one sheet of an XLSX. Memory holds one row, and the texts that cells share.
class XlsxRows final : public SheetRows {
 public:
  /// `sheet` and what an empty one means: choose_sheet(). Throws FormatError.
  XlsxRows(std::shared_ptr<const WorkbookPackage> package, const std::string& sheet,
           std::vector<SheetColumn> columns);

  Status next(TableRow& row) override;
  std::vector<std::string> remarks() const override;
  const std::string& sheet() const override { return sheet_; }

 private:
  XmlScanner scan(WorkbookPart& part, const std::string& sheet) const;
  bool take_row(const pugi::xml_node& node, TableRow& row);
  void take_cell(const pugi::xml_node& cell, std::size_t column);
  void take_number(const pugi::xml_node& cell, std::string_view value, std::size_t column);

  std::shared_ptr<const WorkbookPackage> package_;
  XlsxParts parts_;
  ChosenSheet chosen_;
  std::string sheet_;
  XlsxStyles styles_;
  XlsxTexts texts_;
  SheetGrid grid_;
  std::unique_ptr<WorkbookPart> part_;
  XmlScanner scanner_;
};

}  // namespace filrouge
