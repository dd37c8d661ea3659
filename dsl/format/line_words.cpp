#include "dsl/format/line_words.hpp"

#include <algorithm>

#include "dsl/lexer/phrases.hpp"
#include "engine/core/text/characters.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::dsl {
namespace {

using K = NodeKind;

/// What is read as people write it: « art. 641, n° 3 ».
bool free_clause(K kind) {
  return kind == K::basis || kind == K::source || kind == K::licence;
}

/// May its line begin with a name?
bool without_keyword(K kind) {
  return kind == K::field_decl || kind == K::given_attribute || kind == K::expect_state ||
         kind == K::expect_value || kind == K::expect_delai;
}

/// Several blanks as one, the apostrophes of the keyboard, and no blank after one.
std::string on_one_line(std::string_view text) {
  std::string one;
  for (std::size_t i = 0; i < text.size();) {
    const auto [c, length] = utf8_at(text, i);
    if (is_blank(c) || c == U'\r') {
      if (!one.empty() && one.back() != ' ' && one.back() != '\'') one += ' ';
    } else if (c == 0x2019 || c == 0x2BC || c == U'\'') {
      one += '\'';
    } else {
      one += text.substr(i, length);
    }
    i += length;
  }
  return one;
}

bool elided(const Token& token) {
  return token.kind == TokenKind::word && token.text.ends_with('\'');
}

bool lower_case_of(std::string_view folded, std::string_view written) {
  return std::ranges::equal(folded, written, [](char lower, char any) {
    return lower == any || (any >= 'A' && any <= 'Z' && lower == any - 'A' + 'a');
  });
}

}  // namespace

std::string LineWords::of(std::span<const Token> line, NodeKind clause, bool opens) const {
  if (free_clause(clause)) return as_it_stands(line, opens);
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i != 0 && apart(line[i - 1], line[i], i >= 2 ? &line[i - 2] : nullptr)) text += ' ';
    text += i == 0 && opens && !without_keyword(clause) ? keyword(line[i]) : written(line[i]);
  }
  return text;
}

std::vector<std::string> LineWords::cells(std::span<const Token> row) const {
  std::vector<std::string> all;
  for (std::size_t i = 0, begin = 0; i <= row.size(); ++i) {
    if (i < row.size() && !row[i].is_sign("|")) continue;
    if (i != 0) all.push_back(of(row.subspan(begin, i - begin), K::table_row, false));
    begin = i + 1;
  }
  if (row.back().is_sign("|")) all.pop_back();
  return all;
}

std::string LineWords::written(const Token& token) const {
  const auto raw = source(token);
  switch (token.kind) {
    case TokenKind::text: {
      const auto& inside = token.text;
      const bool safe = inside.find("«") == std::string::npos && inside.find("»") == std::string::npos &&
                        trimmed(trimmed_of_ascii(inside)) == inside;
      if (!safe) return std::string(raw);
      return inside.empty() ? "« »" : "« " + inside + " »";
    }
    case TokenKind::phrase: {
      auto spoken = on_one_line(raw);
      const auto form = phrase_as_written(fold(spoken));
      return form.empty() ? std::move(spoken) : std::string(form);
    }
    case TokenKind::date:
      return on_one_line(raw);
    case TokenKind::word:
      return raw.find_first_of(" \t") == raw.npos ? on_one_line(raw) : std::string(raw);
    case TokenKind::sign:
      return token.text;
    default:
      return std::string(raw);
  }
}

std::string LineWords::keyword(const Token& token) const {
  if (token.kind != TokenKind::word) return written(token);
  const auto form = written_form(token.text);
  if (form != token.text || lower_case_of(token.text, source(token))) return std::string(form);
  return written(token);
}

bool LineWords::apart(const Token& before, const Token& after, const Token* further) const {
  if (after.is_sign(",") || after.is_sign(")") || before.is_sign("(")) return false;
  if (after.is_sign("(")) return !marks_.calls.contains(before.begin);
  // « 14:30 »
  if (after.is_sign(":"))
    return before.kind != TokenKind::number && !marks_.constraints.contains(before.begin);
  if (before.is_sign(":")) return further == nullptr || further->kind != TokenKind::number;
  if (before.is_sign("-") && marks_.opposites.contains(before.begin)) return after.is_sign("-");
  if (elided(before)) return after.kind == TokenKind::sign || after.kind == TokenKind::text;
  return true;
}

std::string LineWords::as_it_stands(std::span<const Token> line, bool opens) const {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if ((i == 1 && opens) || (i != 0 && line[i - 1].end != line[i].begin)) text += ' ';
    text += i == 0 && opens ? keyword(line[i]) : std::string(source(line[i]));
  }
  return text;
}

}  // namespace filrouge::dsl
