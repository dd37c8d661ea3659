#pragma once

#include <string>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge::dsl {

/// A real dossier as a file of rules that holds one scénario: its facts under other names, and what the rules
/// say of it that day as what is expected, so that `tester` passes at once and an officer corrects what the
/// rules should say instead. Comments tell what was left out, what a shift may change, and where what is said
/// is not what is said of the dossier. The same dossier and question give the same text.
std::string dossier_scenario(const Program& program, const Journal& journal, Date asked, Date known,
                             int weeks);

}  // namespace filrouge::dsl
