#include "dsl/check/in_module.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {

void read_in_module(Checking& checking, DraftModule& draft, View constraint) {
  const auto met = std::ranges::find_if(
      draft.said_once, [&](const View& other) { return fold(other.text()) == fold(constraint.text()); });
  if (met == draft.said_once.end()) {
    draft.said_once.push_back(constraint);
    return;
  }
  checking.report(Code::choice_made_twice, constraint, {"dans ce module", constraint.text()})
      .suggesting(Phrase("gardez une des deux lignes ; un acte qui en veut une autre valeur la dit lui-même"))
      .also(met->range(), Phrase("dit ici", "said here"));
}

EventTypeId event_named(const Checking& checking, std::string_view name, std::uint32_t module,
                        Symbol* letter_object) {
  const auto& vocabulary = checking.model.vocabulary;
  if (const auto found = checking.names.find(NameKind::event, name, module); !found.empty())
    return static_cast<EventTypeId>(found.front()->index);
  // Letters are known by what they are about: « la notification de information_prealable ».
  const auto letter = vocabulary.letter_event(LetterStep::sent);
  const auto objet = vocabulary.find_field(letter_field::subject);
  if (letter == no_id || !objet) return no_id;
  const auto* decl = vocabulary.events[letter].field(*objet);
  const auto word = vocabulary.symbols.find(name);
  if (!decl || !word || std::ranges::find(decl->allowed, word) == decl->allowed.end()) return no_id;
  if (letter_object) *letter_object = word;
  return letter;
}

std::vector<View> said_once(const Checking& checking, std::uint32_t module, EventTypeId type, View pattern) {
  std::vector<View> open;
  const auto& vocabulary = checking.model.vocabulary;
  for (const auto constraint : checking.modules[module].said_once) {
    const auto field = vocabulary.find_field(constraint.text());
    if (!field || type == no_id || !vocabulary.events[type].field(*field)) continue;
    // A letter named by what it is about says its subject by its name.
    bool its_own = field == vocabulary.find_field(letter_field::subject) &&
                   checking.names.find(NameKind::event, pattern.text(), module).empty();
    for (const auto child : pattern)
      its_own =
          its_own || (child.is(NodeKind::field_constraint) && vocabulary.find_field(child.text()) == field);
    if (!its_own) open.push_back(constraint);
  }
  return open;
}

void check_in_module(Checking& checking) {
  // What is not read names acts too.
  if (checking.to_run) return;
  const auto& vocabulary = checking.model.vocabulary;
  for (const auto& draft : checking.modules) {
    std::vector<std::string_view> fields;
    for (const auto type : draft.acts_named)
      for (const auto& field : vocabulary.events[type].fields)
        fields.push_back(vocabulary.field_name(field.id));
    std::ranges::sort(fields);
    fields.erase(std::ranges::unique(fields).begin(), fields.end());
    for (const auto constraint : draft.said_once) {
      const auto field = vocabulary.find_field(constraint.text());
      if (field && std::ranges::find(fields, vocabulary.field_name(*field)) != fields.end()) continue;
      checking
          .report(Code::idle_clause, constraint,
                  {fmt::format("« dans ce module, {} »", excerpt(checking, constraint)),
                   "ici : aucun acte nommé dans ce module n'a ce champ"})
          .expecting(Phrase(
              fields.empty()
                  ? std::string("un champ d'un acte que le module nomme ; il n'en nomme aucun qui "
                                "ait des champs")
                  : fmt::format("un champ d'un acte que le module nomme : {}", fmt::join(fields, ", "))))
          .suggesting(suggest(constraint.text(), fields));
    }
  }
}

}  // namespace filrouge::dsl
