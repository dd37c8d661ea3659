#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/formats/table_rows.hpp"
#include "engine/formats/workbook_package.hpp"

namespace filrouge {

struct SheetTab {
  std::string name;
  bool hidden = false;
  bool filled = false;  ///< a cell at least has a value
};

/// The rows of one sheet. Never `fault`: what cannot be read as a sheet is a FormatError.
class SheetRows : public TableRows {
 public:
  /// « feuille n° 2 « feuil2 » ».
  virtual const std::string& sheet() const = 0;
};

/// « feuille n° 2 « feuil2 » »: a name is quoted when it is a plain word or one that spreadsheets give
/// (Feuil2, Sheet2), since it may be that of a person; the rank says which tab it is.
std::string shown_sheet(const std::vector<SheetTab>& sheets, std::size_t index);

struct ChosenSheet {
  std::size_t index;
  std::vector<std::string> remarks;  ///< what is left in the other sheets
};

/// The sheet of that name, or of that rank (« 2 »), case and accents being free; of no name, the only visible
/// sheet that holds something. Throws FormatError that lists the sheets when there is no such one, or
/// several.
ChosenSheet choose_sheet(const WorkbookPackage& package, const std::vector<SheetTab>& sheets,
                         const std::string& wanted);

}  // namespace filrouge
