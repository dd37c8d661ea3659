#pragma once

#include <cstdint>
#include <string>

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// The dates of a délai must stand: it does not rest on its own end, and what it counts from, or ends at,
/// does not recede with the day on which it is asked. `index`: its own, in its procédure.
void check_delai_dates(Checking& checking, View node, const std::string& name, const Delai& delai,
                       std::uint16_t index);

}  // namespace filrouge::dsl
