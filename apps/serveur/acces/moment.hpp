#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace filrouge::acces {

/// A moment, to the second, UTC. The rooms of the bench read no clock: whoever calls gives the moment.
using Moment = std::chrono::sys_seconds;

/// Seconds since 1970-01-01, as the access file keeps a moment.
inline std::int64_t in_seconds(Moment moment) {
  return moment.time_since_epoch().count();
}
inline Moment moment_of(std::int64_t seconds) {
  return Moment(std::chrono::seconds(seconds));
}

/// "2026-11-21T06:30:00Z".
std::string utc_text(Moment moment);

}  // namespace filrouge::acces
