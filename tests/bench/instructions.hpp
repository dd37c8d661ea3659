#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "tests/bench/work.hpp"

/// Instructions executed, which no noise of the machine moves: the bench runs itself again, on few dossiers,
/// under callgrind.
namespace filrouge::bench {

/// Instructions a unit, by the name of the work; empty: valgrind is not installed, or failed.
using Instructions = std::map<std::string, double>;

/// Runs these words (this program and its options, with which it calls run_counted) under callgrind.
Instructions count_instructions(const std::vector<std::string>& words, const std::string& folder);

/// In that run: each work once to grow its buffers, then once counted; says their names and units in `names`.
void run_counted(std::span<const Work> works, const std::string& names);

}  // namespace filrouge::bench
