#pragma once

#include <cstddef>
#include <string>

#include "engine/core/model/model.hpp"

namespace filrouge::dsl {

/// « CASF L262-37, R262-68 et 2 autres »: the fondement of a rule in short, a code being said once, without
/// what its statut says. Empty: it has none of its own, nor of what holds it.
std::string articles_of(const RuleInfo& rule, std::size_t at_most = 3);

/// « CASF  » of « CASF L262-37 », with its blank; empty: the reference begins with no code.
std::string code_of(const std::string& reference);

}  // namespace filrouge::dsl
