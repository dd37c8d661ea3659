#pragma once

#include <optional>
#include <string>

#include "apps/serveur/banc/visible_base.hpp"
#include "engine/core/dossier/record.hpp"
#include "engine/store/dossier_stamp.hpp"

namespace filrouge::banc {

/// A dossier as its rows have it, for who is about to add one.
struct HeldDossier {
  Record record;
  /// No later than what `record` holds: what is written meanwhile is found by it.
  DossierStamp stamp;
};

/// Nothing when the account may not see it, or the base has none of that number. Throws StoreError.
std::optional<HeldDossier> held_dossier(VisibleBase& base, const std::string& dossier);

}  // namespace filrouge::banc
