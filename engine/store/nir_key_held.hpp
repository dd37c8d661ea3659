#pragma once

#include <cstdint>
#include <string>

#include "engine/store/base.hpp"

namespace filrouge {

/// The name of the key under which the base compares NIRs; empty when it compares none. Throws StoreError.
std::string nir_key_held(Base& base);

/// From now on the base compares NIRs under the key of that name. Another key than the one it has is refused,
/// since nobody would be recognised any more; with `change`, what it kept under the former is taken out
/// first. Gives how many persons lost theirs. Throws StoreError.
std::uint64_t hold_nir_key(Base& base, const std::string& id, bool change);

}  // namespace filrouge
