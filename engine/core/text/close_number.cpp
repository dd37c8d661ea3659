#include "engine/core/text/close_number.hpp"

#include <algorithm>
#include <string>

namespace filrouge {
namespace {

constexpr std::size_t fewest_digits = 4;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}

std::string in_capitals(std::string_view text) {
  std::string capitals(text);
  for (char& c : capitals)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return capitals;
}

/// « 64-0001234 » is « 64-1234 »: groups of digits without the zeros that fill them.
std::string without_filling(std::string_view text) {
  std::string bare;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool in_group = i > 0 && is_digit(text[i - 1]) && !bare.empty() && is_digit(bare.back());
    const bool fills = text[i] == '0' && !in_group && i + 1 < text.size() && is_digit(text[i + 1]);
    if (!fills) bare += is_digit(text[i]) || is_letter(text[i]) ? text[i] : '-';
  }
  return bare;
}

std::string without_marks(std::string_view text) {
  std::string bare;
  for (const char c : text)
    if (is_digit(c) || is_letter(c)) bare += c;
  return bare;
}

/// The longer has one more character: a letter, or one more zero before other digits where the other has
/// some.
bool one_more(std::string_view longer, std::string_view shorter) {
  std::size_t at = 0;
  while (at < shorter.size() && longer[at] == shorter[at]) ++at;
  if (longer.substr(at + 1) != shorter.substr(at)) return false;
  if (is_letter(longer[at])) return true;
  return longer[at] == '0' && at > 0 && longer[at - 1] == '0' && at + 1 < longer.size();
}

bool one_other_letter(std::string_view one, std::string_view other) {
  std::size_t changed = 0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (one[i] == other[i]) continue;
    if (!is_letter(one[i]) || !is_letter(other[i])) return false;
    ++changed;
  }
  return changed == 1;
}

}  // namespace

bool close_numbers(std::string_view one, std::string_view other) {
  if (one == other) return false;
  for (const auto text : {one, other})
    if (static_cast<std::size_t>(std::ranges::count_if(text, is_digit)) < fewest_digits) return false;
  const auto a = in_capitals(one), b = in_capitals(other);
  if (without_filling(a) == without_filling(b)) return true;
  const auto bare = without_marks(a), other_bare = without_marks(b);
  if (bare == other_bare) return true;
  if (bare.size() == other_bare.size() + 1) return one_more(bare, other_bare);
  if (other_bare.size() == bare.size() + 1) return one_more(other_bare, bare);
  return bare.size() == other_bare.size() && one_other_letter(bare, other_bare);
}

}  // namespace filrouge
