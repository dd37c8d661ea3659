#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/indicators/indicator_result.hpp"
#include "engine/core/machine/program.hpp"
#include "filrouge/allowance.hpp"

namespace filrouge {

/// Which indicators, over which time, seen from which day.
struct IndicatorQuestion {
  Date asked, known;
  Date since;                             ///< starts before that day do not count; unknown: none is too old
  std::vector<std::uint32_t> indicators;  ///< in Model::indicators
  /// Instead of the axes of each rule; a word that is no axis of an indicator gives it none.
  std::optional<std::vector<std::string>> axes;
  Allowance allowance = {};  ///< what it may cost to tell the states of one dossier
};

/// Evaluates indicators over dossiers that go by one at a time. Memory grows with what is measured, not with
/// the dossiers.
class IndicatorRun {
 public:
  IndicatorRun(const Program& program, IndicatorQuestion question);
  ~IndicatorRun();
  IndicatorRun(IndicatorRun&&) noexcept;

  void add(const Journal& journal);
  /// Dossiers too costly to evaluate: their states are counted nowhere.
  std::uint64_t too_costly() const;
  /// In the order of the question.
  std::vector<IndicatorResult> results() const;

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

/// The type of event an indicator starts with; no_id when it measures states.
EventTypeId starting_event(const Model& model, const Indicator& indicator);

}  // namespace filrouge
