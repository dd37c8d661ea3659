#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/simulation/two_programs.hpp"

namespace filrouge {

/// What one side says of a dossier.
struct SideOfDossier {
  const Journal& journal;
  const Evaluation& evaluation;
};

/// A finding of the first side and the one of the second that says the same thing; none_id: there is none.
struct FindingPair {
  std::uint32_t before = none_id, after = none_id;
};

/// Finds, in the two evaluations of one dossier, the findings that say the same thing. Always of one person,
/// one procédure, one nature; then, each taken once:
///
/// 1. what has the same `id`: its rule says the same, in the same instance, about the same act or occurrence;
///    so rules that move in their file, or are numbered otherwise, are found again;
/// 2. the state of one instance, whatever it is: it is then said to change;
/// 3. what has the same code, in the same instance, about the same act or occurrence: the rule itself
/// changed;
/// 4. what has the same code in the same instance, where one alone is left on each side: the act that began
///    it changed. Not of what is said of an act (irregularities, doubts), which is about that act alone.
///
/// An instance is that of an act; without one, by its turn (p1, p1#2). Of several alike, the first goes with
/// the first. Buffers are kept from one dossier to the next.
class Pairing {
 public:
  explicit Pairing(const TwoPrograms& programs) : programs_(programs) {}

  /// In the order of the first side; then those that are of the second side alone, in theirs.
  const std::vector<FindingPair>& pair(const SideOfDossier& before, const SideOfDossier& after);
  /// By what a finding of the second side is paired; none_id: by none.
  std::uint32_t before_of(std::uint32_t after) const { return paired_[1][after]; }

 private:
  using Key = std::array<std::uint64_t, 7>;
  /// How much of a finding must be alike, in the order tried.
  enum class By : std::uint8_t { identity, state, code, code_alone };
  struct Keyed {
    Key key;
    std::uint32_t finding;
  };

  bool key(By by, Side side, const SideOfDossier& of, const CompactFinding& finding, Key& key) const;
  void collect(By by, Side side, const SideOfDossier& of);
  void match(By by, const SideOfDossier& before, const SideOfDossier& after);

  const TwoPrograms& programs_;
  std::array<std::vector<std::uint32_t>, 2> paired_;  ///< [side][finding]: the other; none_id: none yet
  std::array<std::vector<Keyed>, 2> keyed_;
  std::vector<FindingPair> pairs_;
};

}  // namespace filrouge
