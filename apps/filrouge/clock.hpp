#pragma once

#include <chrono>
#include <string>

#include "engine/core/calendar/date.hpp"

namespace filrouge {

Date today();

/// "2026-11-21T06:30:00Z": the moment a run is made; told in envelopes alone.
std::string utc_now();

/// The same moment, for what the bench keeps.
std::chrono::sys_seconds this_second();

}  // namespace filrouge
