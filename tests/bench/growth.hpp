#pragma once

#include "engine/core/machine/program.hpp"

/// How what an evaluation takes grows with its parts.
namespace filrouge::bench {

/// 10 to 10,000 acts of each mix.
void print_growth_of_acts(const Program& program, Date asked, double seconds);
/// 1 to 64 persons, twenty acts each.
void print_growth_of_persons(const Program& program, Date asked, double seconds);
/// 1 to 1,000 procédures, the same again under other names.
void print_growth_of_rules(Date asked);

}  // namespace filrouge::bench
