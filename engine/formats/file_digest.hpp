#pragma once

#include <cstdint>
#include <string>

namespace filrouge {

struct FileDigest {
  std::string text;  ///< "fnv1a64:…": tells two files apart, does not guard against forgery
  std::uint64_t bytes = 0;
};

/// Reads a whole file to tell whether it has been seen before. Throws FormatError.
FileDigest file_digest(const std::string& path);

}  // namespace filrouge
