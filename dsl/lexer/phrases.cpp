#include "dsl/lexer/phrases.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <ranges>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/core/model/delai_kind.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/model/operations.hpp"
#include "engine/core/model/vocabulary.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

struct Phrase {
  std::string_view canonical;
  std::string_view written;
  std::vector<std::string> words;  ///< folded, an elision being a word of its own
};

std::vector<std::string> words_of(std::string_view written) {
  std::vector<std::string> words(1);
  for (const char c : fold(written)) {
    if (c == ' ') {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += c;
      if (c == '\'') words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

using Words = std::pair<std::string_view, std::string_view>;

/// The keywords of several words, canonical form and form as written: those of phrases.def, then those of the
/// tables of the model.
const std::vector<Words>& all_phrases() {
  static const auto all = [] {
    std::vector<Words> list{
#define FILROUGE_PHRASE(canonical, written) {canonical, written},
#include "dsl/lexer/phrases.def"
#undef FILROUGE_PHRASE
    };
    for (const auto& one : functions_of_date()) list.emplace_back(one.canonical, one.written);
    for (const auto& one : spoken_statuts())
      if (one.written.find(' ') != std::string::npos) list.emplace_back(one.canonical, one.written);
    for (const auto& nature : natures())
      if (*nature.said) list.emplace_back(nature.said, nature.people);
    for (const auto& step : letter_steps())
      if (step.word.find(' ') != std::string_view::npos) list.emplace_back(step.said, step.word);
    return list;
  }();
  return all;
}

/// Longest first under each first word.
const std::unordered_map<std::string, std::vector<Phrase>>& phrases() {
  static const auto table = [] {
    std::unordered_map<std::string, std::vector<Phrase>> by_first;
    const auto add = [&](std::string_view canonical, std::string_view written) {
      Phrase phrase{canonical, written, words_of(written)};
      by_first[phrase.words.front()].push_back(std::move(phrase));
    };
    for (const auto& [canonical, written] : all_phrases()) add(canonical, written);
    for (auto& [first, list] : by_first)
      std::ranges::stable_sort(
          list, [](const Phrase& a, const Phrase& b) { return a.words.size() > b.words.size(); });
    return by_first;
  }();
  return table;
}

bool fits(const Phrase& phrase, const std::vector<Token>& tokens, std::size_t at) {
  if (tokens.size() - at < phrase.words.size()) return false;
  for (std::size_t i = 0; i < phrase.words.size(); ++i) {
    const auto& token = tokens[at + i];
    if (token.kind == TokenKind::word
            ? token.text != phrase.words[i]
            : token.kind != TokenKind::hyphenated || fold(token.text) != phrase.words[i])
      return false;
  }
  return true;
}

constexpr auto single_words = std::to_array<std::string_view>(
    {"titre",     "régime",    "étend",      "utilise",   "département", "événement", "portée",
     "rôle",      "paramètre", "définition", "procédure", "état",        "dès",       "contrôle",
     "scénario",  "gravité",   "prorogé",    "ancrés",    "enchaînés",   "cumulés",   "irrégularité",
     "tolérance", "après",     "entrée",     "début",     "vérifié",     "à",         "consécutifs",
     "fixer",     "repère",    "année",      "années"});

}  // namespace

const std::vector<Spoken>& functions_of_date() {
  static const auto all = [] {
    std::vector<Spoken> list;
    for (std::size_t row = 0; row < operations().size(); ++row) {
      if (operations()[row].form != OperationForm::of_date) continue;
      const std::string written(operations()[row].word);
      list.push_back({fold(written), written, row});
      // « du mois de mars », « du mois du départ », « du mois d'orientation ».
      if (written.ends_with(" de"))
        for (const auto* article : {"u", "'"})
          list.push_back({fold(written), written.substr(0, written.size() - 1) + article, row});
    }
    return list;
  }();
  return all;
}

const std::vector<Spoken>& spoken_statuts() {
  static const auto all = [] {
    std::vector<Spoken> list;
    for (std::size_t row = 0; row < statuts().size(); ++row)
      for (const auto words : std::views::split(statuts()[row].said, '|')) {
        const std::string written(words.begin(), words.end());
        list.push_back({fold(written), written, row});
      }
    return list;
  }();
  return all;
}

void join_phrases(std::vector<Token>& tokens, std::size_t first) {
  const auto& table = phrases();
  auto kept = first;
  for (auto i = first; i < tokens.size();) {
    std::size_t joined = 1;
    if (tokens[i].kind == TokenKind::word) {
      if (const auto list = table.find(tokens[i].text); list != table.end()) {
        const auto found =
            std::ranges::find_if(list->second, [&](const Phrase& p) { return fits(p, tokens, i); });
        if (found != list->second.end()) {
          joined = found->words.size();
          tokens[i].kind = TokenKind::phrase;
          tokens[i].text = found->canonical;
          tokens[i].end = tokens[i + joined - 1].end;
        }
      }
    }
    if (kept != i) tokens[kept] = std::move(tokens[i]);
    ++kept;
    i += joined;
  }
  tokens.resize(kept);
}

std::span<const std::string_view> canonical_phrases() {
  static const auto all = [] {
    std::vector<std::string_view> names;
    for (const auto canonical : std::views::keys(all_phrases()))
      if (std::ranges::find(names, canonical) == names.end()) names.push_back(canonical);
    return names;
  }();
  return all;
}

std::string_view written_form(std::string_view folded) {
  static const auto forms = [] {
    std::map<std::string, std::string_view, std::less<>> table;
    for (const auto& [canonical, written] : all_phrases()) table.emplace(canonical, written);
    for (const auto& kind : delai_kinds) table.emplace(kind.said, kind.word);
    for (const auto& step : letter_steps()) table.emplace(step.said, step.word);
    for (const auto& one : spoken_statuts()) table.emplace(one.canonical, one.written);
    for (const auto word : single_words) table.emplace(fold(word), word);
    return table;
  }();
  const auto found = forms.find(folded);
  return found == forms.end() ? folded : found->second;
}

std::string_view phrase_as_written(std::string_view folded) {
  static const auto forms = [] {
    std::map<std::string, std::string_view, std::less<>> table;
    for (const auto written : std::views::values(all_phrases())) table.emplace(fold(written), written);
    return table;
  }();
  const auto found = forms.find(folded);
  return found == forms.end() ? std::string_view() : found->second;
}

}  // namespace filrouge::dsl
