#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "dsl/ast/ast.hpp"
#include "dsl/grammar/logical_lines.hpp"
#include "dsl/lexer/token.hpp"

namespace filrouge::dsl {

/// What the layout of a file asks of its tree, which alone knows what a colon or a parenthesis is for.
struct TreeMarks {
  struct Clause {
    NodeKind kind = NodeKind::error;
    std::uint32_t depth = 0;  ///< how many clauses it stands under
    std::uint32_t owner = 0;  ///< the clause it stands under; itself at the top
  };
  std::vector<Clause> clauses;  ///< one a logical line
  // Where they begin, in bytes of the file:
  std::unordered_set<std::uint32_t> constraints;  ///< « motif: … »: the field a value is asked or given of
  std::unordered_set<std::uint32_t> calls;        ///< « table(a, b) »
  std::unordered_set<std::uint32_t> opposites;    ///< « -5 »
};

TreeMarks marks_of(const Tree& tree, const Tokens& tokens, const std::vector<grammar::LogicalLine>& lines);

}  // namespace filrouge::dsl
