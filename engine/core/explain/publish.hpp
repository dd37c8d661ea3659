#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// Turns the compact findings of an evaluation into the public ones, in the same order: names, ISO dates, the
/// articles with their status, and one or two sentences of plain French that tell the arithmetic of the date.
void publish(const Program& program, const Journal& journal, const Evaluation& evaluation,
             std::vector<Finding>& out);

/// Is its procédure over? What is said of it is then history.
bool is_over(const Program& program, const Instance& instance);
/// « p1 », « p1#2 », « e3 », the dossier's own id for « pour chaque dossier ».
std::string instance_name(const Journal& journal, const Instance& instance);

}  // namespace filrouge
