#pragma once

#include <string>
#include <string_view>

#include "filrouge/finding.hpp"

namespace filrouge {

/// The heading line of the CSV, with the byte order mark Excel needs, ending with CRLF.
std::string csv_heading();
/// One finding as a CSV line, `;` between cells, CRLF at the end. A cell that a spreadsheet would take for a
/// formula is made harmless with a leading apostrophe.
std::string csv_line(const Finding& finding, std::string_view territoire);

}  // namespace filrouge
