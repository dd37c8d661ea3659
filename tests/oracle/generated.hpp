#pragma once

#include <vector>

#include "engine/core/dossier/record.hpp"

namespace filrouge::oracle {

/// So many dossiers of the generator built beside the tests: years of follow-up, letters, sanctions, appeals.
std::vector<Record> generated_dossiers(unsigned seed, unsigned count);
/// How many: what FILROUGE_GENERES asks for, else that many.
unsigned asked_count(unsigned usual);

}  // namespace filrouge::oracle
