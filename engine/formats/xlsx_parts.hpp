#pragma once

#include <string>
#include <vector>

#include "engine/formats/workbook_package.hpp"
#include "engine/formats/workbook_serial.hpp"
#include "engine/formats/workbook_sheets.hpp"

namespace filrouge {

/// Where the parts of an XLSX are, as its relations tell.
struct XlsxParts {
  std::vector<SheetTab> sheets;     ///< those of cells, in the order of their tabs
  std::vector<std::string> places;  ///< the part of each
  std::string styles, texts;        ///< empty when there is none
  SerialEpoch epoch = SerialEpoch::from_1900;
  /// What wrote it did not compute its formulas: their values are zeros, for a spreadsheet to replace.
  bool is_to_be_computed = false;
};

/// Throws FormatError, also when the zip is something else: a text, a presentation, a binary workbook.
XlsxParts read_xlsx_parts(const WorkbookPackage& package);

}  // namespace filrouge
