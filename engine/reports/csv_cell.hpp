#pragma once

#include <string>
#include <string_view>

namespace filrouge {

/// A text as one cell between semicolons: quoted when it must be, and never read as a formula by a
/// spreadsheet.
std::string csv_cell(std::string_view text);

}  // namespace filrouge
