#pragma once

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// Reads « article » and « dispositif »: what a reference text says, and the rules that carry it. Called once
/// every rule has its code, for a topic names any of them.
void read_topics(Checking& checking);

}  // namespace filrouge::dsl
