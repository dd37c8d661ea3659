#include "dsl/grammar/logical_lines.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "dsl/grammar/places.hpp"

namespace filrouge::dsl::grammar {
namespace {

/// A line that surely begins a clause, even where a parenthesis was left open before it.
bool surely_begins(const Token* first, const Token* last) {
  if (last - first < 2) return false;
  const auto& next = first[1];
  if (next.kind == TokenKind::sign || next.kind == TokenKind::number) return false;
  if (first->kind == TokenKind::phrase)
    return first->text != "a defaut" && kinds_of_line(first, last).size() > 0;
  constexpr auto openers = std::to_array<std::string_view>(
      {"module",   "evenement",  "attribut", "role",      "parametre", "definition", "table",  "procedure",
       "etat",     "des",        "exige",    "echeance",  "attente",   "terme",      "rythme", "controle",
       "garantie", "indicateur", "scenario", "fondement", "statut",    "chaque",     "jamais", "etiquette"});
  return first->kind == TokenKind::word && std::ranges::find(openers, first->text) != openers.end();
}

bool calls_for_more(const Token& last) {
  constexpr auto signs =
      std::to_array<std::string_view>({",", ":", "+", "-", "*", "=", "≠", "<", "≤", ">", "≥"});
  return last.kind == TokenKind::sign && std::ranges::find(signs, last.text) != signs.end();
}

}  // namespace

std::vector<LogicalLine> logical_lines(const Tokens& tokens) {
  std::vector<LogicalLine> lines;
  std::int64_t open_parentheses = 0, open_conditions = 0;
  const auto* words = tokens.all.data();
  for (const auto& line : tokens.lines) {
    const auto *first = words + line.first, *last = words + line.last;
    const bool row = first->is_sign("|");
    bool joined = !lines.empty() && !row && !words[lines.back().first].is_sign("|");
    if (joined) {
      const bool inside = open_parentheses > 0 && !surely_begins(first, last);
      const bool other_branch = first->is("sinon") && open_conditions > 0;
      joined = inside || other_branch || continues(*first) ||
               (calls_for_more(first[-1]) && !surely_begins(first, last));
    }
    if (joined) {
      lines.back().last = line.last;
    } else {
      lines.push_back({line.first, line.last, line.column});
      open_parentheses = open_conditions = 0;
    }
    for (const auto* at = first; at != last; ++at) {
      if (at->is_sign("(")) ++open_parentheses;
      if (at->is_sign(")") && open_parentheses > 0) --open_parentheses;
      if (at->is("si")) ++open_conditions;
      if (at->is("sinon") && open_conditions > 0) --open_conditions;
    }
  }
  return lines;
}

}  // namespace filrouge::dsl::grammar
