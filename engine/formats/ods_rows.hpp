#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/formats/workbook_grid.hpp"
#include "engine/formats/workbook_sheets.hpp"
#include "engine/formats/workbook_xml.hpp"

namespace filrouge {

/// The rows of one sheet of an ODS. Memory holds one row.
class OdsRows final : public SheetRows {
 public:
  /// `sheet` and what an empty one means: choose_sheet(). Throws FormatError.
  OdsRows(std::shared_ptr<const WorkbookPackage> package, const std::string& sheet,
          std::vector<SheetColumn> columns);

  Status next(TableRow& row) override;
  std::vector<std::string> remarks() const override;
  const std::string& sheet() const override { return sheet_; }

 private:
  XmlScanner scan(WorkbookPart& part) const;
  std::vector<SheetTab> list_sheets() const;
  void go_to_sheet();
  bool take_row(const pugi::xml_node& node, TableRow& row);
  void take_cell(const pugi::xml_node& cell, std::size_t column);

  std::shared_ptr<const WorkbookPackage> package_;
  std::vector<SheetTab> sheets_;
  ChosenSheet chosen_;
  std::string sheet_;
  SheetGrid grid_;
  std::unique_ptr<WorkbookPart> part_;
  XmlScanner scanner_;
  std::size_t table_depth_ = 0;
  bool ended_ = false;
  std::uint64_t repeats_ = 0;  ///< of the row last given, still to come
  std::vector<std::string> repeated_;
};

}  // namespace filrouge
