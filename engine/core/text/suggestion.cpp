#include "engine/core/text/suggestion.hpp"

#include <algorithm>
#include <utility>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

/// Comparing costs the product of both lengths, and no name is so long.
constexpr std::size_t longest_compared = 128;

std::size_t slips_allowed(std::size_t letters, Written written) {
  if (letters <= 5) return 1;
  return letters <= 8 || written == Written::anything ? 2 : 3;
}

/// Slips of the keyboard between two names already folded: letters added, missing, changed, or two swapped.
/// Beyond `most` they are not counted: among thousands of names, nearly all are.
std::size_t slips(std::string_view a, std::string_view b, std::size_t most) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most) return most + 1;
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
    // A swap looks two rows back: both must be beyond for what follows to be.
    if (i > 1 && std::ranges::min(last) > most && std::ranges::min(before) > most) return most + 1;
  }
  return last[b.size()];
}

/// « _adour_bab_ »: names of rules and names of places alike.
std::string as_words(std::string_view name) {
  auto words = "_" + std::string(name) + "_";
  std::ranges::replace_if(
      words, [](char c) { return c == ' ' || c == '-'; }, '_');
  return words;
}

}  // namespace

std::vector<std::string_view> closest_names(std::string_view word,
                                            std::span<const std::string_view> candidates, Written written) {
  const auto folded = fold(word);
  if (folded.empty() || folded.size() > longest_compared) return {};
  const auto allowed = slips_allowed(folded.size(), written);
  std::vector<std::pair<std::size_t, std::string_view>> found;
  for (const auto candidate : candidates) {
    const auto other = fold(candidate);
    if (other.size() > longest_compared) continue;
    auto distance = slips(folded, other, allowed);
    const bool part = written == Written::name && folded.size() >= 4 &&
                      as_words(other).find(as_words(folded)) != std::string::npos;
    if (part) distance = std::min(distance, allowed);
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

Suggestion did_you_mean(std::string_view word, std::span<const std::string_view> candidates,
                        Written written) {
  std::vector<std::string> words, quoted;
  for (const auto name : closest_names(word, candidates, written)) {
    words.emplace_back(name);
    quoted.push_back("« " + std::string(name) + " »");
  }
  if (quoted.empty()) return {};
  return {"voulez-vous dire " + listed(quoted, " ou ") + " ?", "did you mean " + listed(quoted, " or ") + "?",
          std::move(words)};
}

}  // namespace filrouge
