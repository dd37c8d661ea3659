#pragma once

#include "engine/core/prove/guarantees.hpp"
#include "engine/core/prove/trial.hpp"

namespace filrouge::prove {

enum class Verdict : std::uint8_t { proved, refuted, undecided };

/// What became of one question asked of the rules.
struct Answer {
  Verdict verdict = Verdict::undecided;
  std::string departement;         ///< whose local rules were there; empty: the national ones alone
  std::uint64_t days = 0;          ///< days supposed
  std::uint32_t histories = 0;     ///< played by the engine
  std::vector<ExprId> rests_on;    ///< facts left free: it is so whatever they are
  std::optional<History> history;  ///< of what is refuted
  RuleId passage = none_id;        ///< of what is undecided: the clause that nothing shows to be sound …
  StateId state = no_id;           ///< … or the state
  bool gave_up = false;            ///< the limit of days was met
};

/// The départements whose modules extend that procédure, or declare it: those for which it may be another.
std::vector<std::string> departements_of(const Program& program, std::uint16_t procedure);

/// Decides a guarantee where the rules of that département hold.
Answer decide(const Program& program, Terms& terms, const Guarantee& guarantee,
              const std::string& departement, const Limits& limits, const Effort& effort);

}  // namespace filrouge::prove
