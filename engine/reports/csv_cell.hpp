#pragma once

#include <string>
#include <string_view>

namespace filrouge {

/// A text as one cell between semicolons: quoted when it must be, never read as a formula by a spreadsheet,
/// and visible() all through.
std::string csv_cell(std::string_view text);

}  // namespace filrouge
