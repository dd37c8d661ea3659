#include "engine/reports/line_words.hpp"

#include <fmt/format.h>

#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"

namespace filrouge {

std::string title_shown(const Finding& finding) {
  auto text = finding.libelle;
  if (!finding.date.empty()) {
    const bool due = finding.nature == "echeance" && finding.borne.empty();
    text += (due ? " — due le " : " — ") + shown_day(finding);
  }
  return text +
         fmt::format("  [{}{}]", kind_shown(finding),
                     finding.statut.empty() ? "" : fmt::format(", {}", statut_for_people(finding.statut)));
}

std::string basis_shown(const Finding& finding) {
  std::string basis;
  for (const auto& reference : finding.fondement)
    basis += (basis.empty() ? "" : ", ") + reference.ref + (reference.verified ? "" : " (à vérifier)");
  return basis;
}

}  // namespace filrouge
