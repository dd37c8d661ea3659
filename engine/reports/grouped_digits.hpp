#pragma once

#include <cstdint>
#include <string>

namespace filrouge {

/// « 100 000 », which no line cuts.
inline std::string grouped_digits(std::uint64_t number) {
  auto digits = std::to_string(number);
  for (auto at = digits.size(); at > 3;) digits.insert(at -= 3, "\u202F");
  return digits;
}

}  // namespace filrouge
