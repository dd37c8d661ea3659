#pragma once

#include <string>

namespace filrouge {

/// Asked twice on the terminal, which shows nothing of it. Throws FileError: no terminal, given up, the two
/// are not the same.
std::string typed_password(const std::string& account);

/// The first line of a file, or of standard input (« - »), without its end. Throws FileError.
std::string password_of(const std::string& path);

}  // namespace filrouge
