#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "engine/core/explain/story.hpp"
#include "engine/reports/findings_json.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// What the page shows of one dossier beside its findings.
struct PageDossier {
  std::string dossier, territoire;
  std::vector<TimelineItem> timeline;
};

/// One self-contained page: no other file, no network. Sorted by urgency, filtered by rôle, territoire,
/// nature and words; each finding unfolds to its explanation and to a timeline of its dossier; readable on
/// paper and on a phone. `findings` and `dossiers` in the run's order. Every text is escaped.
void write_html(std::ostream& out, const RunEnvelope& envelope, const std::vector<Finding>& findings,
                const std::vector<PageDossier>& dossiers);

}  // namespace filrouge
