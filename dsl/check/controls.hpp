#pragma once

#include "dsl/check/actions.hpp"

namespace filrouge::dsl {

/// Contrôles over histories: each sentence of a « chaque » is one.
void read_controls(Checking& checking, Expressions& expressions, Actions& actions);
/// Garanties, resolved here and proved elsewhere.
void read_guarantees(Checking& checking, Expressions& expressions, Actions& actions);
/// The contrôles one declaration says; a garantie may be written in the same sentences.
void read_control(Checking& checking, Expressions& expressions, Actions& actions, View node,
                  std::uint32_t module);

}  // namespace filrouge::dsl
