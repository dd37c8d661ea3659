#include "engine/formats/xlsx_workbook.hpp"

#include "engine/formats/xlsx_rows.hpp"

namespace filrouge {

XlsxWorkbook::XlsxWorkbook(std::unique_ptr<const WorkbookPackage> package)
    : Workbook(std::move(package)),
      parts_(read_xlsx_parts(this->package())),
      styles_(this->package(), parts_.styles),
      texts_(this->package(), parts_.texts) {}

std::unique_ptr<TableRows> XlsxWorkbook::rows(std::size_t tab, std::vector<SheetColumn> columns) const {
  return std::make_unique<XlsxRows>(*this, tab, std::move(columns));
}

}  // namespace filrouge
