#pragma once

#include <filesystem>
#include <string>

#include "tests/bench/caseload.hpp"

namespace filrouge::bench {

/// What is asked of the bench.
struct BenchOptions {
  std::size_t dossiers = 20'000;
  std::size_t pairs = 9;
  double seconds = 5;        ///< after so many of processor, the evaluation of one dossier is given up
  bool big = false;          ///< the rows that take minutes
  bool instructions = true;  ///< counted under callgrind, where it is
  std::string count_in;      ///< run by callgrind: works are only counted, their names written there …
  std::string read_from;     ///< … on the dossiers of this file
  std::string this_program;
};

/// The table of what « vitesse » asks for, each ratio the median of pairs run alternately.
void print_ratios(const BenchOptions& options, const Folder& folder, Date asked);

}  // namespace filrouge::bench
