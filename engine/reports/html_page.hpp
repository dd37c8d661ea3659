#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/explain/story.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/reports/ordered_texts.hpp"

namespace filrouge {

/// One self-contained page: no other file, no network. Sorted by urgency, filtered by rôle, territoire,
/// nature and words; each finding unfolds to its explanation and to a timeline of its dossier; readable on
/// paper and on a phone. Every text is escaped. Memory does not grow with what is added.
class HtmlPage {
 public:
  explicit HtmlPage(const Model& model) : model_(model) {}

  /// In the run's order.
  void add_dossier(std::string_view dossier, std::string_view territoire,
                   const std::vector<TimelineItem>& timeline);
  /// `json`: the finding as the contract writes it.
  void add(std::string json, int rank, Date date);
  void write(std::ostream& out, const RunEnvelope& envelope);

 private:
  const Model& model_;
  OrderedTexts dossiers_, findings_;
};

}  // namespace filrouge
