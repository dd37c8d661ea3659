#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>

namespace filrouge {

/// What a cell of an ODS holds, from its type and its text.
struct OdsCell {
  std::string text;              ///< empty when the cell is
  std::optional<double> number;  ///< when it is one and its format does not keep zeros
  bool is_error = false;
  bool is_uncomputed = false;  ///< a formula whose value is not in the file
};

OdsCell read_ods_cell(const pugi::xml_node& cell);

}  // namespace filrouge
