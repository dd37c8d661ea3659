#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/explain/publish.hpp"
#include "engine/reports/run_sources.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// What a run was: the only place a time stamp may stand.
struct RunEnvelope {
  std::string asked, known;  ///< ISO days
  std::string rules_digest;  ///< "sha256:…"
  std::string made_at;       ///< ISO day and time, told by the caller; empty: not written
  std::uint64_t dossiers = 0, findings = 0, rejects = 0;
  std::optional<RunSources> sources;  ///< of a run on a base; a file tells of none
  std::vector<std::string> head;      ///< the same, ready to be read (told())
};

/// The members that come of the rules, written, as they follow one another between those of the dossier.
class FixedJson {
 public:
  enum Part : std::size_t { procedure, state, roles, label, basis, parts };

  explicit FixedJson(const Finding& finding);
  std::string_view operator[](Part part) const {
    const auto begin = part == 0 ? 0 : ends_[part - 1u];
    return std::string_view(text_).substr(begin, ends_[part] - begin);
  }

 private:
  std::string text_;
  std::array<std::uint32_t, parts> ends_{};
};

/// One finding as the contract writes it, on one line, without end of line. The same finding gives the same
/// bytes.
std::string finding_json(const Finding& finding);
/// The same, for many findings of one rule set, each at the end of `out`: what the rules say in those of one
/// form (Publisher) is written once. One a thread.
class FindingsJson {
 public:
  explicit FindingsJson(const Program& program) : publisher_(program) {}

  void append(const Journal& journal, const Evaluation& evaluation, const CompactFinding& finding,
              std::string& out);
  /// The same, and the finding itself, in words once for both.
  void append(const Journal& journal, const Evaluation& evaluation, const CompactFinding& finding,
              std::string& out, Finding& told);

 private:
  std::uint32_t form_of(const Journal& journal, const Evaluation& evaluation, const CompactFinding& finding);
  Publisher publisher_;
  std::vector<FixedJson> of_forms_;  ///< [form]
  Finding blanks_;
};

/// `--format json`: the object's beginning up to its list of findings, and what closes it once the counts are
/// known. Between them, findings separated by commas.
std::string json_opening(const RunEnvelope& envelope);
std::string json_closing(const RunEnvelope& envelope);

/// The envelope's fields as a JSON object.
std::string envelope_json(const RunEnvelope& envelope);

}  // namespace filrouge
