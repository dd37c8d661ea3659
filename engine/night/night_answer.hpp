#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/store/stored_findings.hpp"

namespace filrouge {

/// Answers dossiers as a base keeps it of them: the same lines as `controler`, and what lists are made of.
/// One a thread.
class NightAnswering {
 public:
  /// What is known on the day asked is all that counts. `budget` as in Allowance::steps.
  NightAnswering(const Program& program, Date day, std::uint64_t budget);

  void operator()(const Journal& journal, StoredAnswer& answer);

 private:
  void add_findings(StoredAnswer& answer);
  void add_affaires(const Journal& journal, StoredAnswer& answer) const;

  const Program& program_;
  Date day_;
  Replay replay_;
  Evaluation evaluation_;
  FindingsJson json_;
  std::vector<Finding> findings_;
  std::vector<int> ranks_;
};

}  // namespace filrouge
