#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace filrouge {

/// Before anything is opened: a reader that leaves and a file too large are told as faults of a write, not by
/// the end of the program, whatever whoever started it had chosen; and a stream that it closed does not lend
/// its number to the next file.
void hold_standard_streams();

/// A message, on standard error: what would act on a terminal is shown as what it is. What cannot be said
/// stops no work.
void said(std::string_view text);
template <typename... Args>
void say(fmt::format_string<Args...> text, Args&&... args) {
  said(fmt::format(text, std::forward<Args>(args)...));
}

/// « 12000 dossiers lus »: one line of the terminal, written again as the reading goes on, and wiped at its
/// end. Nothing where standard error is no terminal.
class Progress {
 public:
  /// `file`: what is read, said before the count; empty: the only one.
  explicit Progress(const std::string& file = {});
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void step();

 private:
  std::string said_before_;
  bool shown_;
  std::uint64_t read_ = 0;
};

/// The account of a work that stands whether or not it is read (an import), on standard output: what cannot
/// be written is kept until account_lost().
void recount(std::string_view text);
/// Why the account could not be written in full (an errno); 0 when it was, or when its reader had enough.
int account_lost();

/// What the program answers once all is said: `exit_code`, unless standard output could not be written in
/// full. `failure` is what a write has already met (an errno), 0 for none.
int ended(int exit_code, int failure = 0);

}  // namespace filrouge
