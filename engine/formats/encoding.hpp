#pragma once

#include <string>
#include <string_view>

namespace filrouge {

/// Windows-1252, the encoding of CAF fluxes and of French Excel, as UTF-8. The five bytes it leaves undefined
/// become U+FFFD.
std::string from_windows_1252(std::string_view text);

}  // namespace filrouge
