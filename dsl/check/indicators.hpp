#pragma once

#include "dsl/check/expressions.hpp"

namespace filrouge::dsl {

/// Indicateurs: what they measure, by which axes, and what it is compared with.
void read_indicators(Checking& checking, Expressions& expressions);

}  // namespace filrouge::dsl
