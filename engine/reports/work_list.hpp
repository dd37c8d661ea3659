#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "engine/core/model/model.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/reports/grouped.hpp"
#include "engine/reports/ordered_texts.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// The work list for a terminal: what was added, most urgent first, then a count of the other findings of the
/// run. What several lines say is told once, where the most urgent of them stands. Memory does not grow with
/// it.
class WorkList {
 public:
  explicit WorkList(const Model& model) : model_(model) {}

  /// The lines of one dossier, with the rank of each.
  void add(const std::vector<Finding>& lines, const std::vector<int>& ranks);
  void write(std::ostream& out, const RunEnvelope& envelope);

 private:
  std::string who(const Finding& finding) const;

  const Model& model_;
  OrderedTexts lines_;
  std::uint64_t added_ = 0;
};

}  // namespace filrouge
