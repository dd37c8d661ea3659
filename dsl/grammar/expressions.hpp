#pragma once

#include "dsl/grammar/builder.hpp"

/// What clauses are made of, as grammar steps: they throw x3::expectation_failure once past their first word.
namespace filrouge::dsl::grammar {

bool expression(Cursor& first, Cursor last,
                Builder& builder);  ///< a condition or a value, « et », « ou » included
bool value(Cursor& first, Cursor last, Builder& builder);  ///< a value: « 2 mois après a à défaut b »
bool amount(Cursor& first, Cursor last,
            Builder& builder);  ///< a value without « après », « avant », « à défaut »
bool pattern(Cursor& first, Cursor last,
             Builder& builder);  ///< event, champ: valeur, champ parmi (…), non annulé…
bool field_constraint(Cursor& first, Cursor last, Builder& builder);  ///< champ: valeur, champ parmi (…)
bool query(Cursor& first, Cursor last,
           Builder& builder);  ///< pattern, dont …, depuis …, avant …, consécutifs
bool field_value(Cursor& first, Cursor last, Builder& builder);  ///< champ: valeur, in a scénario

}  // namespace filrouge::dsl::grammar
