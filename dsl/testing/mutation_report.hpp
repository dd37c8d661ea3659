#pragma once

#include <string>

#include "dsl/testing/mutation_run.hpp"

namespace filrouge::dsl {

/// Killed over made, in hundredths; with nothing made, all were killed.
double mutation_score(std::size_t killed, std::size_t made);
/// « 91,3 % »; what is not whole is never told 100 %.
std::string score_words(std::size_t killed, std::size_t made);

/// For a terminal: each survivor in the words of the rule, the scénario that would kill it, then the scores.
std::string mutation_text(const Model& model, const MutationRun& run);
std::string mutation_json(const Model& model, const MutationRun& run);

}  // namespace filrouge::dsl
