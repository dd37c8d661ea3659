#include "engine/core/text/fold.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/core/text/characters.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge {
namespace {

/// Letters that are no letter with an accent to Unicode, as keyboards without them write them.
constexpr std::pair<char32_t, std::string_view> spelt[] = {
    {U'æ', "ae"}, {U'œ', "oe"}, {U'ß', "s"}, {U'ø', "o"}, {U'ð', "d"}, {U'ł', "l"}, {U'đ', "d"}, {U'ı', "i"}};

void append_letter(std::string& folded, UChar32 letter) {
  if (is_combining(static_cast<char32_t>(letter))) return;
  const auto lower = static_cast<char32_t>(u_foldCase(letter, U_FOLD_CASE_DEFAULT));
  const auto* known = std::ranges::find(spelt, lower, [](const auto& each) { return each.first; });
  if (known != std::end(spelt))
    folded += known->second;
  else
    append_utf8(folded, lower);
}

void append_by_unicode(std::string& folded, char32_t character) {
  UErrorCode status = U_ZERO_ERROR;
  std::array<UChar, 32> parts;  // the longest decomposition of all takes four
  const auto* const decomposed = unorm2_getNFDInstance(&status);
  const auto count = unorm2_getDecomposition(decomposed, static_cast<UChar32>(character), parts.data(),
                                             static_cast<std::int32_t>(parts.size()), &status);
  if (U_FAILURE(status) || count < 0) return append_letter(folded, static_cast<UChar32>(character));
  for (std::int32_t i = 0; i < count;) {
    UChar32 part = 0;
    U16_NEXT(parts, i, count, part);
    append_letter(folded, part);
  }
}

/// The letters of Europe, asked of Unicode once: dossiers are folded by the million.
constexpr char32_t remembered = 0x180;

const std::string& folded_form(char32_t character) {
  static const auto forms = [] {
    std::array<std::string, remembered> all;
    for (char32_t c = 0; c < remembered; ++c) append_by_unicode(all[c], c);
    return all;
  }();
  return forms[character];
}

}  // namespace

bool is_folded(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      folded.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
      ++i;
      continue;
    }
    const auto character = utf8_at(text, i);
    if (character.length == 0)
      folded.push_back(text[i]);
    else if (character.code < remembered)
      folded += folded_form(character.code);
    else if (character.code >= 0x2010 && character.code <= 0x2027)
      folded.append(text, i,
                    character.length);  // dashes and quotes, on every line of French: no letter to fold
    else if (!is_combining(character.code))
      append_by_unicode(folded, character.code);
    i += std::max<std::size_t>(1, character.length);
  }
  return folded;
}

}  // namespace filrouge
