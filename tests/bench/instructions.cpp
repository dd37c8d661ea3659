#include "tests/bench/instructions.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>

#include "tests/bench/child_process.hpp"

/// By this name callgrind knows when to count, and when to write what it counted.
extern "C" [[gnu::noinline]] void filrouge_bench_counted(const filrouge::bench::Work* work) {
  work->run();
  asm volatile("");
}

namespace filrouge::bench {
namespace {

/// Of one of the files callgrind leaves, a number a part.
double instructions_of(const std::string& path) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    for (const std::string_view heading : {"totals: ", "summary: "})
      if (line.starts_with(heading)) return std::strtod(line.c_str() + heading.size(), nullptr);
  return 0;
}

}  // namespace

void run_counted(std::span<const Work> works, const std::string& names) {
  std::ofstream file(names);
  for (const auto& work : works) {
    // What is done once, like reading rules, has no buffers to grow.
    if (work.units > 1) work.run();
    filrouge_bench_counted(&work);
    file << work.units << ' ' << work.name << '\n';
  }
}

Instructions count_instructions(const std::vector<std::string>& words, const std::string& folder) {
  Instructions counted;
  if (!installed("valgrind")) return counted;
  const auto parts = folder + "/callgrind", names = folder + "/noms";
  std::vector<std::string> all = {"valgrind",
                                  "-q",
                                  "--tool=callgrind",
                                  "--collect-atstart=no",
                                  "--toggle-collect=filrouge_bench_counted",
                                  "--dump-after=filrouge_bench_counted",
                                  "--callgrind-out-file=" + parts};
  all.insert(all.end(), words.begin(), words.end());
  all.push_back("--compter-dans");
  all.push_back(names);
  if (run_child(all).code != 0) return counted;
  std::ifstream file(names);
  std::size_t units = 0, part = 0;
  for (std::string name; file >> units && std::getline(file >> std::ws, name);)
    counted[name] = instructions_of(fmt::format("{}.{}", parts, ++part)) / static_cast<double>(units);
  return counted;
}

}  // namespace filrouge::bench
