#pragma once

#include <string>
#include <string_view>

#include "dsl/ast/ast.hpp"

namespace filrouge::dsl {

/// The name of a kind in NodeKind: « on_event ».
std::string_view kind_name(NodeKind kind);

/// The tree as text, for tests and for finding one's way: one node a line, indented, `kind "text" number`.
std::string dump(const Tree& tree, NodeId root = 0);

}  // namespace filrouge::dsl
