#pragma once

#include <string>
#include <string_view>

namespace filrouge {

/// Is the text already folded: lower-case ASCII letters, digits, `_` and `.` only?
bool is_folded(std::string_view text);
/// The form in which names are compared: lower case, without accents (composed or combining), œ → oe, æ → ae,
/// ß → s. Whatever is no letter is kept: blanks, apostrophes and hyphens of every kind. Never fails: bad
/// UTF-8 is kept as it is.
std::string fold(std::string_view text);

}  // namespace filrouge
