#pragma once

#include <string>

#include "dsl/document/reglement.hpp"

namespace filrouge::dsl {

/// What the rules have done as soon as possible, no text giving a day, module by module: how to write an
/// internal target for it, and those that are set. Markdown; empty: no module of that name, or none holds for
/// that département.
std::string targets_page(const Program& program, const ReglementOf& of);

}  // namespace filrouge::dsl
