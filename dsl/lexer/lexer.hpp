#pragma once

#include <cstdint>

#include "dsl/lexer/token.hpp"
#include "dsl/source/diagnostic.hpp"
#include "dsl/source/source.hpp"

namespace filrouge::dsl {

/// Who runs rules needs none of their scénarios.
enum class Scenarios : std::uint8_t { read, left_out };

/// Cuts the rules of a file into words, line by line. Comments (`--`, and `#` after a blank) are left out;
/// case, accents (composed or not), no-break blanks and the two apostrophes are free. Says what it cannot
/// read and goes on; stops at limits::tokens. Of a scénario that is left out, what stands further right is
/// not looked at.
Tokens lex(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics,
           Scenarios scenarios = Scenarios::read);

}  // namespace filrouge::dsl
