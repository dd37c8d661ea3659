#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "apps/serveur/banc/visible_base.hpp"
#include "engine/core/dossier/source_state.hpp"

namespace filrouge::banc {

/// What a source vouches for: outside, an act that is not told is unknown rather than absent.
struct Vouched {
  std::string source;
  std::vector<std::string> types;  ///< names of acts; none: every type
  Date until;
  std::uint64_t dossiers = 0;
};

/// How far the sources of a base go, and what they vouch for; read again when an import was made since. One
/// for all the pages.
class SourceBook {
 public:
  struct Told {
    std::vector<SourceState> sources;  ///< `gone`: whoever it is, to be shown to who may see them
    std::vector<std::string> lines;    ///< how far each goes, in words, for the head of the pages
    std::vector<Vouched> vouched;
  };
  /// Throws StoreError.
  std::shared_ptr<const Told> told(VisibleBase& base, Date day);

 private:
  std::mutex mutex_;
  std::string last_import_;
  Date day_;
  std::shared_ptr<const Told> told_;
};

/// Those of them that the account sees, those lost last first.
std::vector<LastSeen> gone_and_seen(VisibleBase& base, const SourceState& source);

/// What kept the dossiers seen from being evaluated whole, as the last night left it.
struct Unevaluated {
  std::vector<std::string> costly;  ///< too long to evaluate: nothing is said of them; some of them
  std::uint64_t costly_count = 0;
  std::uint64_t partly = 0;  ///< a major fact is wanting
  std::map<std::string, std::uint64_t>
      wanting;             ///< that fact, as the rules name it, and of how many dossiers
  std::uint64_t read = 0;  ///< dossiers looked at
  bool all = true;         ///< false: there are more, not looked at
};
/// Looks at so many dossiers at most.
Unevaluated unevaluated(VisibleBase& base, std::uint64_t most);

}  // namespace filrouge::banc
