#pragma once

#include <cstdint>
#include <string>
#include <vector>

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
/// The same, appended, for many findings of one Publisher: what the rules say in those of one form is written
/// once.
class FindingsJson {
 public:
  /// `form`: Published::form.
  void append(const Finding& finding, std::uint32_t form, std::string& out);

 private:
  /// The members that a form fixes, as they follow one another.
  struct Fixed {
    std::string procedure, state, roles, basis;
  };
  static Fixed fixed(const Finding& finding);

  std::vector<Fixed> of_forms_;  ///< [form]
};

/// `--format json`: the object's beginning up to its list of findings, and what closes it once the counts are
/// known. Between them, findings separated by commas.
std::string json_opening(const RunEnvelope& envelope);
std::string json_closing(const RunEnvelope& envelope);

/// The envelope's fields as a JSON object.
std::string envelope_json(const RunEnvelope& envelope);

}  // namespace filrouge
