#include "engine/reports/urgency.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/core/model/model.hpp"
#include "engine/core/model/nature.hpp"

namespace filrouge {
namespace {

bool missed(const Finding& finding) {
  const auto* nature = nature_named(finding.nature);
  return nature && nature->family == NatureFamily::recurrence &&
         finding.statut == statut_name(Statut::depassee);
}

}  // namespace

int urgency(const Finding& finding) {
  const auto* nature = nature_named(finding.nature);
  const auto* statut = statut_named(finding.statut);
  const auto family = nature ? nature->family : NatureFamily::time;
  const bool grave = finding.gravite == severity_name(Severity::major) ||
                     finding.gravite == severity_name(Severity::blocking);
  if (family == NatureFamily::fault)
    return finding.close ? 7 : finding.gravite == severity_name(Severity::blocking) ? 0 : 2;
  if (statut && statut->late) return grave ? 1 : statut->rank;
  if (family == NatureFamily::doubt) return 2;
  if (family == NatureFamily::lack) return finding.close ? 7 : grave ? 3 : 5;
  if (family == NatureFamily::state) return settled_begins;
  if (nature && finding.statut == statut_name(Statut::en_cours)) return nature->running;
  return statut ? statut->rank : settled_begins + 1;
}

std::vector<Ranked> ranked(const std::vector<Finding>& findings) {
  // Findings of one instance stand together, by date: a later miss of the same rule comes after.
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, const Finding*> last_miss;
  for (const auto& finding : findings)
    if (missed(finding)) last_miss[{finding.dossier, finding.instance, finding.code}] = &finding;
  std::vector<Ranked> list;
  list.reserve(findings.size());
  for (const auto& finding : findings) {
    const bool older =
        missed(finding) &&
        (finding.close || last_miss[{finding.dossier, finding.instance, finding.code}] != &finding);
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
