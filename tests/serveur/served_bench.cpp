#include "tests/serveur/served_bench.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>

extern char** environ;

namespace filrouge::pages {
namespace {

constexpr const char* program = FILROUGE_BINARY_DIR "/bin/filrouge";

pid_t launched(const std::vector<std::string>& words, const posix_spawn_file_actions_t& streams) {
  std::vector<char*> arguments{const_cast<char*>(program)};
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (const int wrong = posix_spawn(&child, program, &streams, nullptr, arguments.data(), environ);
      wrong != 0)
    throw std::runtime_error(std::string(program) + ": " + std::strerror(wrong));
  return child;
}

/// Its exit code; 128 and the signal that ended it.
int ended(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

int run_filrouge(const std::vector<std::string>& words, const std::string& output) {
  posix_spawn_file_actions_t streams;
  posix_spawn_file_actions_init(&streams);
  posix_spawn_file_actions_addopen(&streams, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                   0600);
  posix_spawn_file_actions_addopen(&streams, STDERR_FILENO, (output + ".err").c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const auto child = launched(words, streams);
  posix_spawn_file_actions_destroy(&streams);
  return ended(child);
}

ServedBench::ServedBench(std::string base, std::string messages)
    : base_(std::move(base)), messages_(std::move(messages)) {}

ServedBench::~ServedBench() {
  if (child_ != 0) end(SIGKILL);
}

void ServedBench::start() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error(std::strerror(errno));
  posix_spawn_file_actions_t streams;
  posix_spawn_file_actions_init(&streams);
  posix_spawn_file_actions_adddup2(&streams, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&streams, STDERR_FILENO, messages_.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                   0600);
  child_ =
      launched({"servir", "--base", base_, "--regles", FILROUGE_SOURCE_DIR "/rules", "--port", "0"}, streams);
  posix_spawn_file_actions_destroy(&streams);
  ::close(ends[1]);
  const std::string before = "http://127.0.0.1:";
  std::string said;
  char bytes[512];
  for (;;) {
    const auto got = ::read(ends[0], bytes, sizeof bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    said.append(bytes, static_cast<std::size_t>(got));
    const auto at = said.find(before);
    if (at == std::string::npos || said.find('/', at + before.size()) == std::string::npos) continue;
    port_ = static_cast<std::uint16_t>(std::atoi(said.c_str() + at + before.size()));
    break;
  }
  said_ = ends[0];
  if (port_ == 0) throw std::runtime_error("filrouge servir does not start: see " + messages_);
}

bool ServedBench::kill() {
  return end(SIGKILL) == 128 + SIGKILL;
}
int ServedBench::stop() {
  return end(SIGTERM);
}
int ServedBench::end(int signal) {
  port_ = 0;
  ::kill(child_, signal);
  const int code = ended(std::exchange(child_, 0));
  ::close(said_);
  return code;
}

Answer Browser::answered(std::uint16_t port, const std::string& bytes) {
  std::string came;
  try {
    http::Wire wire(port);
    if (!wire.send(bytes)) throw Cut();
    came = wire.answer();
  } catch (const std::runtime_error&) {
    throw Cut();
  }
  const auto end = came.find("\r\n\r\n");
  if (end == std::string::npos) throw Cut();
  const auto length = http::header(came.substr(0, end + 4), "Content-Length");
  if (!length.empty() && came.size() < end + 4 + std::stoul(length)) throw Cut();
  return {http::status(came), http::header(came, "Location"), http::body(came)};
}

Answer Browser::get(const std::string& path) const {
  const auto port = bench_.port();
  if (port == 0) throw Cut();
  const auto host = "127.0.0.1:" + std::to_string(port);
  return answered(port, http::get(path, host, "Cookie: filrouge=" + session_ + "\r\n"));
}

Answer Browser::post(const std::string& path, const FormFields& fields) const {
  const auto port = bench_.port();
  if (port == 0) throw Cut();
  const auto host = "127.0.0.1:" + std::to_string(port);
  return answered(port, http::post(path, host, form_text(fields),
                                   "Origin: http://" + host + "\r\nCookie: filrouge=" + session_ + "\r\n"));
}

}  // namespace filrouge::pages
