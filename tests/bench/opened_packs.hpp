#pragma once

#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge::bench {

/// Says, of each pack of rules, how many of its procédures these dossiers opened at least once, and of how
/// many of its contrôles they hold an act to look at: what is not opened is not measured.
void print_opened_packs(const Program& program, const std::vector<Journal>& journals, Date asked);

}  // namespace filrouge::bench
