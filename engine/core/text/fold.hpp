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

/// What `find` gives of a name once folded; most are, as rules write them.
template <class Find>
auto find_folded(std::string_view name, Find&& find) {
  return is_folded(name) ? find(name) : find(std::string_view(fold(name)));
}

}  // namespace filrouge
