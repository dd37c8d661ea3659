#pragma once

#include <iosfwd>
#include <string>

#include "engine/core/model/model.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/reports/ordered_texts.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// The work list for a terminal: what was added, most urgent first, then a count of the other findings of the
/// run. Memory does not grow with it.
class WorkList {
 public:
  explicit WorkList(const Model& model) : model_(model) {}

  void add(const Finding& finding, int rank, Date date);
  void write(std::ostream& out, const RunEnvelope& envelope);

 private:
  const Model& model_;
  OrderedTexts lines_;
  std::uint64_t added_ = 0;
};

}  // namespace filrouge
