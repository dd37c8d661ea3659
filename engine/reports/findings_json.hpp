#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/model/model.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// What a run was: the only place a time stamp may stand.
struct RunEnvelope {
  std::string asked, known;  ///< ISO days
  std::string rules_digest;  ///< "sha256:…"
  std::string made_at;       ///< ISO day and time, told by the caller; empty: not written
  std::uint64_t dossiers = 0, findings = 0, rejects = 0;
};

/// One finding as the contract writes it, on one line, without end of line. The same finding gives the same
/// bytes.
std::string finding_json(const Finding& finding);
/// The same, appended, for many findings of one rule set: what a rule says in all of them is written once.
class FindingsJson {
 public:
  /// `rule`: that of the finding; none_id: it has none.
  void append(const Finding& finding, RuleId rule, std::string& out);

 private:
  std::vector<std::string> of_rules_;  ///< [rule]
};

/// `--format json`: the object's beginning up to its list of findings, and what closes it once the counts are
/// known. Between them, findings separated by commas.
std::string json_opening(const RunEnvelope& envelope);
std::string json_closing(const RunEnvelope& envelope);

/// The envelope's fields as a JSON object.
std::string envelope_json(const RunEnvelope& envelope);

}  // namespace filrouge
