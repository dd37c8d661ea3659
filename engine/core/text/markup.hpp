#pragma once

#include <string>
#include <string_view>

namespace filrouge {

/// A text as it stands between two tags, or in an attribute, of XML or HTML.
std::string in_markup(std::string_view text);

}  // namespace filrouge
