#pragma once

#include <set>
#include <string>

#include "apps/filrouge/dossiers.hpp"

namespace filrouge {

/// Tells on stderr what of the dossiers the rules cannot read, and counts it: what is of the way dossiers are
/// written once, the rest dossier by dossier.
class RemarkTeller {
 public:
  explicit RemarkTeller(DossierTally& tally) : tally_(tally) {}

  /// A dossier whose identifier may be a name is called by its rank among those read.
  void remark(const std::string& dossier, const std::string& text);
  void journal(const Journal& journal);
  /// One of them, and what is said after it.
  void remark(const Journal& journal, const JournalRemark& remark, const std::string& besides = {});
  /// The same of a dossier of a base, which may hold what would be refused today.
  void journal_of_base(const Journal& journal);
  void departement_of_base(const Journal& journal);

 private:
  DossierTally& tally_;
  std::set<std::string> told_once_;
};

}  // namespace filrouge
