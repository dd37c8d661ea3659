#pragma once

#include "engine/core/dossier/record.hpp"

namespace filrouge {

/// Calls the acts that the file leaves `unnamed` as the base calls those that say the very same, and what
/// cites them: an act written again by hand, or kept under its rank (« e2 ») by an earlier version, is no
/// second one.
void call_acts_as_held(const Record& held, Record& record);

}  // namespace filrouge
