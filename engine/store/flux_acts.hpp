#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/store/flux_states.hpp"
#include "engine/store/sighting.hpp"

namespace filrouge {

/// What the acts of a flux add to those the base holds, the same whatever the order of the fluxes:
/// - an act is known since the first flux that showed it; what a later one tells otherwise of it (the end of
/// a
///   réduction) is an event `correction`, known since that flux;
/// - a right seen `2` (versable) after `3` or `4` (suspended) is a `reprise_versement`, of origin `deduit`;
/// - a closure, a refusal or a departure of which a flux of a later day says nothing, and shows the right
/// open
///   under the same request, is the object of an `annulation` of origin `deduit`; shown again, it counts
///   again.
/// What was deduced and a flux of an earlier day, known later, belies, is annulled in turn.
struct FluxActs {
  std::vector<RawEvent> missing;
  std::vector<std::string> replaced;  ///< acts to take out: an earlier flux, since come, tells them
  std::size_t reopened = 0;           ///< closures, refusals, departures that the flux at hand withdraws
  std::size_t corrected = 0;          ///< acts that it tells otherwise
  bool new_request = false;           ///< it shows another request than the flux before it
  std::vector<std::string> untold;    ///< types of the acts of the flux before it that it no longer shows
};

/// `shown`: the acts of the flux at hand; `states`: `etat_droit`, as each flux saw it and as other
/// sources say it between them.
FluxActs flux_acts(const std::vector<RawEvent>& held, const Sightings& sightings,
                   const std::vector<RawEvent>& shown, const FluxStates& states);

}  // namespace filrouge
