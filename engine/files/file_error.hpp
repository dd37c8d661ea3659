#pragma once

#include <stdexcept>
#include <string>

namespace filrouge {

/// What keeps a file from being written, or given to who may read it, in French, for the person at the
/// keyboard.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Whoever read standard output has closed it (`| head`): nothing more is to be said, nor is it a fault.
class ReaderLeft : public std::runtime_error {
 public:
  ReaderLeft() : std::runtime_error("la sortie standard n'a plus de lecteur") {}
};

/// Why the system refused (an errno), in words that follow « … : ».
std::string system_reason(int failure);

}  // namespace filrouge
