#include "dsl/grammar/words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "dsl/lexer/phrases.hpp"
#include "engine/core/model/delai_kind.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/model/vocabulary.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl::words {
namespace {

constexpr auto reserved_words = std::to_array<std::string_view>(
    {"et",      "ou",       "non", "si",   "alors",   "sinon", "dont", "depuis", "avant", "apres", "parmi",
     "entre",   "quand",    "par", "le",   "la",      "les",   "un",   "une",    "l'",    "d'",    "de",
     "du",      "des",      "au",  "aux",  "a",       "est",   "sans", "ni",     "sauf",  "connu", "connue",
     "inconnu", "inconnue", "oui", "dans", "pendant", "en",    "n'",   "qu'",    "que"});

bool fail(Cursor at, Builder& builder, const char* expected) {
  builder.note(at, expected, false);
  return false;
}

bool keyword(Cursor& first, Cursor last, Builder& builder, const char* text) {
  if (first != last && first->is(text)) return ++first, true;
  builder.note(first, text, true);
  return false;
}

bool article(const Token& token) {
  return token.kind == TokenKind::word && (token.text == "le" || token.text == "la" || token.text == "les" ||
                                           token.text == "l'" || token.text == "un" || token.text == "une");
}

bool plain_name(Cursor first, Cursor last) {
  return first != last && first->kind == TokenKind::word && !reserved(*first);
}

}  // namespace

bool reserved(const Token& token) {
  return token.kind == TokenKind::phrase ||
         std::ranges::find(reserved_words, token.text) != reserved_words.end();
}

bool articles(Cursor& first, Cursor last, Builder&) {
  while (first != last && article(*first)) ++first;
  return true;
}

bool of(Cursor& first, Cursor last, Builder& builder) {
  if (first == last || !(first->is("de") || first->is("du") || first->is("des") || first->is("d'"))) {
    builder.note(first, "de", true);
    return false;
  }
  ++first;
  return articles(first, last, builder);
}

bool name(Cursor& first, Cursor last, Builder& builder) {
  auto at = first;
  articles(at, last, builder);
  if (!plain_name(at, last)) return fail(at, builder, "un nom");
  builder.leaf(NodeKind::name, at, at + 1, at->text);
  first = at + 1;
  return true;
}

bool set_name(Cursor& first, Cursor last, Builder& builder) {
  auto at = first;
  articles(at, last, builder);
  if (!plain_name(at, last)) return fail(at, builder, "un nom");
  builder.name(at);
  first = at + 1;
  return true;
}

bool set_field(Cursor& first, Cursor last, Builder& builder) {
  if (first == last || first->kind != TokenKind::word || first->text.ends_with('\''))
    return fail(first, builder, "un nom de champ");
  builder.name(first);
  ++first;
  return true;
}

bool enum_value(Cursor& first, Cursor last, Builder& builder) {
  if (first == last || (first->kind != TokenKind::word && first->kind != TokenKind::number &&
                        first->kind != TokenKind::hyphenated))
    return fail(first, builder, "une des valeurs possibles");
  builder.leaf(NodeKind::name, first, first + 1, fold(first->text));
  ++first;
  return true;
}

bool label(Cursor& first, Cursor last, Builder& builder) {
  if (first == last || first->kind != TokenKind::text) return fail(first, builder, "un texte entre « et »");
  builder.leaf(NodeKind::label, first, first + 1, first->text);
  ++first;
  return true;
}

bool set_text(Cursor& first, Cursor last, Builder& builder) {
  if (first == last || first->kind != TokenKind::text) return fail(first, builder, "un texte entre « et »");
  builder.text() = first->text;
  ++first;
  return true;
}

bool text(Cursor& first, Cursor last, Builder& builder) {
  if (first == last || (first->kind != TokenKind::text && first->kind != TokenKind::hyphenated))
    return fail(first, builder, "un texte entre « et »");
  builder.leaf(NodeKind::text_literal, first, first + 1, first->text);
  ++first;
  return true;
}

