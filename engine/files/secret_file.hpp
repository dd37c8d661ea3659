#pragma once

#include <cstddef>
#include <string>

namespace filrouge {

/// The bytes of a file that only its owner may read, since what it holds opens what others keep closed.
/// Throws FileError, with the command that mends it: missing, open to the group or to others, not a plain
/// file, shorter than `least` bytes, longer than a key is.
std::string read_secret(const std::string& path, std::size_t least);

}  // namespace filrouge
