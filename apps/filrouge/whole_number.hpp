#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>

namespace filrouge {

/// More threads than any machine of a Département has cores.
inline constexpr unsigned most_threads = 64;

/// What is written is a number of `what` (« fils »), from `least` to `most`: it is read by CLI11 once it is
/// known to be one.
CLI::Validator whole_number(const char* what, std::uint64_t least, std::uint64_t most);

}  // namespace filrouge
