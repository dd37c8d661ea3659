#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "dsl/check/check.hpp"

namespace filrouge {

/// A rule file on the disk.
struct RuleFile {
  std::string shown;  ///< relative to `root`
  std::filesystem::path path;
  std::filesystem::path root;  ///< the folder it was looked for in
};

/// Every *.fil and *.fil.md under a path, or the file it is, in the order of their names.
std::vector<RuleFile> find_rule_files(const std::filesystem::path& path);

/// Where rules may read: under the folders given to the command, and in the « parametres » that stands beside
/// or above them when they are a part of a larger set. Rules come from others: a path they write, or a link
/// among them, must show nothing else of the disk.
class Grounds {
 public:
  explicit Grounds(std::span<const std::filesystem::path> given);

  /// Links followed. Absent: judged by what of the path is there.
  bool hold(const std::filesystem::path& path) const;

 private:
  std::vector<std::filesystem::path> allowed_;
};

/// The YAML files that rules on the disk name, each read once.
class ValueFiles {
 public:
  explicit ValueFiles(const Grounds& grounds) : grounds_(grounds) {}

  /// `written` is looked for beside the rule file, then under its root.
  dsl::DatedAnswer open(const RuleFile& from, const std::string& written);

 private:
  const Grounds& grounds_;
  std::map<std::filesystem::path, std::string> texts_;  ///< by path, links followed
};

}  // namespace filrouge
