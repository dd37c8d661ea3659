#include "apps/filrouge/standard_streams.hpp"

#include <fcntl.h>
#include <stdio_ext.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>

#include "apps/filrouge/exit_codes.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/files/file_error.hpp"

namespace filrouge {
namespace {

int account_failure = 0;
constexpr std::uint64_t between_counts = 1000;

void written(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

void hold_standard_streams() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    // Opened the wrong way round: reading what was closed, or writing there, is still refused.
    if (fcntl(stream, F_GETFD) < 0 && errno == EBADF)
      static_cast<void>(open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

void said(std::string_view text) {
  written(visible(text));
}

Progress::Progress(const std::string& file)
    : said_before_(file.empty() ? file : visible_line(file) + " : "), shown_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  constexpr std::string_view wipe_line = "\r\x1b[K";
  if (shown_ && read_ >= between_counts) written(wipe_line);
}

void Progress::step() {
  if (++read_ % between_counts == 0 && shown_)
    written(fmt::format("\r{}{} dossiers lus", said_before_, read_));
}

void recount(std::string_view text) {
  if (account_failure != 0) return;
  const auto shown = visible(text);
  if (std::fwrite(shown.data(), 1, shown.size(), stdout) != shown.size()) account_failure = errno;
}

int account_lost() {
  if (std::fflush(stdout) != 0 && account_failure == 0) account_failure = errno;
  if (account_failure == 0) return 0;
  __fpurge(stdout);  // it would be refused again at the end of the program
  std::clearerr(stdout);
  return account_failure == EPIPE ? 0 : account_failure;
}

int ended(int exit_code, int failure) {
  if (failure != 0) errno = failure;
  if (failure == 0 && std::cout.flush() && std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
    return exit_code;
  if (errno == EPIPE) return exit_reader_left;
  say("la sortie standard n'a pas pu être écrite en entier : {}\n",
      errno == 0 ? "le disque est peut-être plein" : system_reason(errno));
  return exit_bad_input;
}

}  // namespace filrouge
