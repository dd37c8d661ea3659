#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "engine/store/base.hpp"

namespace filrouge {

struct Erasure {
  std::uint64_t dossiers = 0;  ///< that were there, and are no more
  /// Is nothing of them left in the file nor in its log? False while somebody reads an older state of the
  /// base: Base::settle() finishes it.
  bool settled = false;
};

/// Takes dossiers out of a base for good: their rows, what was said of them, who was told of them, the
/// decisions on who they were, and the rejects that name them; of the acts entered by hand, who entered them.
/// The bytes go too. What another file tells of them comes back if it is imported. Throws StoreError, and
/// nothing is then erased.
Erasure erase_dossiers(Base& base, std::span<const std::string> dossiers);

}  // namespace filrouge
