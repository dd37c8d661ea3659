#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "dsl/lexer/token.hpp"
#include "dsl/source/diagnostic.hpp"
#include "dsl/source/source.hpp"

namespace filrouge::dsl {

/// Cuts the rules of a file into words, line by line. Comments (`--`, and `#` after a blank) are left out;
/// case, accents (composed or not), no-break blanks and the two apostrophes are free. Says what it cannot
/// read and goes on; stops at limits::tokens. Who runs rules needs none of their scénarios: given the words,
/// folded, that no line of one begins with, it leaves out what stands further right than each, but such
/// lines.
Tokens lex(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics,
           std::span<const std::string_view> not_of_scenarios = {});

}  // namespace filrouge::dsl
