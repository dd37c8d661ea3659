#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/ast/ast.hpp"
#include "dsl/lsp/channel.hpp"

namespace filrouge::lsp {

/// What a client counts characters in.
enum class Encoding : std::uint8_t { utf16, utf8 };

/// The lines of a text, between the bytes that the rules count and the lines and characters of a client.
class Places {
 public:
  explicit Places(std::string_view text);

  /// A place beyond a line is its end; beyond the text, the end of the text.
  std::uint32_t offset(std::string_view text, std::uint32_t line, std::uint32_t character,
                       Encoding encoding) const;
  Json position(std::string_view text, std::uint32_t offset, Encoding encoding) const;
  Json range(std::string_view text, std::uint32_t begin, std::uint32_t end, Encoding encoding) const;
  /// From 0.
  std::uint32_t line_of(std::uint32_t offset) const;
  std::uint32_t line_begin(std::uint32_t line) const { return starts_[line]; }
  /// Its end, without what ends it.
  std::uint32_t line_end(std::string_view text, std::uint32_t line) const;
  std::uint32_t count() const { return static_cast<std::uint32_t>(starts_.size()); }

 private:
  std::vector<std::uint32_t> starts_;
};

/// How many units of the client that piece of text holds.
std::uint32_t units(std::string_view piece, Encoding encoding);

/// Two states of one text: what stands before and after what changed between them is found again.
class Shift {
 public:
  Shift() = default;
  Shift(std::string_view before, std::string_view now);

  /// A place of the text now, in the text before; false inside what changed.
  bool back(std::uint32_t& offset) const;
  /// A piece of the text before, in the text now; false when some of it changed.
  bool forth(std::uint32_t& begin, std::uint32_t& end) const;

 private:
  std::uint32_t kept_ = 0xFFFFFFFF;                                 ///< bytes that both begin with
  std::uint32_t tail_before_ = 0xFFFFFFFF, tail_now_ = 0xFFFFFFFF;  ///< where what both end with begins
};

}  // namespace filrouge::lsp
