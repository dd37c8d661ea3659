#pragma once

#include <map>
#include <string>
#include <string_view>

#include "dsl/check/view.hpp"

namespace filrouge::dsl {

/// Lower case, accents kept: « Décision » and « décision » are one spelling.
std::string lowered(std::string_view word);

/// Calls `each(offset, word)` for the words of a text: letters alone, `_` parts them.
template <class Each>
void for_each_word(std::string_view text, Each each) {
  const auto letter = [&](std::size_t i) {
    const char c = text[i];
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
  };
  // « » and the apostrophe of print are no letters.
  const auto mark = [&](std::size_t i) {
    for (const std::string_view one : {"«", "»", "’", "…", "–", "—", "€", "°", "\xC2\xA0", "\xE2\x80\xAF"})
      if (text.substr(i).starts_with(one)) return one.size();
    return std::size_t{0};
  };
  for (std::size_t i = 0; i < text.size();) {
    if (const auto length = mark(i)) {
      i += length;
      continue;
    }
    if (!letter(i)) {
      ++i;
      continue;
    }
    const auto begin = i;
    while (i < text.size() && letter(i) && !mark(i)) ++i;
    each(begin, text.substr(begin, i - begin));
  }
}

/// How the texts of a rule set spell their words: what is written without accents among many that have them
/// was forgotten. The rules are their own dictionary.
class Spelling {
 public:
  void learn(std::string_view text);
  /// The word as it is spelt everywhere else, capital kept; empty when nothing says that it is wrong.
  std::string better(std::string_view word) const;

 private:
  std::map<std::string, std::map<std::string, std::size_t>, std::less<>> counts_;  ///< by folded word
};

}  // namespace filrouge::dsl
