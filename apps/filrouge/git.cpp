#include "apps/filrouge/git.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>

namespace filrouge {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
/// A file without name, which goes with the process.
using Scratch = std::unique_ptr<std::FILE, Close>;

std::string all_of(std::FILE* file) {
  std::string text;
  std::rewind(file);
  char bytes[1 << 16];
  for (std::size_t n; (n = std::fread(bytes, 1, sizeof bytes, file)) > 0;) text.append(bytes, n);
  return text;
}

/// Ours, and what keeps git from asking, from writing, and from speaking another language.
std::vector<std::string> surroundings() {
  std::vector<std::string> all{"LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_PAGER=cat"};
  for (char** one = environ; *one; ++one) {
    const std::string set = *one;
    if (!set.starts_with("LC_ALL=") && !set.starts_with("LANGUAGE=") && !set.starts_with("GIT_"))
      all.push_back(set);
  }
  return all;
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> all;
  for (const auto& word : words) all.push_back(const_cast<char*>(word.c_str()));
  all.push_back(nullptr);
  return all;
}

}  // namespace

GitAnswer Git::run(const std::vector<std::string>& words, const std::string& asked) const {
  GitAnswer answer;
  const Scratch in(std::tmpfile()), out(std::tmpfile()), error(std::tmpfile());
  if (!in || !out || !error) {
    answer.error = "pas de fichier temporaire";
    return answer;
  }
  if (std::fwrite(asked.data(), 1, asked.size(), in.get()) != asked.size() || std::fflush(in.get()) != 0) {
    answer.error = "pas de place pour un fichier temporaire";
    return answer;
  }
  std::rewind(in.get());
  std::vector<std::string> all{"git", "-C", folder_.string()};
  all.insert(all.end(), words.begin(), words.end());
  const auto arguments = pointers(all);
  const auto around = surroundings();
  const auto environment = pointers(around);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, fileno(in.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, fileno(out.get()), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, fileno(error.get()), STDERR_FILENO);
  pid_t child = 0;
  const int failure =
      posix_spawnp(&child, arguments.front(), &files, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&files);
  answer.absent = failure == ENOENT;
  if (failure != 0) return answer;
  int status = 0;
  while (waitpid(child, &status, 0) == -1 && errno == EINTR) {
  }
  answer.done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  answer.out = all_of(out.get());
  answer.error = all_of(error.get());
  return answer;
}

}  // namespace filrouge
