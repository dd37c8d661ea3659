#pragma once

#include <string>

#include "engine/core/machine/program.hpp"

namespace filrouge::dsl {

/// The rules as a règlement a person reads, in Markdown: each module with its sources, each procédure état by
/// état with its délais and what leads out of them, contrôles, tables, paramètres; every fondement with its
/// status. What remains to be verified is listed at the end.
std::string reglement(const Program& program);

}  // namespace filrouge::dsl
