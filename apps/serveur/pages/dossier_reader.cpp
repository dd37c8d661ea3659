#include "apps/serveur/pages/dossier_reader.hpp"

#include <utility>

namespace filrouge::pages {

DossierReader::DossierReader(banc::VisibleBase& base, std::shared_ptr<const LoadedRules> rules, Date day,
                             Date known)
    : base_(base),
      rules_(std::move(rules)),
      day_(day),
      known_(known),
      lookup_(base.base(), rules_->model().vocabulary, journal_, known),
      replay_(*rules_->program) {}

const serveur::DossierRead* DossierReader::read(const std::string& dossier) {
  read_.reset();
  if (!base_.shows(dossier) || !lookup_.find(dossier)) return nullptr;
  replay_.run(journal_, day_, known_, evaluation_);
  replay_.note_acts(evaluation_);
  return &read_.emplace(*rules_->program, journal_, evaluation_);
}

}  // namespace filrouge::pages
