#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace filrouge::dsl {

/// How wide a text is, in ems, in the widest of the usual sans-serif fonts (DejaVu Sans): it fits in the
/// others too, and a drawing is the same on a machine without fonts.
double text_width(std::string_view text);

/// The text in lines of at most that width: « « », « » », « : » and their like stay with their word, and a
/// word wider than a line is broken.
std::vector<std::string> wrapped(std::string_view text, double width);

}  // namespace filrouge::dsl
