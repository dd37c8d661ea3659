#include "apps/serveur/banc/held_dossier.hpp"

#include <utility>

#include "engine/core/dossier/visitor.hpp"
#include "engine/store/dossier_rows.hpp"

namespace filrouge::banc {

std::optional<HeldDossier> held_dossier(VisibleBase& base, const std::string& dossier) {
  if (!base.shows(dossier)) return std::nullopt;
  HeldDossier held;
  held.stamp = stamp(base.base(), dossier);
  RecordBuilder builder;
  if (!DossierLookup(base.base()).find(dossier, builder)) return std::nullopt;
  held.record = std::move(builder.record);
  return held;
}

}  // namespace filrouge::banc
