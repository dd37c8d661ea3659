#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/calendar/date.hpp"

namespace filrouge {

/// A dossier that a monthly flux no longer shows.
struct LastSeen {
  std::string dossier;
  Date day;  ///< the reference day of the last flux that saw it
};

/// How far a source of a base goes.
struct SourceState {
  std::string name;            ///< « flux mensuel de la CAF 641 », « fichiers csv »
  Date until;                  ///< the last day it tells of
  Date made;                   ///< of a flux: when the last one was made; unknown otherwise
  std::vector<LastSeen> gone;  ///< of a monthly flux: whom the last one no longer shows, in order of dossier
};

}  // namespace filrouge
