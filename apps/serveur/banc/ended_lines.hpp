#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "apps/serveur/banc/visible_base.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::banc {

/// What was said of a dossier, and is no longer.
struct EndedLine {
  std::string personne, affaire, libelle, nature, statut;
  Date day;          ///< its own
  Date said, ended;  ///< from the night of that day, until the night of that one
};

/// The last to end first. Throws StoreError.
std::vector<EndedLine> ended_lines(VisibleBase& base, const std::string& dossier, std::size_t most);

}  // namespace filrouge::banc
