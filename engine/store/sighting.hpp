#pragma once

#include <string>
#include <vector>

#include "engine/core/calendar/date.hpp"

namespace filrouge {

/// That a flux saw a dossier: table `vus`. What it saw in it, the rows of the dossier tell (observation.hpp).
struct Sighting {
  Date reference;                    ///< DTREF: the day of what it saw
  Date created;                      ///< DTCREAFLUX: since when that is known
  std::vector<std::string> persons;  ///< those it listed, as the base calls them
  std::vector<std::string> acts;     ///< the acts it showed, by their identifiers

  /// Two fluxes of one reference and one creation are one.
  bool same_flux(const Sighting& other) const {
    return reference == other.reference && created == other.created;
  }
};

/// Those that saw one dossier, by reference then creation: the order of what they saw.
struct Sightings {
  std::vector<Sighting> all;
  std::size_t now = 0;  ///< the one at hand
  bool is_new = true;   ///< false: the same flux has seen the dossier already, and tells it again
  const Sighting& at_hand() const { return all[now]; }
  /// The last before the one at hand; none when it is the first.
  const Sighting* before() const { return now == 0 ? nullptr : &all[now - 1]; }
  bool is_last() const { return now + 1 == all.size(); }
};

}  // namespace filrouge
