#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/model/model.hpp"

/// What weighs on the person, as the vocabulary says it (« défavorable », « préparatoire »).
namespace filrouge::acte {

/// May an act of that pattern be adverse: suspension, réduction, radiation…? What the pattern does not say
/// may be.
bool may_be_adverse(const Model& model, const Pattern& pattern);
/// May it lead to one: a saisine?
bool may_be_preparatory(const Model& model, const Pattern& pattern);

/// Does it ask a field to be one of the measures that weigh, in an act that is not itself the decision: a
/// sanction proposed by another?
bool speaks_of_sanctions(const Model& model, const Pattern& pattern);

/// The words of that field with which an act of that type is adverse.
std::vector<std::string_view> adverse_words(const Model& model, EventTypeId type, FieldId field);

/// What a form of such an act must say before anything else; empty: it never weighs.
std::string adverse_notice(const Model& model, EventTypeId type);

/// The words that a pattern allows of a field, where they are written; none: any.
std::vector<std::string_view> words_of(const Model& model, const Constraint& constraint);

}  // namespace filrouge::acte