bool date(Cursor& first, Cursor last, Builder& builder) {
  if (first == last || first->kind != TokenKind::date)
    return fail(first, builder, "une date comme 2026-04-02 ou 2 avril 2026");
  builder.leaf(NodeKind::date_literal, first, first + 1, {}, first->value);
  ++first;
  return true;
}

bool set_count(Cursor& first, Cursor last, Builder& builder) {
  if (first == last || first->kind != TokenKind::number || first->text.find('.') != std::string::npos)
    return fail(first, builder, "un nombre entier");
  builder.number() = std::stoll(first->text);
  ++first;
  return true;
}

bool ordinal(Cursor& first, Cursor last, Builder& builder) {
  if (first != last && first->kind == TokenKind::word) {
    const auto digits = first->text.find_first_not_of("0123456789");
    const auto ending =
        digits == std::string::npos ? std::string_view() : std::string_view(first->text).substr(digits);
    if (digits > 0 && digits <= 3 &&
        (ending == "er" || ending == "re" || ending == "e" || ending == "eme" || ending == "nd" ||
         ending == "nde")) {
      builder.leaf(NodeKind::number_literal, first, first + 1, {}, std::stoll(first->text.substr(0, digits)));
      ++first;
      return true;
    }
  }
  return fail(first, builder, "un rang comme 1er ou 2e");
}

bool set_number(Cursor& first, Cursor last, Builder& builder) {
  if (first == last || (first->kind != TokenKind::word && first->kind != TokenKind::number))
    return fail(first, builder, "un numéro, comme 64 ou 2A");
  builder.text() = first->text;
  ++first;
  return true;
}

bool calendar_name(Cursor& first, Cursor last, Builder& builder) {
  if (first == last || (first->kind != TokenKind::word && first->kind != TokenKind::hyphenated))
    return fail(first, builder, "un calendrier, comme métropole ou alsace-moselle");
  builder.leaf(NodeKind::name, first, first + 1, fold(first->text));
  ++first;
  return true;
}

bool rest(Cursor& first, Cursor last, Builder& builder) {
  if (first == last) return fail(first, builder, "un texte");
  builder.text() =
      last - first == 1 && first->kind == TokenKind::text ? first->text : builder.written(first, last);
  first = last;
  return true;
}

bool references(Cursor& first, Cursor last, Builder& builder) {
  if (first == last)
    return fail(first, builder, "un code et des articles, comme CASF L262-37, ou un texte entre « et »");
  // « fondement CT R5412-7-1, statut à vérifier »: the statut is the next clause of the line.
  const auto end = std::find_if(
      first, last, [&](const Token& t) { return &t > first && t.is("statut") && (&t - 1)->is_sign(","); });
  const auto own_end = end == last ? last : end - 1;
  builder.text() = builder.written(first, own_end);
  std::string code;
  for (auto at = first; at < own_end;) {
    const auto part_end = std::find_if(at, own_end, [](const Token& t) { return t.is_sign(","); });
    if (part_end == at) return fail(at, builder, "un article, comme L262-37");
    auto written =
        part_end - at == 1 && at->kind == TokenKind::text ? at->text : builder.written(at, part_end);
    // « CASF L262-37, R262-69 »: the code holds for the articles after it.
    const bool article_alone = part_end - at == 1 && at->kind == TokenKind::hyphenated;
    if (article_alone && !code.empty()) written = code + " " + written;
    if (part_end - at > 1 && at->kind == TokenKind::word && (at + 1)->kind == TokenKind::hyphenated)
      code = builder.written(at, at + 1);
    builder.leaf(NodeKind::label, at, part_end, std::move(written));
    at = part_end == own_end ? own_end : part_end + 1;
  }
  first = own_end;
  return true;
}

namespace {

bool next_is(Cursor first, Cursor last, std::initializer_list<const char*> words) {
  return first != last && first + 1 != last && first->kind == TokenKind::word &&
         std::ranges::any_of(words, [&](const char* word) { return (first + 1)->is(word); });
}
bool next_is_sign(Cursor first, Cursor last, std::initializer_list<const char*> signs) {
  return first != last && first + 1 != last && first->kind == TokenKind::word &&
         std::ranges::any_of(signs, [&](const char* sign) { return (first + 1)->is_sign(sign); });
}

}  // namespace

