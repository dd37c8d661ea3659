#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_set>

#include "engine/core/dossier/record.hpp"

namespace filrouge {

/// What a system's own database showed of a dossier that was read from it before.
struct SeenRows {
  std::string system;                                ///< of the sources of its acts
  Date day;                                          ///< when it was read
  const std::set<std::string, std::less<>>& tables;  ///< whose rows of the dossier were all told
  const std::unordered_set<std::string>& rows;       ///< "table/key" of those that keep one act each
};

struct RereadCounts {
  std::uint64_t corrected = 0, withdrawn = 0;
  std::uint64_t put_off =
      0;  ///< values that changed twice in a day: the second is told by a later day's reading
  std::map<std::string, std::uint64_t> gone;  ///< by table: acts known, and no longer there
};

/// A database is read again and shows its rows as they are now. This turns them into what is new:
/// - an act whose row now says it otherwise is corrected, as known since the day of the reading;
/// - an act that its row no longer tells is annulled;
/// - an act whose row is gone stays, and is counted: whether it was erased by mistake nobody knows;
/// - an attribute seen on the day of the reading is left out when it held already; one told of a past day
///   otherwise than before is told anew, as known since the day of the reading.
/// `held`: the dossier of the base.
Record reread(const Record& held, Record now, const SeenRows& seen, RereadCounts& counts);

}  // namespace filrouge
