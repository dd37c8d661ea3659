#include "engine/formats/suggestion.hpp"

#include <algorithm>
#include <vector>

#include "engine/core/text/fold.hpp"

namespace filrouge {
namespace {

/// Damerau-Levenshtein (adjacent swaps count for one).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string_view closest(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t longest_compared = 128;
  if (word.empty() || word.size() > longest_compared) return {};
  const std::string folded = fold(word);
  std::size_t best = folded.size() <= 5 ? 2 : 3;  // one more than the slips allowed
  std::string_view found;
  for (const auto candidate : candidates) {
    if (candidate.size() > longest_compared) continue;
    const auto slips = distance(folded, fold(candidate));
    if (slips < best && slips < folded.size()) {
      best = slips;
      found = candidate;
    }
  }
  return found;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const auto found = closest(word, candidates);
  return found.empty() ? std::string() : " ; voulez-vous dire « " + std::string(found) + " » ?";
}

std::string shown_value(std::string_view value) {
  constexpr std::size_t longest_shown = 12;  // a NIR has 13 digits or 15
  if (value.empty()) return "une valeur vide";
  const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '/' || c == '.' || c == ',' || c == ' ' || c == 'T' ||
           c == ':';
  });
  if (plain && value.size() <= longest_shown) return "« " + std::string(value) + " »";
  const auto letters = std::count_if(value.begin(), value.end(), [](char c) { return (c & 0xC0) != 0x80; });
  return "une valeur de " + std::to_string(letters) + (letters > 1 ? " caractères" : " caractère");
}

}  // namespace filrouge
