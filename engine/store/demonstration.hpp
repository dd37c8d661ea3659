#pragma once

#include "engine/store/base.hpp"

namespace filrouge {

/// Are the dossiers of that base invented, as its row « demonstration » of `reglages` says? Throws
/// StoreError.
bool is_demonstration(Base& base);

/// From now on they are. Throws StoreError of a base that has dossiers and was not one: nobody knows whose
/// they are.
void mark_demonstration(Base& base);

}  // namespace filrouge
