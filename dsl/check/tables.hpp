#pragma once

#include "dsl/check/expressions.hpp"

namespace filrouge::dsl {

/// Definitions: read once on their own, so that one never used is checked too.
void read_definitions(Checking& checking, Expressions& expressions);
/// The outputs of tables, which expressions name; then their rows, and, `covered`, whether they cover every
/// case once.
void outline_tables(Checking& checking, Expressions& expressions);
void read_tables(Checking& checking, Expressions& expressions, bool covered);
/// Holes and overlaps over the values each column can take.
void check_table(Checking& checking, std::uint32_t index, const std::vector<Typed>& inputs);

}  // namespace filrouge::dsl
