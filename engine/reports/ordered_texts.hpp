#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace filrouge {

/// Texts to be told in another order than they come, in memory that does not grow: beyond a limit they wait,
/// sorted, in a temporary file without a name. Where none can be made, they stay in memory.
class OrderedTexts {
 public:
  static constexpr std::size_t usual_bytes = std::size_t{8} << 20;
  explicit OrderedTexts(std::size_t most_bytes = usual_bytes) : most_bytes_(most_bytes) {}

  void add(std::int64_t key, std::string_view text);
  /// Every text, once: the least keys first, equal keys in the order they came.
  void each(const std::function<void(std::int64_t key, std::string_view text)>& visit);

 private:
  struct Held {
    std::int64_t key;
    std::size_t begin, size;
  };
  struct Run {
    std::uint64_t begin, end;  ///< in the file
  };
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  class Reader;

  void sort();
  void spill();

  std::size_t most_bytes_;
  std::string texts_;
  std::vector<Held> held_;
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<Run> runs_;
  bool may_spill_ = true;
};

}  // namespace filrouge
