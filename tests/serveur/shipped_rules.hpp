#pragma once

#include <string_view>

#include "engine/core/calendar/date.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge::livrees {

/// The rules that are shipped, read once for all the tests of the program.
const Program& shipped();
/// The day of that ISO text; fails the test when it is none.
Date day(std::string_view iso);

}  // namespace filrouge::livrees
