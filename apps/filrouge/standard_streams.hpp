#pragma once

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "engine/core/text/visible.hpp"

namespace filrouge {

/// Before anything is opened: a reader that leaves and a file too large are told as faults of a write, not by
/// the end of the program, whatever whoever started it had chosen; and a stream that it closed does not lend
/// its number to the next file.
void hold_standard_streams();

/// On the way to standard error, as it is. What cannot be said stops no work.
void said(std::string_view text);
/// A message: what would act on a terminal is shown as what it is.
template <typename... Args>
void say(fmt::format_string<Args...> text, Args&&... args) {
  said(visible(fmt::format(text, std::forward<Args>(args)...)));
}

/// The account of a work that stands whether or not it is read (an import), on standard output: what cannot
/// be written is kept until account_lost().
void recount(std::string_view text);
/// Why the account could not be written in full (an errno); 0 when it was, or when its reader had enough.
int account_lost();

/// What the program answers once all is said: `exit_code`, unless standard output could not be written in
/// full. `failure` is what a write has already met (an errno), 0 for none.
int ended(int exit_code, int failure = 0);

}  // namespace filrouge
