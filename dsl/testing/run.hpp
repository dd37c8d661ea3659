#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dsl/testing/coverage.hpp"
#include "dsl/testing/scenario.hpp"
#include "engine/core/dossier/journal.hpp"
#include "filrouge/allowance.hpp"
#include "filrouge/finding.hpp"

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

struct TestRun {
  std::vector<ScenarioResult> results;
  Coverage coverage;
  std::size_t failed() const;
};

/// Plays scénarios against one program, one after the other.
class Player {
 public:
  explicit Player(const Program& program, const Allowance& allowance = {});
  ~Player();

  /// All that it says; `shown` also keeps what it goes through.
  ScenarioResult play(const Scenario& scenario, Shown* shown = nullptr);
  /// Does every line hold? Stops at the first that does not; `journal` is its dossier, typed.
  bool holds(const Scenario& scenario, const Journal& journal);
  /// What is said of that dossier on that day, and the next change: until the next question.
  const std::vector<Finding>& say(const Journal& journal, Date asked, Date known, Date& next_change);

 private:
  struct Buffers;
  std::unique_ptr<Buffers> buffers_;
};

/// Plays every scénario against the program. Pure: no clock, no file.
TestRun run_scenarios(const Program& program, const std::vector<Scenario>& scenarios);

}  // namespace filrouge::dsl
