#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "apps/serveur/banc/visible_base.hpp"

namespace filrouge::banc {

/// Connections to one base, lent to the threads that answer; one is opened when none is free.
class VisibleBases {
 public:
  explicit VisibleBases(std::string path) : path_(std::move(path)) {}

  /// Given back when it goes out of scope.
  class Lent {
   public:
    Lent(VisibleBases& of, std::unique_ptr<VisibleBase> base) : of_(&of), base_(std::move(base)) {}
    Lent(Lent&&) noexcept = default;
    ~Lent() {
      if (base_) of_->give_back(std::move(base_));
    }
    VisibleBase& operator*() const { return *base_; }
    VisibleBase* operator->() const { return base_.get(); }

   private:
    VisibleBases* of_;
    std::unique_ptr<VisibleBase> base_;
  };

  /// Read through the eyes of that account. Throws StoreError.
  Lent lend(Sight sight) {
    std::unique_ptr<VisibleBase> base;
    {
      const std::scoped_lock lock(mutex_);
      while (!base && !free_.empty()) {
        base = std::move(free_.back());
        free_.pop_back();
        if (!base->in_place()) base.reset();
      }
    }
    if (!base) base = std::make_unique<VisibleBase>(path_);
    base->as(std::move(sight));
    return {*this, std::move(base)};
  }

  /// How many rows of dossiers those given back looked at, in all: what a page costs is bounded.
  std::uint64_t rows_read() {
    const std::scoped_lock lock(mutex_);
    return rows_read_;
  }

 private:
  void give_back(std::unique_ptr<VisibleBase> base) {
    const std::scoped_lock lock(mutex_);
    rows_read_ += base->rows_read();
    free_.push_back(std::move(base));
  }

  std::string path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<VisibleBase>> free_;
  std::uint64_t rows_read_ = 0;
};

}  // namespace filrouge::banc
