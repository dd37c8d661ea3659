#pragma once

#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/store/sighting.hpp"

namespace filrouge {

/// A row of `attributs` to take out: an earlier flux, since come, says it already.
struct RepeatedState {
  std::string person;  ///< empty: of the dossier
  RawAttribute row;
};

/// What a flux brings to a dossier of the base.
struct Observation {
  Record news;    ///< what to add, corrections and deduced acts included
  Sighting seen;  ///< to keep in `vus`
  std::vector<RepeatedState> repeated;
  std::vector<std::string> replaced;  ///< events to take out; those an earlier flux tells are among the news

  std::size_t reopened = 0;         ///< closures, refusals and departures withdrawn
  std::size_t corrected = 0;        ///< acts told otherwise
  bool new_request = false;         ///< another request than the flux before
  std::vector<std::string> untold;  ///< types of the acts it no longer shows, which is no annulment
};

/// A flux does not tell what happens, it tells what it sees on its reference day. This turns what is seen
/// into what is new, so that a state said again month after month is kept once, and so that the fluxes of a
/// dossier make one history in whatever order they come: the one they would make in the order in which they
/// were made.
/// - a value (flux_states.hpp) is written when the flux before saw another; a value no longer told, of the
///   dossier or of a person, is written without value: unknown from that day;
/// - acts, and what is deduced of them: flux_acts.hpp.
/// A flux made before one already heard takes its place before it: what the next had seen again, and was not
/// written, is written at its own day, known since its own creation. What it makes a repetition is taken out:
/// no answer changes, known before the flux at hand was made.
///
/// `held` is the dossier of the base (without identifier: it holds none), whose names the persons of `seen`
/// bear already (who_is_who.hpp); `past`: the fluxes that saw it;
/// `seen.known`: when the one at hand was made (unknown: on the day seen).
Observation observe(const Record& held, const std::vector<Sighting>& past, Record seen, Date seen_on);

}  // namespace filrouge
