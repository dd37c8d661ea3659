#pragma once

#include <iosfwd>

#include "engine/reports/findings_json.hpp"
#include "engine/reports/html_dossier.hpp"
#include "engine/reports/ordered_texts.hpp"

namespace filrouge {

/// One self-contained page: no other file, no network. Sorted by urgency, filtered by rôle, territoire,
/// nature and words; each finding unfolds to its explanation and to a timeline of its dossier; readable on
/// paper and on a phone. Every text is escaped. Memory does not grow with what is added.
class HtmlPage {
 public:
  explicit HtmlPage(const Model& model) : model_(model) {}

  /// In the run's order.
  void add(const HtmlDossier& dossier);
  void write(std::ostream& out, const RunEnvelope& envelope);

 private:
  const Model& model_;
  OrderedTexts dossiers_, findings_;
};

}  // namespace filrouge
