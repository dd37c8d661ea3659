#pragma once

#include "engine/core/machine/reading.hpp"

/// What is true of every configuration, whatever the rules and the dossier: asserted while the machines run,
/// in the builds that test (FILROUGE_INVARIANTS). Each names the fault it found, or would find, by its line.
namespace filrouge {

#ifdef NDEBUG
inline void assert_settled(const Reading&, std::uint32_t) {}
inline void assert_whole(const Reading&, const SeenJournal&, const Effects&) {}
#else
/// Of one instance, once the day has ended.
void assert_settled(const Reading& reading, std::uint32_t instance);

/// Of the whole, once the last day walked has ended; and of the log that led there.
void assert_whole(const Reading& reading, const SeenJournal& seen, const Effects& effects);
#endif

}  // namespace filrouge
