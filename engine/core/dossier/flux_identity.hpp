#pragma once

#include "engine/core/calendar/date.hpp"

namespace filrouge {

/// What a flux of states says of itself.
struct FluxIdentity {
  Date reference;  ///< the day of the states it tells (DTREF)
  Date created;    ///< since when they are known (DTCREAFLUX); of two fluxes, the later made is the newer
  bool monthly = false;  ///< it tells every foyer of its caisse: one it does not tell is gone
  bool whole = true;     ///< once read: it holds as many foyers as it announces
};

}  // namespace filrouge
