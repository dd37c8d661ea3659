#pragma once

#include <fstream>
#include <iosfwd>
#include <string>

namespace filrouge {

/// Where a verb writes: standard output (no path), or a file that appears whole or not at all. Throws
/// FormatError.
class Output {
 public:
  explicit Output(const std::string& path);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  std::ostream& stream();
  /// All is written: the file takes its name.
  void keep();

 private:
  std::string path_;
  std::ofstream file_;
  bool kept_ = false;
};

}  // namespace filrouge
