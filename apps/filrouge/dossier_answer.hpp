#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/reports/html_dossier.hpp"
#include "engine/reports/run_sources.hpp"

namespace filrouge {

/// What `controler` was asked of each dossier.
struct AskedOfEach {
  Date day, known;
  std::uint64_t budget = 0;
  std::string format, role, nature;
  std::optional<Severity> fail_at;
  bool wanting = false;  ///< also which major facts are wanting

  /// Is it a list of what is to be done, each line once?
  bool work_list() const { return format == "texte" || format == "xlsx"; }
  /// Is what is printed a list, the most urgent first?
  bool ranked() const { return format != "csv" && format != "json" && format != "ndjson"; }
};

/// What is written of one dossier, ready to be written in its turn: as the format has it.
struct DossierAnswer {
  std::uint64_t findings = 0;  ///< all those asked for, printed or not
  bool alarming = false;
  bool given_up = false;
  std::vector<std::string> wanting;  ///< major facts, once each, where asked for
  std::string text;                  ///< csv, ndjson; of json, each finding after a comma
  std::string territoire;            ///< xlsx, ics
  std::vector<Finding> listed;       ///< texte, xlsx, ics
  std::vector<int> ranks;            ///< of those
  HtmlDossier page;                  ///< html
};

/// Answers one dossier after another. One a thread.
class Answering {
 public:
  Answering(const AskedOfEach& asked, const Program& program);

  void operator()(const Journal& journal, DossierAnswer& answer);

 private:
  bool wanted(const CompactFinding& finding) const;
  bool alarming(const CompactFinding& finding) const;
  void print(const Journal& journal, const CompactFinding& finding, int rank, DossierAnswer& answer);

  const AskedOfEach& asked_;
  const Program& program_;
  Replay replay_;
  Evaluation evaluation_;
  Publisher publisher_;
  FindingsJson json_;
  Finding finding_;
  std::string json_text_;
  std::vector<int> ranks_;
  std::vector<int> most_urgent_;  ///< [group] of its lines that are printed
  int ranks_end_;                 ///< the list stops before this rank
};

}  // namespace filrouge
