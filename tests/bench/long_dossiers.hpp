#pragma once

#include "engine/core/machine/program.hpp"

namespace filrouge::bench {

/// One dossier of 250, 500, 1,000 and 2,000 acts of several kinds: what one evaluation of it takes, and how
/// that grows. Twice the acts should take twice the time.
void print_long_dossiers(const Program& program, Date asked);

}  // namespace filrouge::bench
