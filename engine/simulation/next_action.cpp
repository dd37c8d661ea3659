#include "engine/simulation/next_action.hpp"

#include <tuple>

#include "engine/core/explain/publish.hpp"
#include "engine/core/model/nature.hpp"

namespace filrouge {
namespace {

bool to_be_done(const Program& program, const Evaluation& evaluation, const CompactFinding& finding) {
  if (finding.faculty || finding.too_costly) return false;
  if (finding.instance != none_id && is_over(program, evaluation.instances[finding.instance])) return false;
  if (facts_of(finding.nature).family == NatureFamily::task) return finding.statut == Statut::en_cours;
  if (finding.nature != Nature::echeance && finding.nature != Nature::rythme) return false;
  return finding.statut == Statut::a_venir || finding.statut == Statut::proche ||
         finding.statut == Statut::depassee || finding.statut == Statut::incertaine;
}

}  // namespace

std::uint32_t next_action(const Program& program, const Evaluation& evaluation) {
  const auto& findings = evaluation.findings;
  // A miss that another of the same rythme followed: the contract's order has the later one after it.
  const auto missed_again = [&](std::uint32_t index) {
    const auto& one = findings[index];
    if (one.nature != Nature::rythme || one.statut != Statut::depassee) return false;
    for (auto i = index + 1; i < findings.size() && findings[i].instance == one.instance; ++i)
      if (findings[i].rule == one.rule && findings[i].nature == one.nature &&
          findings[i].statut == Statut::depassee)
        return true;
    return false;
  };
  std::uint32_t next = none_id;
  const auto order = [&](std::uint32_t index) {
    const auto& one = findings[index];
    return std::tuple{!one.date.known(), one.date, -static_cast<int>(one.severity), one.group_rank, index};
  };
  for (std::uint32_t i = 0; i < findings.size(); ++i)
    if (to_be_done(program, evaluation, findings[i]) && (next == none_id || order(i) < order(next)) &&
        !missed_again(i))
      next = i;
  return next;
}

}  // namespace filrouge
