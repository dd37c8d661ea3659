#pragma once

#include <string>
#include <vector>

namespace filrouge {

/// One text of a fondement, and what its statut says of it.
struct BasisRef {
  std::string text;            ///< « CASF L262-36 »
  bool verified = false;       ///< it was read, and so was what the rule names
  bool said_verified = false;  ///< its own statut says so
  std::string read = {};       ///< what its statut says: where it was read, what is not
  bool lent = false;           ///< not its own: an unverified reference of a rule that this one names
};

/// What is written beside the declaration of what is no rule, for whoever reads it: nothing is concluded on
/// it.
struct Annotation {
  std::string note;  ///< what the lines of comment above it say
  std::vector<BasisRef> basis;
};

}  // namespace filrouge
