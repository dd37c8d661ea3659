#include "dsl/lsp/places.hpp"

#include <algorithm>

#include "engine/core/text/utf8.hpp"

namespace filrouge::lsp {

Places::Places(std::string_view text) {
  starts_.push_back(0);
  for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    starts_.push_back(static_cast<std::uint32_t>(at + 1));
}

std::uint32_t Places::line_end(std::string_view text, std::uint32_t line) const {
  auto end = line + 1 < count() ? starts_[line + 1] - 1 : static_cast<std::uint32_t>(text.size());
  if (end > starts_[line] && text[end - 1] == '\r') --end;
  return end;
}

std::uint32_t units(std::string_view piece, Encoding encoding) {
  if (encoding == Encoding::utf8) return static_cast<std::uint32_t>(piece.size());
  std::uint32_t count = 0;
  for (const char c : piece) {
    if (utf8_continues(c)) continue;
    count += static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1;
  }
  return count;
}

std::uint32_t Places::offset(std::string_view text, std::uint32_t line, std::uint32_t character,
                             Encoding encoding) const {
  if (line >= count()) return static_cast<std::uint32_t>(text.size());
  const auto begin = starts_[line], end = line_end(text, line);
  if (encoding == Encoding::utf8) {
    auto at = begin + std::min(character, end - begin);
    while (at > begin && at < end && utf8_continues(text[at])) --at;
    return at;
  }
  auto at = begin;
  for (std::uint32_t met = 0; at < end && met < character;) {
    met += static_cast<unsigned char>(text[at]) >= 0xF0 ? 2 : 1;
    if (met > character) break;  // inside a pair
    ++at;
    while (at < end && utf8_continues(text[at])) ++at;
  }
  return at;
}

std::uint32_t Places::line_of(std::uint32_t offset) const {
  return static_cast<std::uint32_t>(std::ranges::upper_bound(starts_, offset) - starts_.begin() - 1);
}

Json Places::position(std::string_view text, std::uint32_t offset, Encoding encoding) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text.size()));
  const auto line = line_of(offset);
  return {{"line", line}, {"character", units(text.substr(starts_[line], offset - starts_[line]), encoding)}};
}

Json Places::range(std::string_view text, std::uint32_t begin, std::uint32_t end, Encoding encoding) const {
  return {{"start", position(text, begin, encoding)},
          {"end", position(text, std::max(begin, end), encoding)}};
}

Shift::Shift(std::string_view before, std::string_view now) {
  const auto most = std::min(before.size(), now.size());
  const auto first =
      std::mismatch(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(most), now.begin());
  const auto kept = static_cast<std::size_t>(first.first - before.begin());
  if (kept == before.size() && kept == now.size()) return;
  std::size_t tail = 0;
  while (tail < most - kept && before[before.size() - 1 - tail] == now[now.size() - 1 - tail]) ++tail;
  kept_ = static_cast<std::uint32_t>(kept);
  tail_before_ = static_cast<std::uint32_t>(before.size() - tail);
  tail_now_ = static_cast<std::uint32_t>(now.size() - tail);
}

bool Shift::back(std::uint32_t& offset) const {
  if (offset < kept_) return true;
  if (offset < tail_now_) return false;
  offset = offset - tail_now_ + tail_before_;
  return true;
}

bool Shift::forth(std::uint32_t& begin, std::uint32_t& end) const {
  if (end <= kept_) return true;
  if (begin < tail_before_) return false;
  begin = begin - tail_before_ + tail_now_;
  end = end - tail_before_ + tail_now_;
  return true;
}

}  // namespace filrouge::lsp
