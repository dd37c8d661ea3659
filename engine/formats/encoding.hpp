#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace filrouge {

/// Where the text stops being UTF-8 (overlong forms, surrogates and what lies beyond U+10FFFF included); npos
/// if it never does.
std::size_t first_bad_utf8(std::string_view text);

/// Windows-1252, the encoding of CAF fluxes and of French Excel, as UTF-8. The five bytes it leaves undefined
/// become U+FFFD.
std::string from_windows_1252(std::string_view text);

}  // namespace filrouge
