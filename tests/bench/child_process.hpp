#pragma once

#include <string>
#include <vector>

namespace filrouge::bench {

/// What a whole command took, as the system counted it when it ended.
struct ChildCost {
  int code = 0;             ///< 0: done; 127: not to be found
  double processor_us = 0;  ///< its own, the system's on its behalf included
  double peak_mib = 0;      ///< its largest resident set
};

/// Runs a program to its end. What it writes goes to that file; empty: nowhere.
ChildCost run_child(const std::vector<std::string>& words, const std::string& output = {});

/// Is there such a program on the PATH?
bool installed(const std::string& program);

}  // namespace filrouge::bench
