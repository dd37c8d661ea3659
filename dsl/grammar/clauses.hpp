#pragma once

#include "dsl/grammar/builder.hpp"

/// The clauses, one rule each, by subject. Each function reads a clause of one kind from its keyword on, and
/// makes its node (or several: « exige a, b »). Throws x3::expectation_failure once the keyword is passed,
/// and TooDeep.
namespace filrouge::dsl::grammar {

bool declaration(NodeKind kind, Cursor& first, Cursor last,
                 Builder& builder);  ///< modules, vocabulary, parameters, tables
bool procedure(NodeKind kind, Cursor& first, Cursor last,
               Builder& builder);  ///< procédures, states, transitions, actions
bool delai(NodeKind kind, Cursor& first, Cursor last,
           Builder& builder);  ///< the five délais and what qualifies them
bool sentence(NodeKind kind, Cursor& first, Cursor last,
              Builder& builder);                                              ///< contrôles, garanties
bool indicator(NodeKind kind, Cursor& first, Cursor last, Builder& builder);  ///< indicateurs
bool scenario(NodeKind kind, Cursor& first, Cursor last,
              Builder& builder);  ///< scénarios and what they expect

/// Steps shared by several subjects.
bool action(Cursor& first, Cursor last, Builder& builder);  ///< aller à, à faire, irrégularité, proposer…
bool requirements(Cursor& first, Cursor last, Builder& builder);  ///< exige a « … », b, bloquante
bool by_role(Cursor& first, Cursor last, Builder& builder);       ///< par le référent unique
bool severity(Cursor& first, Cursor last, Builder& builder);      ///< bloquante, majeure, mineure, info
bool modifier(Cursor& first, Cursor last, Builder& builder);      ///< franc, prorogé, objectif interne…

}  // namespace filrouge::dsl::grammar
