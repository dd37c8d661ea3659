#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace filrouge::dsl {

enum class TokenKind : std::uint8_t {
  word,    ///< a name or a keyword of one word, folded; elisions keep their apostrophe: « l' », « d' »
  phrase,  ///< a keyword of several words, in its one canonical form: « aller a », « tenue par »
  hyphenated,  ///< words and digits joined by hyphens without spaces: « alsace-moselle », « S-2024-118 », as
               ///< written
  number,  ///< digits, with a point before the decimals whatever the text has: « 0.8 »
  date,    ///< value = days since 1970-01-01
  text,    ///< « … », without its marks and the blanks inside them
  sign,    ///< « ( », « ≤ », « % »…, in one canonical form
};

struct Token {
  TokenKind kind = TokenKind::sign;
  std::uint32_t begin = 0;  ///< bytes of the file
  std::uint32_t end = 0;
  std::int64_t value = 0;
  std::string text;

  bool is(const char* keyword) const { return kind <= TokenKind::phrase && text == keyword; }
  bool is_sign(const char* wanted) const { return kind == TokenKind::sign && text == wanted; }
};

/// The words of one line of the file that has any.
struct TokenLine {
  std::uint32_t first = 0;   ///< index of its first token
  std::uint32_t last = 0;    ///< one past its last
  std::uint32_t column = 1;  ///< of its first token, from 1, in code points
};

struct Tokens {
  std::vector<Token> all;
  std::vector<TokenLine> lines;
  bool indents_compare = true;  ///< no: some are of tabs and some of spaces, or behind bullets; that was told
};

}  // namespace filrouge::dsl
