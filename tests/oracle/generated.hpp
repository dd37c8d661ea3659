#pragma once

#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"

namespace filrouge::oracle {

/// So many dossiers of the generator built beside the tests: years of follow-up, letters, sanctions, appeals.
/// `options`: more of its command line, « --au 2026-11-29 ».
std::vector<Record> generated_dossiers(unsigned seed, unsigned count, const std::string& options = {});
/// How many: what FILROUGE_GENERES asks for, else that many.
unsigned asked_count(unsigned usual);

}  // namespace filrouge::oracle
