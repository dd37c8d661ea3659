#pragma once

#include <functional>

#include "engine/core/prove/situation.hpp"

namespace filrouge::prove {

/// One way for a machine to go from a state to another: a clause on an act, at the end of a délai, « dès que
/// », a line of an échéance that was missed, a seam of the law.
struct Passage {
  enum class By : std::uint8_t { act, end, condition, overdue, entry, seam } by = By::act;
  StateId from = no_id, to = no_id;
  EventTypeId type = no_id;     ///< act
  std::uint16_t delai = no_id;  ///< end, overdue
  ClauseRange range;            ///< the clauses tried with it, in order
  std::uint32_t place = 0;      ///< its own, in that range
  RuleId rule = none_id;
};

/// Every passage that the rules write from a state, those of the département and those common to all.
std::vector<Passage> passages_from(const Program& program, std::uint16_t procedure, StateId from,
                                   const std::string& departement);

/// What a question asked of a day finds.
enum class Found : std::uint8_t { not_here, here, open };

/// Can a day be supposed on which `asked` finds what it looks for? Each thing left open is supposed in each
/// way in turn. At most `most` days are looked at; past them, nobody knows.
struct Look {
  std::uint64_t days = 0, most = 0;
  bool gave_up = false;
  /// A day on which it was found; kept by who calls.
  std::optional<Situation> operator()(const Situation& from, const std::function<Found(Situation&)>& asked);

 private:
  std::optional<Situation> in(const Situation& day, const std::function<Found(Situation&)>& asked);
};

/// Does that passage take place that day? The clauses before it in its order are not true.
Found takes_place(const Program& program, const Passage& passage, Situation& day);

/// Is a rule there whenever the other is: in force on each of its days, and of its département?
bool there_with(const Program& program, RuleId rule, RuleId other, const std::string& departement);

}  // namespace filrouge::prove
