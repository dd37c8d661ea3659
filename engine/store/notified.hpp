#pragma once

#include <cstdint>

#include "engine/core/dossier/record.hpp"

namespace filrouge {

struct NotifiedCounts {
  std::uint64_t corrected = 0;  ///< states told of acts that the base held otherwise
  std::uint64_t cancelled = 0;  ///< acts of the base told not to be any more
  std::uint64_t older = 0;      ///< states older than what the base knows of the act: not taken
};

/// A system notifies its acts one state after the other: an act as it was when first told, then corrections
/// of all that is said of it, and annulations, named by their moments
/// (later_state.hpp). This turns them into what is new to a
/// base that may hold the act already, as told by other notifications or by the system's own database:
/// - the act is told once, and stays as it was;
/// - a state says nothing new when the act, as corrected, says it already;
/// - a state older than the last one held, or than the last reading of the database (`read_on`, unknown when
///   it never was), would undo what is known: it is not taken, and is counted.
/// `held`: the dossier of the base.
Record notified(const Record& held, Record told, Date read_on, NotifiedCounts& counts);

}  // namespace filrouge
