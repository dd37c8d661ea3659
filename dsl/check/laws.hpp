#pragma once

#include "dsl/check/checking.hpp"

/// Checks over the model once it is built: one a file. Each says what it finds and returns nothing.
namespace filrouge::dsl {

/// Two « dès » of one event (or two ends of one délai) that may both be true.
void check_guards(Checking& checking);
/// « dès » on which nothing follows, « attendu » where the act is awaited already.
void check_expectations(Checking& checking);
/// « dès que » that stay true where they lead: the machine would turn in a circle.
void check_circles(Checking& checking);
/// States no path reaches.
void check_reachability(Checking& checking);
/// States nothing leaves, terms nothing follows.
void check_dead_ends(Checking& checking);
/// Every délai, contrôle, procédure and parameter has a fondement, or is an objectif interne.
void check_basis(Checking& checking);
/// Sanctions are proposed by the law's text, once somebody has appraised; nothing runs against the person in
/// a pause.
void check_sanctions(Checking& checking);
/// A state that is a sanction is entered by the act that decides it.
void check_sanction_states(Checking& checking);
/// Local texts leave the person's time and the national rules alone.
void check_local(Checking& checking);

/// Where a local text leads from a national state, and back.
void check_local_passages(Checking& checking, std::uint16_t procedure);
/// Did a local text write it, in what another module owns?
bool written_locally(const Checking& checking, std::uint32_t module, std::uint32_t owner);
/// The article a rule rests on, else its module.
std::string article_of(const Checking& checking, RuleId rule);

/// The line a rule was written on.
SourceRange range_of(const Checking& checking, RuleId rule);

}  // namespace filrouge::dsl
