#pragma once

#include <string>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/explain/act_names.hpp"
#include "engine/core/machine/effects.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge {

/// How long a délai is and from when, at the end of `text`: « 2 mois après « Orientation » du 2 février 2024
/// (e1) », « À partir du 2 février 2024 ». Nothing of a start that is not known.
void append_counted(ActNames& acts, const Journal& journal, const Derivation& dates, std::string& text);

/// The arithmetic of a date, step by step: start and why, length, franc, the holiday that put it off, pauses.
std::string arithmetic(ActNames& acts, const Journal& journal, const Derivation& dates);

/// Is it counted in hours?
bool in_hours(const Program& program, const Derivation& dates);
/// … from an act of which nobody said the time?
bool lacks_time(const Program& program, const Derivation& dates);

}  // namespace filrouge
