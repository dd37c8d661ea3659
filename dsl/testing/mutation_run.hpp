#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "dsl/testing/mutants.hpp"
#include "dsl/testing/run.hpp"

/// Do the scénarios see a slip in the rules? Each mutant is made in a copy of the model, and the scénarios
/// that could see it are played: it is killed by the first that fails.
namespace filrouge::dsl {

/// A mutant that no scénario sees, and a scénario that would.
struct Survivor {
  RuleId rule = none_id;
  std::string operation, was, becomes;
  std::string told;      ///< « “10 jours” devient “11 jours” »
  std::string scenario;  ///< in the language; empty: none was looked for, or no scénario reaches the place
  bool kills = false;    ///< it holds under the rules and fails under the mutant: both were played
};

struct MutationScore {
  std::string name;  ///< of a module, of an operation
  std::size_t made = 0, killed = 0;
};

struct MutationRun {
  std::size_t possible = 0;  ///< mutants the rules have
  std::size_t played = 0, killed = 0;
  std::size_t failing = 0;  ///< scénarios that fail without any mutant: they kill nothing
  bool stopped = false;     ///< at the limit of survivors
  std::vector<MutationScore> modules, operations;
  std::vector<Survivor> survivors;
};

struct MutationAsked {
  std::size_t draw = 0;             ///< so many, drawn by the digest of the rules; 0: all
  std::size_t survivors_limit = 0;  ///< stops there; 0: goes to the end
  std::string procedure;            ///< of that one alone
  bool with_scenarios = true;       ///< looks for what would kill the survivors
  std::function<void(std::size_t played, std::size_t of)> progress = nullptr;
};

/// The same rules, scénarios and question give the same answer. Holds two models, the dossiers of the
/// scénarios, and what it tells.
MutationRun run_mutations(const Program& program, const std::vector<Scenario>& scenarios,
                          const MutationAsked& asked);

}  // namespace filrouge::dsl
