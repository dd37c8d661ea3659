#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/serveur/bench_support.hpp"

/// The bench as it is served: the real program, which may be killed, and what a browser says to it.
namespace filrouge::pages {

/// The program built beside the tests, run to its end: its exit code; what it says goes to a file.
int run_filrouge(const std::vector<std::string>& words, const std::string& output);

/// `filrouge servir` of a base, on a port of its own each time it starts.
class ServedBench {
 public:
  /// Its messages go to that file.
  ServedBench(std::string base, std::string messages);
  ~ServedBench();
  ServedBench(const ServedBench&) = delete;

  /// Returns once it answers; throws std::runtime_error when it does not start.
  void start();
  /// SIGKILL: nothing of it has the time to end. False when it had ended of itself before.
  bool kill();
  /// SIGTERM: its exit code.
  int stop();
  /// 0: it does not run.
  std::uint16_t port() const { return port_; }

 private:
  int end(int signal);

  std::string base_, messages_;
  pid_t child_ = 0;
  int said_ = -1;  ///< what it prints: open as long as it runs
  std::atomic<std::uint16_t> port_{0};
};

/// The server went away before it had answered.
struct Cut : std::runtime_error {
  Cut() : std::runtime_error("the server is gone") {}
};

/// Somebody signed in at their browser, whose session lasts longer than the server.
class Browser {
 public:
  Browser(const ServedBench& bench, std::string session) : bench_(bench), session_(std::move(session)) {}

  /// Both throw Cut unless the answer came whole.
  Answer get(const std::string& path) const;
  Answer post(const std::string& path, const FormFields& fields) const;

 private:
  static Answer answered(std::uint16_t port, const std::string& bytes);

  const ServedBench& bench_;
  std::string session_;
};

}  // namespace filrouge::pages
