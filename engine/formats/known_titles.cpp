#include "engine/formats/known_titles.hpp"

#include <algorithm>
#include <vector>

#include "engine/formats/csv_values.hpp"

namespace filrouge {
namespace {

constexpr std::string_view little_words[] = {"de", "du", "d",   "des", "la", "les", "l",
                                             "a",  "au", "aux", "en",  "et", "e"};
constexpr std::string_view number_words[] = {"n", "no", "num", "nr"};

template <typename Words>
bool among(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != std::end(words);
}

}  // namespace

std::string title_words(std::string_view title) {
  const auto folded = fold_cell(title);
  std::vector<std::string> words(1);
  for (const char c : folded) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  std::vector<std::string> said;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    // « le » at the end is that of a day: « Né le ».
    if (among(little_words, word) || (word == "le" && i + 1 < words.size())) continue;
    if (word == "vous" && !said.empty() && said.back() == "rendez")
      said.back() = "rdv";
    else
      said.push_back(among(number_words, word) ? "numero" : word);
  }
  std::string text;
  for (const auto& word : said) text += (text.empty() ? "" : " ") + word;
  return text;
}

bool is_titled(std::string_view words, std::string_view titles) {
  if (words.empty()) return false;
  for (std::size_t at = 0; at <= titles.size();) {
    const auto end = std::min(titles.find(',', at), titles.size());
    if (titles.substr(at, end - at) == words) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace filrouge
