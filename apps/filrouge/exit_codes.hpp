#pragma once

namespace filrouge {

/// What every verb answers to whoever called it.
constexpr int exit_done = 0;
constexpr int exit_found = 1;      ///< done, and something asked to be absent was found
constexpr int exit_bad_input = 2;  ///< bad input or usage; nothing written
constexpr int exit_fault = 3;      ///< a fault of the program
/// Whoever read standard output closed it before the end (`| head`): what every filter answers, 128 +
/// SIGPIPE.
constexpr int exit_reader_left = 141;

}  // namespace filrouge
