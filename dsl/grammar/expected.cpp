#include "dsl/grammar/expected.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "dsl/grammar/length_mends.hpp"
#include "dsl/grammar/places.hpp"
#include "dsl/lexer/phrases.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::dsl::grammar {
namespace {

/// English for what the rules say they expect.
constexpr auto english_phrases = std::to_array<std::pair<std::string_view, std::string_view>>({
#define FILROUGE_EXPECTED(french, english) {french, english},
#include "dsl/grammar/expected_english.def"
#undef FILROUGE_EXPECTED
});

std::string_view english_of(std::string_view french) {
  const auto found =
      std::ranges::find(english_phrases, french, &std::pair<std::string_view, std::string_view>::first);
  return found == english_phrases.end() ? french : found->second;
}

/// At most so many possibilities are listed; more would not be read.
constexpr std::size_t most_listed = 6;

}  // namespace

namespace {

/// What could follow almost any value: worth saying only when nothing else could.
constexpr auto weak = std::to_array<std::string_view>({"non annule",
                                                       "de la meme personne",
                                                       "du foyer",
                                                       "du dossier",
                                                       "de cette affaire",
                                                       "de cette affaire ou d'avant",
                                                       "de l'affaire",
                                                       "toutes affaires",
                                                       "au jour de",
                                                       "a defaut",
                                                       "apres",
                                                       "avant",
                                                       "et",
                                                       "ou",
                                                       "*",
                                                       "+",
                                                       "-",
                                                       "=",
                                                       "≠",
                                                       "<",
                                                       "≤",
                                                       ">",
                                                       "≥",
                                                       "parmi",
                                                       "est",
                                                       "n'est pas",
                                                       "entre",
                                                       ",",
                                                       "connu",
                                                       "connue",
                                                       "connus",
                                                       "connues",
                                                       "inconnu",
                                                       "inconnue",
                                                       "inconnus",
                                                       "inconnues",
                                                       "dans",
                                                       "de"});

/// Phrases of the grammar first, then words, then signs, then what could follow any value.
int rank(const Builder::Note& note) {
  if (!note.keyword) return 0;
  if (std::ranges::find(weak, note.expected) != weak.end()) return 3;
  return note.expected[0] >= 'a' && note.expected[0] <= 'z' ? 1 : 2;
}

/// What was expected at a word, best first. « francs » says nothing that « franc » does not.
std::vector<Builder::Note> notes_at(Builder& builder, Cursor at) {
  std::vector<Builder::Note> found;
  for (const auto& note : builder.notes()) {
    const std::string_view text(note.expected);
    if (note.at == at &&
        std::ranges::none_of(found, [&](const auto& other) { return text.starts_with(other.expected); }))
      found.push_back(note);
  }
  std::ranges::stable_sort(found, {}, rank);
  if (!found.empty() && rank(found.front()) < 3)
    std::erase_if(found, [](const auto& note) { return rank(note) == 3; });
  return found;
}

Phrase expectation(const std::vector<Builder::Note>& notes) {
  std::vector<std::string> french, english;
  for (const auto& note : notes) {
    if (french.size() == most_listed) break;
    const std::string written(note.keyword ? "« " + std::string(written_form(note.expected)) + " »"
                                           : note.expected);
    french.push_back(written);
    english.push_back(note.keyword ? written : std::string(english_of(note.expected)));
  }
  const bool more = notes.size() > most_listed;
  return {listed(french, more ? ", " : " ou ") + (more ? "…" : ""),
          listed(english, more ? ", " : " or ") + (more ? "…" : "")};
}

/// « attendu : X, aller à … »: a sequel, where there is none.
bool follows_an_act(Cursor at) {
  return std::ranges::any_of(kinds_of_line(at, at + 1),
                             [](NodeKind kind) { return holds(NodeKind::on_event, kind); });
}

/// `end`: after the last word that the mend stands in place of.
Phrase mend(Builder& builder, Cursor first, Cursor at, Cursor last, const std::vector<Builder::Note>& notes,
            Cursor& end) {
  if (first->is("attendu") && follows_an_act(at))
    return {
        "rien ne suit un acte seulement attendu : s'il a une suite, écrivez « dès » au lieu de « attendu : »",
        "nothing follows an act that is only expected: if something does, write « dès » for « attendu : »"};
  if (at->kind == TokenKind::sign && at->text == ";")
    return {"écrivez une clause par ligne", "write one clause a line"};
  if (at->kind != TokenKind::word) return {};
  std::vector<std::string_view> one_word, two_words;
  for (const auto& note : notes) {
    if (!note.keyword) continue;
    const auto written = written_form(note.expected);
    (written.find(' ') == std::string_view::npos ? one_word : two_words).push_back(written);
  }
  const auto word = builder.written(at, at + 1);
  if ((at - 1)->kind == TokenKind::number)
    for (const auto unit : length_units()) one_word.push_back(written_form(unit));
  auto found = did_you_mean(word, one_word);
  if (found.empty() && at + 1 != last) {
    found = did_you_mean(builder.written(at, at + 2), two_words);
    end = at + 2;
  }
  return found;
}

}  // namespace

void report_unexpected(Builder& builder, Cursor first, Cursor last, Cursor stopped) {
  // After a comma, the next word is the one that cannot be read.
  auto at = std::max(stopped, first);
  if (const auto length = length_mend(builder, first, at, last); !length.advice.empty()) {
    builder.diagnostics()
        .report(Code::unexpected_word, builder.range(length.from, length.end),
                {builder.written(length.from, length.end)})
        .suggesting(length.advice);
    return;
  }
  auto notes = notes_at(builder, at);
  if (at != last && at->is_sign(",") && at + 1 != last) {
    if (auto after = notes_at(builder, at + 1); !after.empty()) {
      ++at;
      notes = std::move(after);
    }
  }
  if (at == last) {
    const auto end = (last - 1)->end;
    if (first->is_sign("|")) {
      builder.diagnostics().report(Code::row_not_closed, {builder.range(first, last).file, end, end});
      return;
    }
    builder.diagnostics()
        .report(Code::unexpected_end, {builder.range(first, last).file, end, end},
                {builder.written(first, first + 1)})
        .expecting(expectation(notes));
    return;
  }
  auto& told =
      builder.diagnostics().report(Code::unexpected_word, builder.range(at, at + 1),
                                   {at->kind == TokenKind::text ? at->text : builder.written(at, at + 1)});
  auto mended_end = at + 1;
  auto suggestion = mend(builder, first, at, last, notes, mended_end);
  if (suggestion.empty()) {
    told.expecting(expectation(notes));
    return;
  }
  if (!suggestion.words.empty()) told.mended = builder.range(at, mended_end);
  told.suggesting(std::move(suggestion));
}

}  // namespace filrouge::dsl::grammar
