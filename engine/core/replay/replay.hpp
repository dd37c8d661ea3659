#pragma once

#include <memory>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"
#include "filrouge/allowance.hpp"

namespace filrouge {

/// Replays journals against a program. One Replay a thread; the program is shared. Its buffers, and the
/// caller's Evaluation, are reused: once grown, nothing is allocated.
class Replay {
 public:
  explicit Replay(const Program& program, const Allowance& allowance = {});
  ~Replay();
  Replay(Replay&&) noexcept;

  /// From now on, what each run may cost.
  void allow(const Allowance& allowance);
  /// From now on, each run notes of each guard (by the rule of its clause, a bit a Truth) what it was found;
  /// none: does not. For coverage alone.
  void watch_guards(std::vector<std::uint8_t>* guards);
  /// What stands on the day `asked`, from what was recorded by the day `known`. Pure: the same arguments give
  /// the same answer. Past the steps allowed, one finding says so, and nothing else is said. Throws
  /// Cancelled.
  void run(const Journal& journal, Date asked, Date known, Evaluation& out);
  /// Notes in the answer of the last run which steps of the contradictoire are of which affaire, for its
  /// story.
  void note_steps(Evaluation& answer);
  /// Notes which acts are of which affaire, those that an act opened, and when their letters count as
  /// received. Cancelled acts are of none.
  void note_acts(Evaluation& answer);
  /// The next day on which that answer really changes by itself: each day it announces is looked at, so that
  /// a référent who comes back finds something. Costs a replay a day looked at; what was run last is lost.
  /// Unknown: never.
  Date next_change(const Journal& journal, const Evaluation& answer);
  /// What an expression is worth on the day asked of the last run, for the first person listed, outside any
  /// procédure.
  Value value(ExprId expression);
  /// Does a condition hold in an instance of the last run, on the day asked?
  Truth truth(ExprId condition, std::uint32_t instance);

 private:
  struct Buffers;
  std::unique_ptr<Buffers> buffers_;
};

}  // namespace filrouge
