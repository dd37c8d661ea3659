#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/simulation/dossier_simulation.hpp"

namespace filrouge {

/// A dossier told before and after, side by side.
struct SimulationCase {
  struct Told {
    std::string title, explanation;  ///< empty: it is not on that side
  };
  struct Line {
    ChangeKinds kinds;
    Told before, after;
  };
  std::string dossier, territoire;
  Told next_before, next_after;
  bool next_changes = false;
  std::vector<Line> lines;
  std::uint64_t lines_left_out = 0;  ///< beyond what one case tells
  std::uint64_t unchanged = 0;       ///< findings that are the same on both sides
};

/// A sort of change: what happens, of which rule; of a statut, from which to which.
struct ChangeSort {
  std::uint64_t hash = 0;
  ChangeKind kind = ChangeKind::appears;
};
/// The sorts of change of the dossier last run, each once.
void change_sorts(const DossierSimulation& simulation, std::vector<ChangeSort>& sorts);

/// Chooses the dossiers to be told, so that each kind of change is represented, always the same for the same
/// dossiers in the same order: for each kind that no case shows yet, the first dossier read of its most
/// frequent sort; then the first dossier of each sort not shown, the most frequent first; then the first
/// dossiers read where anything changes. Keeps a case a sort, and `most`.
class CaseChoice {
 public:
  explicit CaseChoice(std::size_t most) : most_(most) {}

  /// May a dossier of these sorts be chosen, of those read later than what was added? Any thread may ask: no
  /// at most when a dossier before it was added for the same reasons.
  bool may_be_told(std::span<const ChangeSort> sorts) const;
  /// In the order read; the case is taken if it may be chosen.
  void add(std::span<const ChangeSort> sorts, SimulationCase& told);
  /// In the order read.
  std::vector<SimulationCase> chosen() const;

 private:
  struct Sort {
    ChangeKind kind;
    std::uint64_t dossiers = 0;
    std::size_t first;  ///< in cases_
  };
  const std::size_t most_;
  std::atomic<std::size_t> added_ = 0;
  mutable std::mutex mutex_;  ///< of what the threads ask about
  std::unordered_set<std::uint64_t> known_;
  std::unordered_map<std::uint64_t, std::size_t> index_;
  std::vector<Sort> sorts_;  ///< in the order met
  struct Kept {
    SimulationCase told;
    std::vector<std::size_t> sorts;
  };
  std::vector<Kept> cases_;
};

}  // namespace filrouge
