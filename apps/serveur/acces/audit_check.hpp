#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "apps/serveur/acces/access_file.hpp"
#include "apps/serveur/acces/audit_heads.hpp"

namespace filrouge::acces {

struct AuditFault {
  enum class Kind {
    rewritten,   ///< these entries are not what was written
    removed,     ///< these numbers were given, and are no longer there
    cut,         ///< the same, at the end
    other_head,  ///< the entry that a head outside names is another
    other_key,   ///< the key beside the file is not its own: what the entries say cannot be checked
  };
  Kind kind;
  std::uint64_t from = 0, to = 0;  ///< numbers of entries
  std::string said;                ///< in French, with what to do
};

struct AuditCheck {
  std::uint64_t entries = 0;
  std::vector<AuditFault> faults;

  bool whole() const { return faults.empty(); }
};

/// Reads the whole chain again, and holds it against the heads that were written outside. Without them a tail
/// cut off is found by the counter of the file alone, which who can write to the file can set back. Other
/// threads go on writing meanwhile. The file is opened with KeyCheck::any. Throws AccessError.
AuditCheck check_audit(AccessFile& file, std::span<const AuditHead> heads);

}  // namespace filrouge::acces
