#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "engine/core/calendar/date.hpp"

namespace filrouge::banc {

/// How far each source of the base goes, a line each, for the head of the pages. Read again when an import
/// was made since.
class SourceLines {
 public:
  /// Throws StoreError.
  std::vector<std::string> lines(const std::string& base, Date day);

 private:
  std::mutex mutex_;
  std::int64_t imports_ = -1;
  Date day_;
  std::vector<std::string> lines_;
};

}  // namespace filrouge::banc
