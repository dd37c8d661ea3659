#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

/// Plays a fuzz target on the files of folders, in the order of their names, without any fuzzer: the faults
/// once found do not come back. The file in hand is told first, for whoever reads a crash.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fs = std::filesystem;

int main(int argc, char** argv) {
  // Far more than any entry takes, on the slowest machine: what is never over is a fault as well.
  constexpr unsigned seconds_at_most = 60;
  std::vector<fs::path> files;
  for (int i = 1; i < argc; ++i) {
    if (!fs::is_directory(argv[i])) {
      files.emplace_back(argv[i]);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(argv[i]))
      if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) {
    std::fprintf(stderr, "rien à rejouer : donnez le dossier d'un corpus\n");
    return 1;
  }
  for (const auto& path : files) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
      std::fprintf(stderr, "%s ne s'ouvre pas\n", path.c_str());
      return 1;
    }
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    std::fprintf(stderr, "%s\n", path.c_str());
    ::alarm(seconds_at_most);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    ::alarm(0);
  }
  std::printf("%zu entrées rejouées\n", files.size());
  return 0;
}
