#pragma once

#include <cstdio>
#include <iosfwd>
#include <memory>
#include <string>

namespace filrouge {

/// A file without a name, for a library that writes only to a path, and back and forth: what it wrote goes
/// then to an Output, which may be a pipe. For this account alone; it goes with the process, however that
/// ends. Throws FileError.
class UnnamedFile {
 public:
  UnnamedFile();

  /// By which it may be opened, as long as this lives.
  std::string path() const;
  /// All that it holds.
  void copy_to(std::ostream& out) const;

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace filrouge
