#pragma once

#include <istream>
#include <string>

namespace filrouge {

enum class WorkbookKind {
  zip,  ///< XLSX, ODS, or something else that its parts tell
  xls,  ///< the binary workbooks of before 2007
};

/// What a file that is called a workbook is, from its first bytes: spreadsheets open what is no workbook
/// under such a name. Throws FormatError for the others, told apart: a web page, XML of 2003, a text, a
/// workbook under a password, nothing. Leaves the input at its beginning.
WorkbookKind workbook_kind(std::istream& input, const std::string& name);

/// Does it begin as a workbook does, whatever its name? Leaves the input at its beginning.
bool begins_as_workbook(std::istream& input);

}  // namespace filrouge
