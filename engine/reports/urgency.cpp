#include "engine/reports/urgency.hpp"

#include <set>
#include <utility>

#include "engine/core/explain/publish.hpp"

namespace filrouge {
namespace {

int urgency(const CompactFinding& finding, bool over) {
  const auto nature = finding.nature;
  const bool grave = finding.severity >= Severity::major;
  if (nature == Nature::irregularite) return over ? 7 : finding.severity == Severity::blocking ? 0 : 2;
  if (finding.statut == Statut::depassee) return grave ? 1 : 3;
  if (nature == Nature::droit_transitoire || nature == Nature::evenement_ambigu) return 2;
  if (nature == Nature::donnee_manquante || nature == Nature::evenement_inattendu)
    return over ? 7 : grave ? 3 : 5;
  if (finding.statut == Statut::proche) return 4;
  if ((nature == Nature::action || nature == Nature::proposition) && finding.statut == Statut::en_cours)
    return 4;
  if (nature == Nature::attente && finding.statut == Statut::en_cours) return 5;
  if (finding.statut == Statut::incertaine && nature != Nature::etat) return 6;
  if (finding.statut == Statut::a_venir || finding.statut == Statut::en_cours) return 8;
  return nature == Nature::etat ? 9 : 10;
}

}  // namespace

void rank(const Plan& plan, const Evaluation& evaluation, std::vector<int>& ranks) {
  ranks.resize(evaluation.findings.size());
  // Findings of one instance stand together, by date: a later miss of the same rule comes after.
  std::set<std::pair<std::uint32_t, RuleId>> missed_later;
  for (auto i = evaluation.findings.size(); i-- > 0;) {
    const auto& finding = evaluation.findings[i];
    const bool over = finding.instance != none_id && is_over(plan, evaluation.instances[finding.instance]);
    ranks[i] = urgency(finding, over);
    if (finding.nature != Nature::rythme || finding.statut != Statut::depassee) continue;
    const bool last = missed_later.emplace(finding.instance, finding.rule).second;
    if (over || !last) ranks[i] = settled_begins + 1;
  }
}

std::int64_t order_in_list(int rank, Date day) {
  const bool latest_first = rank == 0 || rank == 2 || rank == 7;
  const std::int64_t days = latest_first ? -std::int64_t{day.days} : day.days;
  // Room for any day on either side of 0.
  return (std::int64_t{rank} << 33) + days + (std::int64_t{1} << 32);
}

}  // namespace filrouge
