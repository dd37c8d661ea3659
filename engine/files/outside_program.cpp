#include "engine/files/outside_program.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

namespace filrouge {

ProgramEnding run_program(const std::vector<std::string>& words, std::chrono::milliseconds limit, int in,
                          int out) {
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  const auto stream = [&](int descriptor, int given) {
    if (given < 0)
      posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0);
    else
      posix_spawn_file_actions_adddup2(&files, given, descriptor);
  };
  stream(STDIN_FILENO, in);
  stream(STDOUT_FILENO, out);
  stream(STDERR_FILENO, -1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t child = 0;
  const int failure = posix_spawnp(&child, arguments.front(), &files, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  if (failure == ENOENT) return ProgramEnding::absent;
  if (failure != 0) return ProgramEnding::failed;
  // Looked at ever more rarely: what lasts an instant is not waited for, what lasts costs nothing.
  std::chrono::milliseconds pause{1};
  constexpr std::chrono::milliseconds longest{20};
  const auto end = std::chrono::steady_clock::now() + limit;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= end) {
      kill(-child, SIGKILL);
      waitpid(child, &status, 0);
      return ProgramEnding::too_long;
    }
    std::this_thread::sleep_for(pause);
    if (pause < longest) pause *= 2;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? ProgramEnding::done : ProgramEnding::failed;
}

}  // namespace filrouge
