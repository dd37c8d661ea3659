#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/machine/program.hpp"
#include "tests/bench/work.hpp"

namespace filrouge::bench {

using Journals = std::shared_ptr<const std::vector<Journal>>;

/// Journals in memory, replayed by the engine. The program must live as long.
Work replayed(std::string name, const Program& program, Journals journals, Date asked);

}  // namespace filrouge::bench
