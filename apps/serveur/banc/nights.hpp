#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "apps/serveur/banc/visible_base.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::banc {

/// The last night of a base, and what has moved since.
struct LastNight {
  Date day;
  std::string made_at;  ///< ISO day and time
  std::string reason;
  std::uint64_t dossiers = 0, evaluated = 0, findings = 0;
  bool is_first = false;            ///< nothing was there to compare with
  std::uint64_t not_evaluated = 0;  ///< dossiers seen that were too costly
};

/// Nothing when no night was ever passed. Throws StoreError.
std::optional<LastNight> last_night(VisibleBase& base);

}  // namespace filrouge::banc
