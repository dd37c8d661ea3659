#pragma once

#include <optional>
#include <string>

#include "engine/core/dossier/record.hpp"

namespace filrouge {

/// What makes a dossier unusable whatever the rules: told to whoever sent it.
struct Incoherence {
  std::string where;   ///< "evenements/3/id"
  std::string reason;  ///< in French
};

/// The first of: two events with one id, two persons with one id, a correction without target, corrections
/// that correct one another in a circle. Nothing when the dossier holds together.
std::optional<Incoherence> find_incoherence(const Record& record);

}  // namespace filrouge
