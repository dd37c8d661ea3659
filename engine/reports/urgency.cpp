#include "engine/reports/urgency.hpp"

#include <iterator>
#include <set>
#include <utility>

#include "engine/core/explain/publish.hpp"
#include "engine/core/model/nature.hpp"

namespace filrouge {
namespace {

int urgency(const CompactFinding& finding, bool over) {
  const auto& nature = facts_of(finding.nature);
  const auto* statut = facts_of(finding.statut);
  const bool grave = finding.severity >= Severity::major;
  if (nature.family == NatureFamily::fault) return over ? 7 : finding.severity == Severity::blocking ? 0 : 2;
  if (statut && statut->late) return grave ? 1 : statut->rank;
  // Of a dossier that could not be evaluated, nothing below says anything.
  if (nature.family == NatureFamily::doubt || finding.too_costly) return 2;
  if (nature.family == NatureFamily::lack) return over ? 7 : grave ? 3 : 5;
  if (nature.family == NatureFamily::state) return settled_begins;
  if (finding.statut == Statut::en_cours)
    return finding.faculty ? facts_of(Nature::attente).running : nature.running;
  return statut ? statut->rank : settled_begins + 1;
}

}  // namespace

void rank(const Program& program, const Evaluation& evaluation, std::vector<int>& ranks) {
  ranks.resize(evaluation.findings.size());
  // Findings of one instance stand together, by date: a later miss of the same rule comes after.
  std::set<std::pair<std::uint32_t, RuleId>> missed_later;
  for (auto i = evaluation.findings.size(); i-- > 0;) {
    const auto& finding = evaluation.findings[i];
    const bool over = finding.instance != none_id && is_over(program, evaluation.instances[finding.instance]);
    ranks[i] = urgency(finding, over);
    if (facts_of(finding.nature).family != NatureFamily::recurrence || finding.statut != Statut::depassee)
      continue;
    const bool last = missed_later.emplace(finding.instance, finding.rule).second;
    if (over || !last) ranks[i] = settled_begins + 1;
  }
}

std::string_view urgency_heading(int rank) {
  static constexpr std::string_view headings[] = {"Irrégularités bloquantes",
                                                  "En retard",
                                                  "Irrégularités et points à trancher",
                                                  "Faits manquants, retards mineurs",
                                                  "À faire, échéances proches",
                                                  "Temps de la personne, facultés, à compléter",
                                                  "Incertain",
                                                  "Irrégularités de procédures closes",
                                                  "À venir",
                                                  "États",
                                                  "Réglé"};
  static_assert(std::size(headings) == ranks_end);
  return headings[rank];
}

std::int64_t order_in_list(int rank, Date day) {
  const bool latest_first = rank == 0 || rank == 2 || rank == 7;
  const std::int64_t days = latest_first ? -std::int64_t{day.days} : day.days;
  // Room for any day on either side of 0.
  return (std::int64_t{rank} << 33) + days + (std::int64_t{1} << 32);
}

}  // namespace filrouge
