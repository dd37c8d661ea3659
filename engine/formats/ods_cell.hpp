#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace filrouge {

/// What a cell of an ODS holds, from its type and its text.
struct OdsCell {
  std::string text;              ///< empty when the cell is
  std::optional<double> number;  ///< when it is one and its format does not keep zeros
  bool is_error = false;
  bool is_uncomputed = false;  ///< a formula whose value is not in the file
};

/// Is an element of that local name a cell, even one hidden by a merge?
bool is_ods_cell(std::string_view name);
/// Has the cell a value, or a comment?
bool holds_value(const pugi::xml_node& cell);

OdsCell read_ods_cell(const pugi::xml_node& cell);

}  // namespace filrouge
