#pragma once

#include <cstdint>
#include <string>

#include "apps/serveur/acces/access_key.hpp"

namespace filrouge::acces {

/// An entry as it is kept, and as it is chained: the dossier is there under its key alone.
struct ChainedEntry {
  std::uint64_t number = 0;
  std::int64_t at = 0;  ///< seconds since 1970-01-01, UTC
  std::string account, role, what;
  std::string dossier_key;  ///< 16 bytes, or none
  std::string detail;
};

/// HMAC(key, mac of the entry before ‖ the entry): of the first, what is before is thirty-two zeros. Each
/// text is written after its length, so that no two entries are the same bytes.
AccessKey::Bytes chained(const AccessKey& key, const AccessKey::Bytes& before, const ChainedEntry& entry);

}  // namespace filrouge::acces
