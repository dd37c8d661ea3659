#pragma once

#include "dsl/grammar/builder.hpp"
#include "dsl/source/diagnostic.hpp"

namespace filrouge::dsl::grammar {

/// Says that a clause cannot be read from `stopped` on, with what the grammar could have gone on with there.
void report_unexpected(Builder& builder, Cursor first, Cursor last, Cursor stopped);

}  // namespace filrouge::dsl::grammar
