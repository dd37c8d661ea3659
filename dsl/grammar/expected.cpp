#include "dsl/grammar/expected.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "dsl/lexer/phrases.hpp"
#include "dsl/source/suggestion.hpp"

namespace filrouge::dsl::grammar {
namespace {

/// English for what the rules say they expect.
constexpr auto english_phrases = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"un nom", "a name"},
    {"un nom de champ", "a field name"},
    {"un nom d'état", "the name of a state"},
    {"un nom de délai", "the name of a délai"},
    {"un nom de procédure", "the name of a procédure"},
    {"un nom de scénario", "the name of a scénario"},
    {"un nom de personne, comme p2", "the name of a person, such as p2"},
    {"un rôle, comme référent_unique", "a role, such as référent_unique"},
    {"un rôle", "a role"},
    {"un événement, comme orientation", "an event, such as orientation"},
    {"un texte entre « et »", "a text between « and »"},
    {"un texte", "a text"},
    {"une valeur, un nom ou une date", "a value, a name or a date"},
    {"une valeur, comme 2, oui ou 64102", "a value, such as 2, oui or 64102"},
    {"une durée comme 2 mois", "a duration such as 2 mois"},
    {"une durée comme 2 mois, ou une date", "a duration such as 2 mois, or a date"},
    {"une durée comme 6 mois", "a duration such as 6 mois"},
    {"une durée comme 7 jours", "a duration such as 7 jours"},
    {"une durée comme 60 jours", "a duration such as 60 jours"},
    {"une date comme 2026-04-02 ou 2 avril 2026", "a date such as 2026-04-02 or 2 avril 2026"},
    {"« après » ou « avant », et un point de départ", "« après » or « avant », and a starting point"},
    {"un point de départ, comme orientation ou entrée", "a starting point, such as orientation or entrée"},
    {"un nombre entier", "a whole number"},
    {"une action, comme « à faire », « irrégularité » ou « aller à »", "an action, such as « à faire », « irrégularité » or « aller à »"},
    {"bloquante, majeure, mineure ou info", "bloquante, majeure, mineure or info"},
    {"« vérifié » ou « à vérifier »", "« vérifié » or « à vérifier »"},
    {"« sur décision » ou « tacitement »", "« sur décision » or « tacitement »"},
    {"« glissants » ou « civils »", "« glissants » or « civils »"},
    {"dossier, personne, séance ou libre", "dossier, personne, séance or libre"},
    {"ce qui est exigé", "what is required"},
});

std::string_view english_of(std::string_view french) {
  const auto found = std::ranges::find(english_phrases, french, &std::pair<std::string_view, std::string_view>::first);
  return found == english_phrases.end() ? french : found->second;
}

bool same_note(const Builder::Note& a, const Builder::Note& b) { return std::string_view(a.expected) == b.expected; }

std::string joined(const std::vector<std::string>& parts, const char* last_joint) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) text += i + 1 == parts.size() ? last_joint : ", ";
    text += parts[i];
  }
  return text;
}

/// At most so many possibilities are listed; more would not be read.
constexpr std::size_t listed = 6;

}  // namespace

void report_unexpected(Builder& builder, Cursor first, Cursor last, Cursor stopped) {
  // After a comma the next word is what cannot be read.
  auto at = std::max(stopped, first);
  if (at != last && at->is_sign(",") && at + 1 != last) ++at;
  std::vector<Builder::Note> notes;
  for (const auto& note : builder.notes())
    if (note.at == at && std::ranges::none_of(notes, [&](const auto& other) { return same_note(other, note); })) notes.push_back(note);

  std::vector<std::string> french, english;
  std::vector<std::string_view> keywords;
  for (const auto& note : notes) {
    if (note.keyword) keywords.push_back(written_form(note.expected));
  }
  // Phrases say more than keywords, and words more than signs: they come first.
  const auto rank = [](const Builder::Note& note) {
    const char initial = note.expected[0];
    return !note.keyword ? 0 : initial >= 'a' && initial <= 'z' ? 1 : 2;
  };
  for (const int wanted : {0, 1, 2})
    for (const auto& note : notes) {
      const bool keyword = note.keyword;
      if (rank(note) != wanted || french.size() > listed) continue;
      const std::string written(keyword ? written_form(note.expected) : std::string_view(note.expected));
      french.push_back(keyword ? "« " + written + " »" : written);
      english.push_back(keyword ? "« " + written + " »" : std::string(english_of(note.expected)));
    }
  if (french.size() > listed) {
    french.resize(listed);
    english.resize(listed);
    french.push_back("…");
    english.push_back("…");
  }
  const Phrase expected(joined(french, french.size() > listed ? ", " : " ou "), joined(english, english.size() > listed ? ", " : " or "));

  if (at == last) {
    builder.diagnostics()
        .report(Code::unexpected_end, {builder.range(first, last).file, (last - 1)->end, (last - 1)->end}, {builder.written(first, first + 1)})
        .expecting(expected);
    return;
  }
  auto& told = builder.diagnostics().report(Code::unexpected_word, builder.range(at, at + 1), {builder.written(at, at + 1)});
  told.expecting(expected);
  if (at->kind == TokenKind::word) {
    auto mend = did_you_mean(builder.written(at, at + 1), keywords);
    // « alelr à »: two words for a keyword of two.
    if (mend.empty() && at + 1 != last && (at + 1)->kind == TokenKind::word) {
      std::erase_if(keywords, [](std::string_view word) { return word.find(' ') == std::string_view::npos; });
      mend = did_you_mean(builder.written(at, at + 2), keywords);
    }
    if (!mend.empty()) told.suggesting(std::move(mend));
  }
  if (at->kind == TokenKind::sign && at->text == ";") told.suggesting({"écrivez une clause par ligne", "write one clause a line"});
}

}  // namespace filrouge::dsl::grammar
