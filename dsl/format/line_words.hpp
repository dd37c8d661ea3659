#pragma once

#include <span>
#include <string>
#include <string_view>

#include "dsl/format/tree_marks.hpp"

namespace filrouge::dsl {

/// How the words of one line of the file are written, and what stands between them.
class LineWords {
 public:
  /// `text`: of the whole file.
  LineWords(std::string_view text, const TreeMarks& marks) : text_(text), marks_(marks) {}

  /// `opens`: the line begins its clause, by a keyword if its kind has one.
  std::string of(std::span<const Token> line, NodeKind clause, bool opens) const;
  /// The cells of a row of a table, without its bars.
  std::vector<std::string> cells(std::span<const Token> row) const;

 private:
  std::string_view source(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }
  std::string written(const Token& token) const;
  std::string keyword(const Token& token) const;
  /// `further`: the word before `before`, if there is one.
  bool apart(const Token& before, const Token& after, const Token* further) const;
  std::string as_it_stands(std::span<const Token> line, bool opens) const;

  std::string_view text_;
  const TreeMarks& marks_;
};

}  // namespace filrouge::dsl
