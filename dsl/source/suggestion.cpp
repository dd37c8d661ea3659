#include "dsl/source/suggestion.hpp"

#include <algorithm>

#include "dsl/source/limits.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {

std::size_t slips(std::string_view a, std::string_view b) {
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

std::vector<std::string_view> closest_names(std::string_view word,
                                            std::span<const std::string_view> candidates) {
  const auto folded = fold(word);
  if (folded.empty() || folded.size() > limits::name_bytes) return {};
  const std::size_t allowed = folded.size() <= 4 ? 1 : folded.size() <= 8 ? 2 : 3;
  std::vector<std::pair<std::size_t, std::string_view>> found;
  for (const auto candidate : candidates) {
    const auto other = fold(candidate);
    if (other.size() > limits::name_bytes) continue;
    auto distance = slips(folded, other);
    const bool part = folded.size() >= 4 && ("_" + other + "_").find("_" + folded + "_") != std::string::npos;
    if (part) distance = std::min<std::size_t>(distance, allowed);
    if (distance <= allowed && distance < folded.size()) found.emplace_back(distance, candidate);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string_view> best;
  for (const auto& [distance, candidate] : found) {
    // A clear winner stands alone; the others would only cast doubt on it.
    if (distance > found.front().first || best.size() == 3) break;
    if (std::ranges::find(best, candidate) == best.end()) best.push_back(candidate);
  }
  return best;
}

Phrase did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const auto best = closest_names(word, candidates);
  if (best.empty()) return {};
  std::string french = "voulez-vous dire ", english = "did you mean ";
  for (std::size_t i = 0; i < best.size(); ++i) {
    if (i != 0) {
      french += i + 1 == best.size() ? " ou " : ", ";
      english += i + 1 == best.size() ? " or " : ", ";
    }
    const auto quoted = "« " + std::string(best[i]) + " »";
    french += quoted;
    english += quoted;
  }
  return {french + " ?", english + "?"};
}

}  // namespace filrouge::dsl
