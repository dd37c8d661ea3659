#pragma once

#include <string>

namespace filrouge {

/// "2026-11-21T06:30:00Z": the moment a run is made; told in envelopes alone.
std::string utc_now();

}  // namespace filrouge
