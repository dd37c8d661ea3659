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
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(this_second())));
}

std::chrono::sys_seconds this_second() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace filrouge
