#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "dsl/ast/ast.hpp"
#include "dsl/lexer/token.hpp"

/// Which clause a line may be, from its first words, and which clauses may hold it.
namespace filrouge::dsl::grammar {

/// The kinds a line may have; several when the place decides (« échéance » in a state or in what a scénario
/// expects). The last ones need no keyword: a field, an attribute given, a state expected.
std::vector<NodeKind> kinds_of_line(const Token* first, const Token* last);

/// May a clause of this kind stand under that one? `file` holds the declarations.
bool holds(NodeKind parent, NodeKind child);

/// The keywords of the clauses this one may hold, as written.
std::vector<std::string_view> keywords_under(NodeKind parent);

/// The first words of declarations and states, that no line of a scénario begins with.
std::vector<std::string_view> words_of_no_scenario();

/// Where a clause of this kind may stand, in words: « un état », « une échéance ».
std::string places_of(NodeKind child);

/// Does the line go on with the one before it, from its first word?
bool continues(const Token& first);

/// Modules, declarations, states, délais, transitions: what limits::rules counts.
bool is_rule(NodeKind kind);

}  // namespace filrouge::dsl::grammar
