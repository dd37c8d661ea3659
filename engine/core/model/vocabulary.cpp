#include "engine/core/model/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "engine/core/text/fold.hpp"

namespace filrouge {

std::span<const LetterStepFacts> letter_steps() {
  static constexpr auto all = std::to_array<LetterStepFacts>({
#define FILROUGE_LETTER_STEP(step, word, said) {said, word},
#include "engine/core/model/letter_step.def"
#undef FILROUGE_LETTER_STEP
  });
  return all;
}

Vocabulary::Vocabulary() {
  for (const auto* name : {"le", "connu_le", "prevu_le", "du", "au", "personne", "reference", "origine"})
    field_id(name);
  // What is missing when the day of a letter, an age, the territory of a dossier is not known.
  for (const auto* name : {"notification", "naissance", "departement"}) symbols.intern(name);
}

FieldId Vocabulary::field_id(std::string_view name) {
  const auto symbol = symbols.intern(name);
  const auto [slot, is_new] = field_index_.try_emplace(symbol, static_cast<FieldId>(field_names_.size()));
  if (is_new) field_names_.push_back(symbol);
  return slot->second;
}

std::optional<FieldId> Vocabulary::find_field(std::string_view name) const {
  const auto found = field_index_.find(symbols.find(name));
  if (found == field_index_.end()) return std::nullopt;
  return found->second;
}

EventTypeId Vocabulary::add_event(EventTypeDecl decl) {
  const auto id = static_cast<EventTypeId>(events.size());
  event_index_.emplace(decl.name, id);
  events.push_back(std::move(decl));
  return id;
}

AttributeId Vocabulary::add_attribute(AttributeDecl decl) {
  const auto id = static_cast<AttributeId>(attributes.size());
  attribute_index_.emplace(decl.name, id);
  attributes.push_back(std::move(decl));
  return id;
}

EventTypeId Vocabulary::find_event(std::string_view folded_name) const {
  const auto found = event_index_.find(symbols.find(folded_name));
  return found == event_index_.end() ? no_id : found->second;
}

AttributeId Vocabulary::find_attribute(std::string_view folded_name) const {
  const auto found = attribute_index_.find(symbols.find(folded_name));
  return found == attribute_index_.end() ? no_id : found->second;
}

Symbol Vocabulary::add_text(std::string_view text) {
  return texts_.emplace(fold(text), symbols.intern(text)).first->second;
}

std::string_view Vocabulary::as_rules_write(std::string_view text) const {
  if (texts_.empty()) return text;
  const auto found = texts_.find(fold(text));
  return found == texts_.end() ? text : symbols.text(found->second);
}

EventTypeId Vocabulary::letter_event(LetterStep step) const {
  const auto found = std::ranges::find(events, step, &EventTypeDecl::letter);
  return found == events.end() ? no_id : static_cast<EventTypeId>(found - events.begin());
}

}  // namespace filrouge
