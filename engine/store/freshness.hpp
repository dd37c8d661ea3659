#pragma once

#include <vector>

#include "engine/core/dossier/source_state.hpp"
#include "engine/store/base.hpp"

namespace filrouge {

/// How far each source of a base goes, as it was known by that day: the fluxes of each caisse, then the other
/// files by system or format. Throws StoreError.
std::vector<SourceState> freshness(Base& base, Date known);

}  // namespace filrouge
