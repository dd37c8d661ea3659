#pragma once

#include <string>
#include <string_view>

namespace filrouge {

/// Does the text hold what acts on a terminal, or turns what follows around, without being seen: controls
/// other than ends of lines and tabs, is_invisible characters, bytes that are not UTF-8?
bool holds_invisible(std::string_view text);

/// The text with all of that shown as what it is: `\x1b`, `U+202E`. What people read passes here last.
std::string visible(std::string_view text);

/// The same on one line: ends of lines and tabs are shown as well, for a value that stands among others.
std::string visible_line(std::string_view text);

}  // namespace filrouge
