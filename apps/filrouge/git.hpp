#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace filrouge {

/// What git answered; nothing of it is shown as it is.
struct GitAnswer {
  bool absent = false;  ///< there is no git on this machine
  bool done = false;
  std::string out, error;
};

/// A repository, read through the command git: no shell, nothing written in it, nothing asked of anybody.
class Git {
 public:
  /// Called from that folder.
  explicit Git(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// `asked`: what is written on its standard input.
  GitAnswer run(const std::vector<std::string>& words, const std::string& asked = {}) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace filrouge
