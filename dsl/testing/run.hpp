#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "dsl/testing/scenario.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge::dsl {

/// One line of a scénario that does not hold, and what was found instead.
struct Failure {
  std::uint32_t line = 0;
  std::string text;  ///< several lines, in French
};

struct ScenarioResult {
  const Scenario* scenario = nullptr;
  std::vector<Failure> failures;
  std::vector<RuleId> reached;  ///< rules it went through or that spoke, and the values it names; sorted
  bool passed() const { return failures.empty(); }
};

/// What the scénarios went through, over what there is: states entered, clauses that moved or spoke, délais
/// started.
struct Coverage {
  struct Share {
    std::string kind;  ///< « états », « transitions », « délais »
    std::size_t seen = 0, total = 0;
    std::vector<std::string> unseen;  ///< codes, in order
  };
  std::vector<Share> shares;
};

struct TestRun {
  std::vector<ScenarioResult> results;
  Coverage coverage;
  std::size_t failed() const;
};

/// Plays every scénario against the program. Pure: no clock, no file.
TestRun run_scenarios(const Program& program, const std::vector<Scenario>& scenarios);

}  // namespace filrouge::dsl
