#include "dsl/lint/spelling.hpp"

#include <algorithm>

#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

constexpr std::size_t shortest = 4, witnesses = 5;

bool is_plain(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return (c & 0x80) == 0; });
}

/// « informe » and « informé », « oriente » and « orientée » are two words.
bool differs_by_its_ending(std::string_view plain, std::string_view accented) {
  const auto at = std::ranges::mismatch(plain, accented).in1 - plain.begin();
  const auto rest = plain.substr(static_cast<std::size_t>(at));
  return rest == "e" || rest == "es" || rest == "ee" || rest == "ees";
}

}  // namespace

std::string lowered(std::string_view word) {
  std::string low(word);
  for (std::size_t i = 0; i < low.size(); ++i) {
    if (low[i] >= 'A' && low[i] <= 'Z') low[i] = static_cast<char>(low[i] - 'A' + 'a');
    // À to Þ, but ×
    const auto byte = static_cast<unsigned char>(low[i]);
    if (i > 0 && low[i - 1] == '\xC3' && byte <= 0x9E && byte != 0x97)
      low[i] = static_cast<char>(byte + 0x20);
  }
  return low;
}

void Spelling::learn(std::string_view text) {
  for_each_word(text, [&](std::size_t, std::string_view word) {
    if (word.size() >= shortest) ++counts_[fold(word)][lowered(word)];
  });
}

std::string Spelling::better(std::string_view word) const {
  if (word.size() < shortest || !is_plain(word)) return {};
  const auto low = lowered(word);
  const auto found = counts_.find(low);
  if (found == counts_.end()) return {};
  std::size_t plain = 0, accented = 0, most = 0;
  std::string best;
  for (const auto& [spelt, count] : found->second) {
    if (is_plain(spelt)) {
      plain += count;
      continue;
    }
    accented += count;
    if (count > most) best = spelt, most = count;
  }
  // Two spellings that live together are two words, or no rule.
  if (accented < witnesses || plain * 5 > accented || most != accented || differs_by_its_ending(low, best))
    return {};
  if (word.front() >= 'A' && word.front() <= 'Z') {
    if (best.front() == '\xC3')
      best[1] = static_cast<char>(best[1] - 0x20);
    else
      best.front() = word.front();
  }
  return best;
}

}  // namespace filrouge::dsl
