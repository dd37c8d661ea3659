#pragma once

#include <string>

namespace filrouge::dsl {

/// A text that stands in a cell of a Markdown table: on one line, its bars and underscores kept from meaning
/// anything.
std::string cell(const std::string& text);
}  // namespace filrouge::dsl
