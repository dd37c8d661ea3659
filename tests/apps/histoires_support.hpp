#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"
#include "filrouge/finding.hpp"

/// The hand-written dossiers of examples/dossiers, replayed with the rules that are shipped.
namespace filrouge::histoires {

/// The rules that are shipped.
const Program& shipped();

/// What is said of one dossier on one day, asked in the words of a lawyer. A rule is named by the end of its
/// code (« cer_a_signer.signer ») and, where several lives of a procédure stand side by side, by its instance
/// (« p1 », « e5 »).
class Day {
 public:
  explicit Day(std::vector<Finding> findings) : findings_(std::move(findings)) {}

  /// Name of the state a procédure is in; empty when it is not open.
  std::string state(std::string_view procedure, std::string_view instance) const;
  /// « 2024-04-02 proche », « 2026-03-17/2026-04-01 en_cours » when there are two dates, « - incertaine »
  /// without one; several lines in their order, with « ; » between them; empty when there is none.
  std::string line(std::string_view rule, std::string_view instance = {}) const;
  /// Is there an irregularity whose label has that text?
  bool irregular(std::string_view text) const;
  /// The proposal whose label has that text; null when there is none.
  const Finding* proposal(std::string_view text) const;
  std::size_t proposals_about(std::string_view procedure) const;
  /// The finding of that rule, which must be there.
  const Finding& finding(std::string_view rule, std::string_view instance = {}) const;
  /// Is something whose label has that text still to be done?
  bool to_do(std::string_view text) const;
  /// Is that fact said to be missing by that rule?
  bool missing(std::string_view rule, std::string_view fact, std::string_view instance = {}) const;
  /// Is it by a finding whose label has that text?
  bool missing_for(std::string_view text, std::string_view fact) const;
  std::size_t count(std::string_view nature) const;
  const std::vector<Finding>& findings() const { return findings_; }

 private:
  std::vector<Finding> findings_;
};

class Story {
 public:
  /// « H006 »: the file of examples/dossiers whose name begins so. Fails the test when it cannot be read.
  explicit Story(std::string_view name);
  /// A dossier written in the test, as JSON.
  static Story written(std::string_view dossier);

  /// `known`: what had been recorded by that day; the day asked when empty.
  Day on(std::string_view asked, std::string_view known = {}) const;
  Day on(Date asked) const;
  /// The dossier told in plain French.
  std::string told(std::string_view asked) const;
  /// The earliest and the latest day of its events.
  std::pair<Date, Date> span() const;

 private:
  Story() = default;
  void read(std::string_view dossier);
  void replay(Date asked, Date known, Evaluation& evaluation) const;
  Journal journal_;
};

/// « H001 » … « H025 ».
std::vector<std::string> all_stories();

}  // namespace filrouge::histoires
