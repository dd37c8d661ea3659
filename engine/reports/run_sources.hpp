#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/dossier/source_state.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/model/vocabulary.hpp"

namespace filrouge {

/// What stands at the head of a run on a base: how far its sources go, whom they no longer show, and what was
/// wanting to evaluate its dossiers.
struct RunSources {
  std::vector<SourceState> all;                  ///< `gone`: of the dossiers of the run alone
  std::uint64_t given_up = 0;                    ///< dossiers too long to evaluate: nothing is said of them
  std::uint64_t partly = 0;                      ///< dossiers of which a major fact is wanting
  std::map<std::string, std::uint64_t> wanting;  ///< that fact, and of how many dossiers
};

/// What a run says of its sources, counted as its dossiers pass.
class RunSourcesCount {
 public:
  explicit RunSourcesCount(std::vector<SourceState> all);

  /// That dossier is of the run: if a source no longer shows it, it is named.
  void saw(const std::string& dossier);
  /// What kept it from being evaluated whole.
  void answered(bool given_up, const std::vector<std::string>& wanting);

  const RunSources& counted() const { return counted_; }

 private:
  struct Gone {
    std::size_t source;
    LastSeen last;
  };
  RunSources counted_;
  std::unordered_map<std::string, Gone> gone_;
};

/// Major facts that are wanting to a dossier, once each, added to these.
void add_wanting(const Journal& journal, const Evaluation& evaluation, std::vector<std::string>& facts);

/// In French, a line each: at most ten dossiers are named, those lost last first.
std::vector<std::string> told(const RunSources& sources, const Vocabulary& words);
/// The members of the envelope, after a comma: « ,"sources":[…],"non_evalues":{…} ».
std::string sources_json(const RunSources& sources);

}  // namespace filrouge
