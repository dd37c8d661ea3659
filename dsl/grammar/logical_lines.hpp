#pragma once

#include <cstdint>
#include <vector>

#include "dsl/lexer/token.hpp"

namespace filrouge::dsl::grammar {

/// One clause of the text: a line and those that continue it.
struct LogicalLine {
  std::uint32_t first = 0;   ///< index of its first token
  std::uint32_t last = 0;    ///< one past its last
  std::uint32_t column = 1;  ///< of its first word, from 1
};

/// Joins each line with the ones that continue it: those that begin with « et », « ou », an operator, a
/// comma…, those after a line ended by a comma, a colon or an operator, and those inside a parenthesis.
std::vector<LogicalLine> logical_lines(const Tokens& tokens);

}  // namespace filrouge::dsl::grammar
