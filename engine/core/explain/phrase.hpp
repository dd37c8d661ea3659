#pragma once

#include <string>

#include "engine/core/plan/plan.hpp"

namespace filrouge {

/// A condition of the rules, told as the officer wrote it, near enough to be read aloud: « parcours = social
/// et organisme connu ».
std::string phrase(const Plan& plan, ExprId expression);
/// « decision_cd, mesure : suspension ».
std::string pattern_phrase(const Plan& plan, PatternId pattern);

}  // namespace filrouge
