#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/formats/workbook_package.hpp"

namespace filrouge {

struct SheetTab {
  std::string name;
  bool hidden = false;
  bool filled = false;  ///< a cell at least has a value
};

/// « feuille n° 2 « feuil2 » »: a name is quoted when it is a plain word or one that spreadsheets give
/// (Feuil2, Sheet2), since it may be that of a person; the rank says which tab it is.
std::string shown_sheet(const std::vector<SheetTab>& sheets, std::size_t index);

/// Those of the list, « (masquée) » said: « feuille n° 1, feuille n° 2 « listes » (masquée) ».
std::string list_of_sheets(const std::vector<SheetTab>& sheets, const std::vector<std::size_t>& which);

/// The sheet of that name, or of that rank (« 2 »), case and accents being free; of no name, the only visible
/// sheet that holds something. Throws FormatError that lists the sheets when there is no such one, or
/// several.
std::size_t choose_sheet(const WorkbookPackage& package, const std::vector<SheetTab>& sheets,
                         const std::string& wanted);

}  // namespace filrouge
