#pragma once

#include "dsl/ast/ast.hpp"
#include "dsl/source/diagnostic.hpp"

namespace filrouge::dsl::grammar {

/// « dès a ou b, … » stands for one « dès » an event, each with the same sequel: makes them so. Refuses a «
/// sinon » after it.
void split_events(Tree& tree, Diagnostics& diagnostics);

}  // namespace filrouge::dsl::grammar
