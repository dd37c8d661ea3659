#pragma once

#include "dsl/check/expressions.hpp"

namespace filrouge::dsl {

/// « fixer l'objectif de … à … »: how long a service gives itself for what is due as soon as possible. Once
/// every délai is read.
void read_targets(Checking& checking, Expressions& expressions);

}  // namespace filrouge::dsl
