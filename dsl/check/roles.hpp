#pragma once

#include "dsl/check/expressions.hpp"

namespace filrouge::dsl {

/// Reads who holds the roles that depend on the dossier: « est caisse quand … », « sinon est président ».
void read_roles(Checking& checking, Expressions& expressions);

}  // namespace filrouge::dsl
