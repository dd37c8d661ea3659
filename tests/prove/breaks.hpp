#pragma once

#include <optional>
#include <string>

#include "engine/core/replay/replay.hpp"

namespace filrouge::prove {

/// A day on which a history breaks a garantie, as the engine tells that history.
struct Break {
  Date on;
  std::uint32_t instance = 0;
  StateId state = no_id;
  std::string why;  ///< in French, for who reads the failure
};

/// Asks the engine, and it alone, whether a journal breaks a garantie. What breaks one is written here once
/// more than in the prover, from its definition: the two are held against each other.
class Breaks {
 public:
  explicit Breaks(const Program& program) : program_(program), replay_(program) {}

  /// The first day up to `until` on which it is broken; nothing if it never is, or if the engine gave up.
  std::optional<Break> find(const Guarantee& guarantee, const Journal& journal, Date until);

 private:
  std::optional<Break> never_without(const Guarantee& guarantee, const Journal& journal, Date until);
  std::optional<Break> always_running(const Guarantee& guarantee, const Journal& journal, Date until);
  /// Does something run, or is a sequel written, for that instance as last evaluated?
  bool something_runs(std::uint32_t instance);
  /// Of a délai that is late, or waits for its start: is what follows written?
  bool has_sequel(const Procedure& procedure, StateId state, const CompactFinding& finding) const;

  const Program& program_;
  Replay replay_;
  Evaluation whole_, day_;
};

}  // namespace filrouge::prove
