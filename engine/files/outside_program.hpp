#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace filrouge {

enum class ProgramEnding { done, absent, failed, too_long };

/// Runs a program of the machine, silent, in a process group of its own, which is killed whole past the
/// limit. `in` and `out` are descriptors that it reads and writes; -1: nothing.
ProgramEnding run_program(const std::vector<std::string>& words, std::chrono::milliseconds limit, int in = -1,
                          int out = -1);

}  // namespace filrouge
