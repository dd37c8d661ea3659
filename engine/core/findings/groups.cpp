#include <tuple>

#include "engine/core/findings/reporter.hpp"

/// Lines that say one thing twice: what is late, its irregularity, its reminders and sequels.
namespace filrouge {
namespace {

/// The obligation says most while it stands; once it is settled, what stays of it does.
int shown_before(const CompactFinding& finding) {
  const auto family = facts_of(finding.nature).family;
  if (family == NatureFamily::fault) return 1;
  if (family != NatureFamily::time && family != NatureFamily::recurrence) return 2;
  const bool settled = finding.statut == Statut::tenue || finding.statut == Statut::tenue_en_retard ||
                       finding.statut == Statut::sans_objet;
  return settled ? 3 : 0;
}

}  // namespace

void Reporter::one_thing(std::size_t first) {
  auto& findings = out_->findings;
  if (findings.size() < first + 2) return;
  const auto place = [&](const CompactFinding& finding) {
    return std::tuple{shown_before(finding), finding.date, program_.rule_order[finding.rule],
                      finding.ordinal};
  };
  const auto group = static_cast<std::uint32_t>(out_->leads.size());
  out_->leads.push_back(findings[first]);
  // A line that comes or goes, or is settled, may give the others another rank.
  NextDay next(seen_.asked());
  for (auto i = first; i < findings.size(); ++i) next.consider(findings[i].next_change);
  for (auto i = first; i < findings.size(); ++i) {
    interpreter().budget().spend(findings.size() - first);
    may_change(findings[i], next);
    findings[i].group = group;
    for (auto j = first; j < findings.size(); ++j)
      findings[i].group_rank += place(findings[j]) < place(findings[i]);
  }
}

}  // namespace filrouge
