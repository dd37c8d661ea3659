#pragma once

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// « met fin à decision_cd, à la date de effet »: of which measures an act is the end, and from which day on.
void read_ended_measures(Checking& checking);

}  // namespace filrouge::dsl
