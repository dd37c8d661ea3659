#pragma once

#include <string>
#include <string_view>

namespace filrouge {

/// A value of an input file as a message may show it: quoted when it is a short date or number, described by
/// its length otherwise, since a shifted column may hold a name.
std::string shown_value(std::string_view value);

}  // namespace filrouge
