#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/ast/ast.hpp"
#include "dsl/lexer/token.hpp"

namespace filrouge::dsl {

/// What the grammar could go on with at the end of a text: for who is writing there.
struct Continuations {
  struct Clause {
    NodeKind kind;
    std::string name;  ///< folded; of what declares something
  };
  std::vector<Clause> open;           ///< what the end stands in, outermost first
  bool at_clause = false;             ///< a clause begins there
  NodeKind clause = NodeKind::error;  ///< else the one being written
  std::vector<Token> words;           ///< and its words
  std::vector<std::string> keywords;  ///< as written, those of the innermost clause first
  std::vector<std::string> wanted;    ///< what is no keyword: « un nom d'état »
};

/// `text` is a file of rules, or the end of one from the beginning of a declaration, cut where the writer is;
/// `column` is where he is in his line, from 1, in characters.
Continuations continuations(std::string_view text, std::uint32_t column);

}  // namespace filrouge::dsl
