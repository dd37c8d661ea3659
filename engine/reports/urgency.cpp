#include "engine/reports/urgency.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace filrouge {
int urgency(const Finding& finding) {
  const auto& nature = finding.nature;
  const bool grave = finding.gravite == "majeure" || finding.gravite == "bloquante";
  if (nature == "irregularite") return finding.close ? 7 : finding.gravite == "bloquante" ? 0 : 2;
  if (finding.statut == "depassee") return grave ? 1 : 3;
  if (nature == "droit_transitoire" || nature == "evenement_ambigu") return 2;
  if (nature == "donnee_manquante" || nature == "evenement_inattendu")
    return finding.close ? 7 : grave ? 3 : 5;
  if (finding.statut == "proche") return 4;
  if ((nature == "action" || nature == "proposition") && finding.statut == "en_cours") return 4;
  if (nature == "attente" && finding.statut == "en_cours") return 5;
  if (finding.statut == "incertaine" && nature != "etat") return 6;
  if (finding.statut == "a_venir" || finding.statut == "en_cours") return 8;
  return nature == "etat" ? 9 : 10;
}

std::vector<Ranked> ranked(const std::vector<Finding>& findings) {
  // Findings of one instance stand together, by date: a later miss of the same rule comes after.
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, const Finding*> last_miss;
  for (const auto& finding : findings)
    if (finding.nature == "rythme" && finding.statut == "depassee")
      last_miss[{finding.dossier, finding.instance, finding.code}] = &finding;
  std::vector<Ranked> list;
  list.reserve(findings.size());
  for (const auto& finding : findings) {
    const bool miss = finding.nature == "rythme" && finding.statut == "depassee";
    const bool older =
        miss && (finding.close || last_miss[{finding.dossier, finding.instance, finding.code}] != &finding);
    list.push_back({&finding, older ? settled_begins + 1 : urgency(finding)});
  }
  std::ranges::stable_sort(list, [](const Ranked& a, const Ranked& b) {
    if (a.rank != b.rank) return a.rank < b.rank;
    const bool latest_first = a.rank == 0 || a.rank == 2 || a.rank == 7;
    return latest_first ? a.finding->date > b.finding->date : a.finding->date < b.finding->date;
  });
  return list;
}

}  // namespace filrouge
