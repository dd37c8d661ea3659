#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "apps/serveur/acces/moment.hpp"

namespace filrouge::acces {

/// How far the chain went: what is written outside so that a tail cut off is seen.
struct AuditHead {
  std::uint64_t number = 0;  ///< 0: nothing yet
  std::string mac;           ///< 64 hexadecimal letters
};

/// Adds the line « number mac moment » to a file outside (0600 when it is made), on the disk when this
/// returns. One that the account of the server cannot rewrite is worth more. Throws AccessError, of a file
/// that holds something else as well.
void append_head(const std::string& path, const AuditHead& head, Moment now);

/// The heads of such a file. Throws AccessError, naming the line.
std::vector<AuditHead> read_heads(const std::string& path);

}  // namespace filrouge::acces
