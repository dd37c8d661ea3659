#pragma once

#include <string>
#include <vector>

#include "engine/core/prove/passages.hpp"

namespace filrouge::prove {

/// How far a question is followed before it is left undecided.
struct Limits {
  std::uint64_t days = 50'000;  ///< days supposed, for one guarantee in one département
};

enum class Shown : std::uint8_t {
  yes,       ///< no day breaks it
  no,        ///< a day may break it: to be played
  undecided  ///< past the limit
};

/// What the rules alone show of a guarantee.
struct Showing {
  Shown shown = Shown::yes;
  std::uint64_t days = 0;        ///< days supposed
  std::vector<TermId> rests_on;  ///< free facts that were supposed: it is so whatever they are
  Passage by;                    ///< of a day that may break it: the passage
  StateId state = no_id;         ///< … or the state in which nothing runs
};

/// « jamais S sans X ».
struct Without {
  std::uint16_t procedure = no_id;
  std::vector<StateId> states;
  ExprId condition = none_id;         ///< X; none: never there, whatever it is …
  std::vector<std::uint32_t> absent;  ///< … these searches finding nothing
  bool unless_blocking = false;       ///< « sauf irrégularité bloquante ce jour-là »
};

/// On no day a passage comes to S without X, unless a blocking irregularity is said that
/// day, or, X being unknown, it is said that something is missing.
Showing never_without(Terms& terms, const Without& asked, const std::string& departement,
                      const Limits& limits);

/// « dans tout état non final, un délai court ou une suite est écrite », of one state: once the day is over,
/// a délai runs; or one is late and something is written for that; or somebody has something to do, or is
/// asked for a fact.
Showing something_runs(Terms& terms, std::uint16_t procedure, StateId state, const std::string& departement,
                       const Limits& limits);

/// Can that passage take place, on some day?
Showing can_take_place(Terms& terms, std::uint16_t procedure, const Passage& passage,
                       const std::string& departement, const Limits& limits);

}  // namespace filrouge::prove
