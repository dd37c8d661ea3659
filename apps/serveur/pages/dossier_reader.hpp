#pragma once

#include <memory>
#include <optional>
#include <string>

#include "apps/serveur/affaire/dossier_read.hpp"
#include "apps/serveur/banc/visible_base.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/session/loaded_rules.hpp"
#include "engine/store/dossier_rows.hpp"

namespace filrouge::pages {

/// Dossiers of an account, read by the rules on one day, one at a time.
class DossierReader {
 public:
  /// The base must outlive it. Throws StoreError.
  DossierReader(banc::VisibleBase& base, std::shared_ptr<const LoadedRules> rules, Date day, Date known);

  /// Null when the account may not see it, or the base has none of that number. The one read before is gone.
  /// Throws StoreError.
  const serveur::DossierRead* read(const std::string& dossier);

 private:
  banc::VisibleBase& base_;
  std::shared_ptr<const LoadedRules> rules_;
  Date day_, known_;
  Journal journal_;
  Evaluation evaluation_;
  JournalLookup lookup_;
  Replay replay_;
  std::optional<serveur::DossierRead> read_;
};

}  // namespace filrouge::pages
