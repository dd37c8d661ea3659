#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace filrouge {

/// What the rows of a file have told so far, to know the row that another one contradicts, however far: forty
/// bytes a thing told. Past a million, what was told first is forgotten, and `forgot()` says so.
class ToldBefore {
 public:
  /// The line that told another value of that; 0 when none did.
  std::uint64_t otherwise(std::uint64_t what, std::string_view value) const;
  bool told(std::uint64_t what) const { return told_.contains(what); }
  /// The first value told of a thing stays.
  void tell(std::uint64_t what, std::string_view value, std::uint64_t line);
  bool forgot() const { return forgot_; }

 private:
  struct Value {
    std::uint32_t hash, line;
  };
  std::unordered_map<std::uint64_t, Value> told_;
  bool forgot_ = false;
};

}  // namespace filrouge
