#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/formats/workbook_grid.hpp"
#include "engine/formats/workbook_package.hpp"
#include "engine/formats/workbook_sheets.hpp"

namespace filrouge {

/// The sheet to read, and what is known of it beforehand.
struct SheetChoice {
  std::string sheet;                 ///< its name or its rank; empty: the only visible one that is filled
  std::vector<SheetColumn> columns;  ///< those the page of correspondences names
};

/// Opens an XLSX, an ODS, or (made an XLSX by LibreOffice) an XLS. Throws FormatError when the file is none.
std::shared_ptr<const WorkbookPackage> open_workbook(const std::string& path,
                                                     const WorkbookLimits& limits = {});

/// The rows of one of its sheets; lines are those of the spreadsheet. Values are those shown or kept there:
/// days "2026-01-02", hours "14:30:00", truths "VRAI" and "FAUX", formulas by the value the file holds.
/// Throws FormatError.
std::unique_ptr<SheetRows> sheet_rows(std::shared_ptr<const WorkbookPackage> package,
                                      const SheetChoice& choice);

}  // namespace filrouge
