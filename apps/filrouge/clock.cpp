#include "apps/filrouge/clock.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>

namespace filrouge {

Date today() {
  const auto now = std::chrono::system_clock::now();
  return {static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(now).time_since_epoch().count())};
}

std::string utc_now() {
  const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)));
}

}  // namespace filrouge
