#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/formats/table_rows.hpp"
#include "engine/formats/workbook_grid.hpp"
#include "engine/formats/workbook_package.hpp"

namespace filrouge {

/// The sheet to read, and what is known of it beforehand.
struct SheetChoice {
  std::string sheet;                 ///< its name or its rank; empty: the only visible one that is filled
  std::vector<SheetColumn> columns;  ///< those the page of correspondences names
};

/// The rows of a sheet of an XLSX, an ODS, or (through LibreOffice) an XLS; lines are those of the
/// spreadsheet. Values are those shown or kept there: days "2026-01-02", hours "14:30:00", truths "VRAI" and
/// "FAUX", formulas by the value the file holds. Throws FormatError.
std::unique_ptr<TableRows> open_workbook(const std::string& path, const SheetChoice& choice,
                                         const WorkbookLimits& limits = {});
/// The same of a package already open: an XLSX or an ODS.
std::unique_ptr<TableRows> workbook_rows(std::unique_ptr<WorkbookPackage> package, const SheetChoice& choice);

}  // namespace filrouge
