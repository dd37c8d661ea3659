#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "dsl/lsp/analysis.hpp"

namespace filrouge::lsp {

/// The texts of the buffers, over those of the disk.
using Buffers = std::map<std::filesystem::path, std::shared_ptr<const ParsedText>>;

/// The rules of a folder: what is on the disk is read again only where it changed.
class Workspace {
 public:
  explicit Workspace(std::filesystem::path root) : root_(std::move(root)) {}

  const std::filesystem::path& root() const { return root_; }
  /// Everything under the folder, the buffers before the disk, checked as `verifier` does.
  std::shared_ptr<const Analysis> check(const Buffers& buffers);
  /// The same with other texts of files already met; nothing of it is kept.
  std::shared_ptr<const Analysis> check_with(const Analysis& base, const Buffers& changed);

 private:
  struct OnDisk {
    std::filesystem::file_time_type written;
    std::uintmax_t size = 0;
    std::shared_ptr<const ParsedText> text;
  };
  std::shared_ptr<const Analysis> checked(std::vector<CheckedFile> files);

  std::filesystem::path root_;
  std::map<std::filesystem::path, OnDisk> disk_;
};

/// One thread where what takes long is done, one thing after another, so that no answer waits for it.
class Workshop {
 public:
  Workshop();
  ~Workshop();
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  void add(std::function<void()> task);

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace filrouge::lsp
