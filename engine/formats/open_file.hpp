#pragma once

#include <fstream>
#include <memory>
#include <string>

namespace filrouge {

/// Opens a file to read its bytes. Throws FormatError, in French, when it is absent, a folder, or not
/// allowed.
std::unique_ptr<std::ifstream> open_file(const std::string& path);

}  // namespace filrouge
