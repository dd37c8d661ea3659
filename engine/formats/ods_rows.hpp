#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/formats/ods_workbook.hpp"

namespace filrouge {

/// The rows of one sheet of an ODS. Memory holds one row.
class OdsRows final : public TableRows {
 public:
  OdsRows(const OdsWorkbook& workbook, std::size_t tab, std::vector<SheetColumn> columns);

  Status next(TableRow& row) override;
  std::vector<std::string> remarks() const override { return grid_.remarks(); }

 private:
  void go_to_sheet(std::size_t tab);
  bool take_row(const pugi::xml_node& node, TableRow& row);
  void take_cell(const pugi::xml_node& cell, std::size_t column);

  SheetGrid grid_;
  OdsWorkbook::Content content_;
  std::size_t table_depth_ = 0;
  bool ended_ = true;
  std::uint64_t repeats_ = 0;  ///< of the row last given, still to come
  std::vector<std::string> repeated_;
};

}  // namespace filrouge
