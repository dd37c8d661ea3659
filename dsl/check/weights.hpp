#pragma once

#include <string>

#include "dsl/check/expressions.hpp"

/// Which acts weigh on the person, as the vocabulary says it.
namespace filrouge::dsl {

/// Reads « défavorable » and « préparatoire ». Where no event says either, the names the law gives its
/// sanctions stand for them.
void read_weights(Checking& checking, Expressions& expressions);

/// Is every act that `narrow` describes one that `wide` describes?
bool within(const Model& model, const Pattern& narrow, const Pattern& wide);
/// May an act be described by both?
bool may_meet(const Model& model, const Pattern& a, const Pattern& b);

/// Is every act of the pattern adverse, whatever its other fields?
bool surely_adverse(const Checking& checking, const Pattern& act);
/// The weights that an act of the pattern may have.
std::vector<const Weight*> weights_of(const Checking& checking, const Pattern& act);

}  // namespace filrouge::dsl
