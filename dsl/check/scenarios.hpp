#pragma once

#include "dsl/check/expressions.hpp"
#include "dsl/testing/scenario.hpp"

namespace filrouge::dsl {

/// Reads the scénarios: what is given becomes a dossier, what is expected is checked against the rules'
/// names.
std::vector<Scenario> read_scenarios(Checking& checking, Expressions& expressions);

/// What is given, typed by the vocabulary. Part of read_scenarios.
Record read_given(Checking& checking, const DraftScenario& draft, const std::string& name);
/// What is expected on one day. Part of read_scenarios.
Expected read_expected(Checking& checking, Expressions& expressions, View node, std::uint32_t module);

}  // namespace filrouge::dsl
