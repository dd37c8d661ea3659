#pragma once

#include <vector>

#include "engine/core/dossier/record.hpp"

namespace filrouge::oracle {

/// So many dossiers of the generator built beside the tests: years of follow-up, letters, sanctions, appeals.
std::vector<Record> generated_dossiers(unsigned seed, unsigned count);

}  // namespace filrouge::oracle