bool constraint_follows(Cursor& first, Cursor last, Builder&) {
  return next_is_sign(first, last, {":"}) ||
         (next_is(first, last, {"parmi"}) && first + 2 != last && (first + 2)->is_sign("("));
}

bool of_follows(Cursor& first, Cursor last, Builder&) {
  return next_is(first, last, {"de", "du", "des", "d'"});
}

bool call_follows(Cursor& first, Cursor last, Builder&) {
  return next_is_sign(first, last, {"("}) && !reserved(*first);
}

bool status_follows(Cursor& first, Cursor last, Builder&) {
  return next_is(first, last,
                 {"en cours", "depassee", "depasse", "en retard", "finie", "fini", "tenue", "tenu"}) &&
         !reserved(*first);
}

bool linked_follows(Cursor& first, Cursor last, Builder&) {
  return next_is(first, last, {"liee dans l'etat"}) && !reserved(*first);
}

bool bare_field(Cursor& first, Cursor last, Builder& builder) {
  const bool field = first != last && (first->is("du") || first->is("au"));
  if (!field || !(next_is_sign(first, last, {"=", "≠", "<", "≤", ">", "≥", "+", "-", ")"}) ||
                  next_is(first, last, {"est", "connu", "inconnu", "entre", "n'est pas"})))
    return false;
  builder.leaf(NodeKind::name, first, first + 1, first->text);
  ++first;
  return true;
}

bool operand_follows(Cursor& first, Cursor last, Builder&) {
  if (first == last) return false;
  switch (first->kind) {
    case TokenKind::sign:
      return first->text == "(";
    case TokenKind::text:
      return false;
    case TokenKind::phrase: {
      constexpr auto openers = std::to_array<std::string_view>(
          {"il existe", "nombre de", "dans l'etat", "fin de", "le jour de", "le plus tardif de",
           "le premier de", "duree cumulee de", "somme des"});
      return std::ranges::find(openers, first->text) != openers.end() ||
             std::ranges::any_of(functions_of_date(),
                                 [&](const Spoken& one) { return first->text == one.canonical; });
    }
    case TokenKind::word:
      return article(*first) || first->is("non") || first->is("oui") || !reserved(*first);
    default:
      return true;
  }
}

bool function_of_date(Cursor& first, Cursor last, Builder& builder) {
  for (const auto& one : functions_of_date()) {
    if (keyword(first, last, builder, one.canonical.c_str())) {
      builder.number() = static_cast<std::int64_t>(one.row);
      return true;
    }
  }
  return false;
}

bool statut(Cursor& first, Cursor last, Builder& builder) {
  for (const auto& one : spoken_statuts()) {
    if (keyword(first, last, builder, one.canonical.c_str())) {
      builder.text() = statuts()[one.row].word;
      return true;
    }
  }
  return false;
}

bool nature(Cursor& first, Cursor last, Builder& builder) {
  for (const auto& one : natures()) {
    if (*one.said && keyword(first, last, builder, one.said)) {
      builder.text() = one.word;
      return true;
    }
  }
  return false;
}

bool letter_step(Cursor& first, Cursor last, Builder& builder) {
  for (const auto& one : letter_steps()) {
    if (keyword(first, last, builder, one.said)) {
      builder.text() = one.said;
      return true;
    }
  }
  return false;
}

bool delai_kind(Cursor& first, Cursor last, Builder& builder) {
  return std::ranges::any_of(
      delai_kinds, [&](const DelaiKindFacts& kind) { return keyword(first, last, builder, kind.said); });
}

bool at_cell_end(Cursor& first, Cursor last, Builder&) {
  return first != last && first->is_sign("|");
}

bool swap_last_two(Cursor&, Cursor, Builder& builder) {
  builder.swap_last_two();
  return true;
}

}  // namespace filrouge::dsl::words
