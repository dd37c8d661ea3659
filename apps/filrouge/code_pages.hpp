#pragma once

#include <string>

#include "dsl/source/diagnostic.hpp"

namespace filrouge {

/// « verifier --expliquer CODE »: the page of a code; of « liste », or of nothing, all codes with their
/// titles. The exit code: a code that does not exist is said, with the nearest, and is bad input.
int tell_code(const std::string& code, dsl::Language language);

}  // namespace filrouge
