#pragma once

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// Is it a « dès » of a local text that only adds « exige » to an act, and says nothing of what follows?
bool adds_requirements(const Checking& checking, const Procedure& procedure, const Clause& clause);
/// What a local text requires of an act stands with the national clauses on that act, in the same place: the
/// act leads where they say. One that no national clause of its place hears stays as it is.
void add_local_requirements(Checking& checking);

}  // namespace filrouge::dsl
