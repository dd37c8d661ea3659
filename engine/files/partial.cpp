#include "engine/files/partial.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <random>

namespace filrouge {
namespace {

namespace fs = std::filesystem;

constexpr const char* begins = ".filrouge-";
constexpr const char* ends = ".partiel";

}  // namespace

std::string partial_name() {
  std::random_device chance;
  char name[64];
  std::snprintf(name, sizeof name, "%s%ld-%08x%08x%s", begins, static_cast<long>(getpid()), chance(),
                chance(), ends);
  return name;
}

bool hold(int descriptor) {
  return flock(descriptor, LOCK_EX | LOCK_NB) == 0;
}

void sweep_partial(const std::string& folder) {
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with(begins) || !name.ends_with(ends)) continue;
    const bool is_folder = fs::is_directory(entry.symlink_status(unreadable));
    const int access = is_folder ? O_RDONLY | O_DIRECTORY : O_WRONLY;
    const int descriptor = open(entry.path().c_str(), access | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) continue;
    if (hold(descriptor)) {
      if (is_folder)
        for (const auto& inside : fs::directory_iterator(entry.path(), unreadable))
          unlinkat(descriptor, inside.path().filename().c_str(), 0);
      fs::remove(entry.path(), unreadable);
    }
    close(descriptor);
  }
}

}  // namespace filrouge
