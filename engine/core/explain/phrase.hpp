#pragma once

#include <string>

#include "engine/core/machine/program.hpp"

namespace filrouge {

/// A condition of the rules, told as the officer wrote it, near enough to be read aloud: « parcours = social
/// et organisme connu ».
std::string phrase(const Program& program, ExprId expression);
/// « decision_cd, mesure : suspension ».
std::string pattern_phrase(const Program& program, PatternId pattern);

}  // namespace filrouge
