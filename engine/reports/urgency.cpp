#include "engine/reports/urgency.hpp"

namespace filrouge {

bool calls_for_attention(const Finding& finding) { return urgency(finding) < 7; }

int urgency(const Finding& finding) {
  const auto& nature = finding.nature;
  if (nature == "irregularite") return finding.gravite == "bloquante" ? 0 : 2;
  if (finding.statut == "depassee") return finding.gravite == "bloquante" || finding.gravite == "majeure" ? 1 : 3;
  if (nature == "droit_transitoire" || nature == "evenement_ambigu") return 2;
  if (nature == "donnee_manquante" || nature == "evenement_inattendu") return finding.gravite == "majeure" || finding.gravite == "bloquante" ? 3 : 5;
  if (finding.statut == "proche") return 4;
  if ((nature == "action" || nature == "proposition") && finding.statut == "en_cours") return 4;
  if (nature == "attente" && finding.statut == "en_cours") return 5;
  if (finding.statut == "incertaine" && nature != "etat") return 6;
  if (finding.statut == "a_venir" || finding.statut == "en_cours") return 7;
  return nature == "etat" ? 8 : 9;
}

}  // namespace filrouge
