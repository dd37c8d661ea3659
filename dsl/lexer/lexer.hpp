#pragma once

#include <cstdint>

#include "dsl/lexer/token.hpp"
#include "dsl/source/diagnostic.hpp"
#include "dsl/source/source.hpp"

namespace filrouge::dsl {

/// Cuts the rules of a file into words, line by line. Comments (`--`, and `#` after a blank) are left out;
/// case, accents (composed or not), no-break blanks and the two apostrophes are free. Says what it cannot
/// read and goes on; stops at limits::tokens.
Tokens lex(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics);

}  // namespace filrouge::dsl
