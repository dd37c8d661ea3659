#include "apps/filrouge/dossier_answer.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/core/explain/story.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/reports/findings_csv.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge {

Answering::Answering(const AskedOfEach& asked, const Program& program)
    : asked_(asked),
      program_(program),
      replay_(program, {.steps = asked.budget}),
      publisher_(program),
      json_(program),
      ranks_end_(asked.format == "html" || asked.format == "ics" ? settled_begins
                 : asked.work_list() && asked.nature.empty()     ? attention_ends
                                                                 : std::numeric_limits<int>::max()) {}

bool Answering::wanted(const CompactFinding& finding) const {
  const auto& model = program_.model;
  const auto is_role = [&](RoleId role) {
    return role != no_id && model.text(model.roles[role].name) == asked_.role;
  };
  if (!asked_.role.empty() && !is_role(finding.role) && !is_role(finding.decider) && !finding.too_costly)
    return false;
  return asked_.nature.empty() || finding.too_costly || nature_name(finding.nature) == asked_.nature;
}

bool Answering::alarming(const CompactFinding& finding) const {
  const auto* statut = facts_of(finding.statut);
  return asked_.fail_at && finding.severity >= *asked_.fail_at &&
         (facts_of(finding.nature).alarming || (statut && statut->late));
}

/// Only what is printed is put into words: the rest is left while it is numbers.
void Answering::operator()(const Journal& journal, DossierAnswer& answer) {
  replay_.run(journal, asked_.day, asked_.known, evaluation_);
  if (asked_.ranked())
    rank(program_, evaluation_, ranks_);
  else
    ranks_.assign(evaluation_.findings.size(), 0);
  answer.findings = 0;
  answer.alarming = false;
  answer.given_up = evaluation_.given_up();
  answer.wanting.clear();
  if (asked_.wanting && !answer.given_up) add_wanting(journal, evaluation_, answer.wanting);
  answer.text.clear();
  answer.territoire = journal.territoire;
  answer.listed.clear();
  answer.ranks.clear();
  answer.page.clear();
  most_urgent_.assign(evaluation_.leads.size(), ranks_end_);
  for (std::size_t f = 0; f < evaluation_.findings.size(); ++f) {
    const auto& finding = evaluation_.findings[f];
    if (!wanted(finding)) continue;
    ++answer.findings;
    answer.alarming = answer.alarming || alarming(finding);
    if (ranks_[f] < ranks_end_) print(journal, finding, ranks_[f], answer);
  }
  if (asked_.format != "html") return;
  auto& page = answer.page;
  page.territoire = journal.territoire;
  page.findings = answer.findings;
  page.given_up = evaluation_.given_up();
  if (answer.findings > 0) page.add_story(journal.dossier, timeline(program_, journal, evaluation_));
  for (const auto rank : most_urgent_)
    if (rank < ranks_end_) ++page.listed[static_cast<std::size_t>(rank)];
}

void Answering::print(const Journal& journal, const CompactFinding& compact, int rank,
                      DossierAnswer& answer) {
  if (asked_.work_list() || asked_.format == "ics") {
    publisher_.publish(journal, evaluation_, compact, answer.listed.emplace_back());
    answer.ranks.push_back(rank);
  } else if (asked_.format == "csv") {
    publisher_.publish(journal, evaluation_, compact, finding_);
    answer.text += csv_line(finding_, journal.territoire);
  } else if (asked_.format == "html") {
    json_text_.clear();
    json_.append(journal, evaluation_, compact, json_text_);
    answer.page.add_line(json_text_, rank, compact.date);
    // What several lines say is listed once, where the most urgent of them stands.
    auto& listed =
        compact.group == none_id ? most_urgent_.emplace_back(ranks_end_) : most_urgent_[compact.group];
    listed = std::min(listed, rank);
  } else {
    if (asked_.format == "json") answer.text += ",\n";
    json_.append(journal, evaluation_, compact, answer.text);
    if (asked_.format == "ndjson") answer.text += '\n';
  }
}

}  // namespace filrouge
