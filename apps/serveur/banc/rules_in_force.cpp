#include "apps/serveur/banc/rules_in_force.hpp"

#include <algorithm>
#include <utility>

namespace filrouge::banc {
namespace fs = std::filesystem;

RulesInForce::RulesInForce(std::vector<fs::path> paths) : paths_(std::move(paths)), seen_(stamp()) {
  auto read = std::make_shared<const LoadedRules>(paths_, dsl::Extent::to_run);
  if (!read->program) throw RulesRefused(read->errors);
  rules_ = std::move(read);
}

std::shared_ptr<const LoadedRules> RulesInForce::now() const {
  const std::scoped_lock lock(mutex_);
  return rules_;
}

std::string RulesInForce::refused() const {
  const std::scoped_lock lock(mutex_);
  return refused_;
}

RulesInForce::Stamp RulesInForce::stamp() const {
  Stamp all;
  std::error_code unknown;
  const auto note = [&](const fs::path& path) {
    all.emplace_back(path.string(), fs::last_write_time(path, unknown));
  };
  for (const auto& path : paths_) {
    if (!fs::is_directory(path, unknown)) {
      note(path);
      continue;
    }
    for (fs::recursive_directory_iterator it(path, unknown), end; it != end; it.increment(unknown))
      if (it->is_regular_file(unknown)) note(it->path());
  }
  std::ranges::sort(all);
  return all;
}

bool RulesInForce::refresh() {
  auto there = stamp();
  {
    const std::scoped_lock lock(mutex_);
    if (there == seen_) return false;
  }
  auto read = std::make_shared<const LoadedRules>(paths_, dsl::Extent::to_run);
  const std::scoped_lock lock(mutex_);
  seen_ = std::move(there);
  if (!read->program) {
    refused_ = read->errors;
    return false;
  }
  refused_.clear();
  const bool other = read->model().digest != rules_->model().digest;
  rules_ = std::move(read);
  return other;
}

}  // namespace filrouge::banc
