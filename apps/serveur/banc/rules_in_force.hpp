#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/session/loaded_rules.hpp"

namespace filrouge::banc {

/// The rules that the bench answers by. They are read again when their files change; rules that cannot be
/// used leave those in force where they are, and say why to whoever looks.
class RulesInForce {
 public:
  /// Throws RulesRefused when there are none to begin with.
  explicit RulesInForce(std::vector<std::filesystem::path> paths);

  /// Those in force; whoever holds them keeps them while they answer.
  std::shared_ptr<const LoadedRules> now() const;
  /// Why what is on the disk is not in force, as « filrouge verifier » says it; empty: it is.
  std::string refused() const;
  /// Reads them again if a file was touched since. True when other rules are now in force.
  bool refresh();

 private:
  using Stamp = std::vector<std::pair<std::string, std::filesystem::file_time_type>>;
  Stamp stamp() const;

  std::vector<std::filesystem::path> paths_;
  mutable std::mutex mutex_;
  std::shared_ptr<const LoadedRules> rules_;
  std::string refused_;
  Stamp seen_;
};

/// The diagnostics of rules that cannot be used.
class RulesRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace filrouge::banc
