#pragma once

#include "tests/oracle/random_dossier.hpp"

namespace filrouge::oracle {

/// A dossier and the days it is asked about, all moved together.
struct Asking {
  Record record;
  Date asked, known;
};

/// One dossier in twelve is lived at an end of the calendar the engine computes with: its acts begin with
/// February 1900, or end with December 2199. What would then fall outside stays on the last day there is but
/// one; a value that says such a day is no date any more, as in a file.
Asking perhaps_at_an_end_of_the_calendar(Asking asking, std::uint64_t seed);

}  // namespace filrouge::oracle
