#pragma once

#include <cstdint>

#include "dsl/ast/ast.hpp"
#include "dsl/source/diagnostic.hpp"
#include "dsl/source/source.hpp"

namespace filrouge::dsl {

/// Reads the clauses of one file into its tree. A clause that cannot be read is diagnosed and becomes a node
/// `error`; reading goes on at the next clause, so one file can give many diagnostics. Takes time in
/// proportion to the text. When it reports errors, the tree is good for showing, not for checking: names may
/// be missing from it.
Tree parse(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics,
           Scenarios scenarios = Scenarios::read);

}  // namespace filrouge::dsl
