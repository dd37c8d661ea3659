#pragma once

#include "dsl/check/checking.hpp"

/// Checks over the model once it is built: one a file. Each says what it finds and returns nothing.
namespace filrouge::dsl {

/// Two « dès » of one event (or two ends of one délai) that may both be true.
void check_guards(Checking& checking);
/// « dès que » that stay true where they lead: the machine would turn in a circle.
void check_circles(Checking& checking);
/// States no path reaches.
void check_reachability(Checking& checking);
/// States nothing leaves, terms nothing follows.
void check_dead_ends(Checking& checking);
/// Every délai, contrôle, procédure and parameter has a fondement, or is an objectif interne.
void check_basis(Checking& checking);
/// Proposals of sanctions never rest on the clock alone, and nothing runs against the person in a pause.
void check_sanctions(Checking& checking);
/// Local texts leave the person's time and the national rules alone.
void check_local(Checking& checking);

/// The line a rule was written on.
SourceRange range_of(const Checking& checking, RuleId rule);

}  // namespace filrouge::dsl
