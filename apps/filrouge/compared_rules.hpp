#pragma once

#include <memory>
#include <string>
#include <utility>

#include "apps/filrouge/rules.hpp"

namespace filrouge {

/// A folder of ours, which goes with it.
class PassingFolder {
 public:
  PassingFolder();  ///< @throws std::runtime_error when there is none to be had
  ~PassingFolder();
  PassingFolder(const PassingFolder&) = delete;
  PassingFolder& operator=(const PassingFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// One of the two rule sets to compare.
struct ComparedRules {
  std::string name;  ///< as it was asked for, with the path where it went without saying
  std::string is;    ///< « révision 3fa2c1d du 2026-03-02 »; empty: what is on the disk
  std::unique_ptr<PassingFolder> folder;  ///< where a revision was brought
  std::unique_ptr<LoadedRules> rules;
  std::string file;           ///< the one file asked for, as the rules name it; empty: all of them
  bool among_others = false;  ///< that file does not stand alone: it was read with those around it
};

/// The rules that two names mean: each a path, or a revision of git, alone or followed by « : » and a path. A
/// path that is there is a path. Nothing, and why on stderr, when one of them can't be read; rules that have
/// errors are told with their diagnostics, and of which side they are.
std::pair<std::unique_ptr<ComparedRules>, std::unique_ptr<ComparedRules>> compared_rules(
    const std::string& before, const std::string& after);

}  // namespace filrouge
