#include "engine/core/model/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/opened_name.hpp"

namespace filrouge {

std::span<const LetterStepFacts> letter_steps() {
  static constexpr auto all = std::to_array<LetterStepFacts>({
#define FILROUGE_LETTER_STEP(step, word, said) {said, word},
#include "engine/core/model/letter_step.def"
#undef FILROUGE_LETTER_STEP
  });
  return all;
}

const FieldDecl& time_of_day_field() {
  static const FieldDecl heure{time_field, ValueType::time, {}, true, {}};
  return heure;
}

Vocabulary::Vocabulary() {
  for (const auto* name :
       {"le", "connu_le", "prevu_le", "du", "au", "personne", "reference", "origine", "heure"})
    field_id(name);
  // What is missing when the day of a letter, an age, the territory of a dossier is not known.
  for (const std::string_view name :
       {std::string_view("notification"), std::string_view("naissance"), std::string_view("departement"),
        std::string_view("territoire"), std::string_view("organisme"), day_order, leap_birthday})
    symbols.intern(name);
  tell_name(symbols.intern("prevu_le"), "prévu le");
  tell_name(symbols.intern("du"), "premier jour");
  tell_name(symbols.intern("au"), "dernier jour");
  tell_name(symbols.intern("reference"), "référence");
  tell_name(symbols.intern("departement"), "département");
}

void Vocabulary::tell(std::unordered_map<Symbol, std::string>& told, Symbol name, std::string_view as) {
  // Written bare in one place and with its accents in another: with its accents.
  if (as != symbols.text(name)) told.try_emplace(name, opened_name(as));
}

std::string Vocabulary::told(std::string_view name) const {
  if (const auto event = find_event(name); event != no_id && !events[event].label.empty())
    return events[event].label;
  if (const auto attribute = find_attribute(name); attribute != no_id && !attributes[attribute].label.empty())
    return attributes[attribute].label;
  if (const auto field = find_field(name)) {
    // A label speaks for the field of its event; for the name, when every event that has it says the same.
    const std::string* label = nullptr;
    bool common = true;
    for (const auto& event : events)
      if (const auto* decl = event.field(*field)) {
        common = common && !decl->label.empty() && (!label || *label == decl->label);
        label = &decl->label;
      }
    if (label && common) return *label;
  }
  const auto found = told_names_.find(symbols.find(name));
  return found == told_names_.end() ? opened_name(name) : found->second;
}

std::string Vocabulary::told_word(std::string_view word) const {
  const auto found = told_words_.find(symbols.find(word));
  return found == told_words_.end() ? opened_name(word) : found->second;
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

namespace {

/// A word is of one département or of all, never of both; of several départements, each has its own.
template <class Index, class Declarations>
auto meant_in(const Index& index, const Declarations& declared, Symbol name, std::string_view departement) {
  auto first = no_id;
  const auto [begin, end] = index.equal_range(name);
  for (auto it = begin; it != end; ++it) {
    const auto& whose = declared[it->second].departement;
    if (whose.empty() || whose == departement) return it->second;
    first = std::min(first, it->second);
  }
  return first;
}

}  // namespace

EventTypeId Vocabulary::find_event(std::string_view folded_name, std::string_view departement) const {
  return meant_in(event_index_, events, symbols.find(folded_name), departement);
}

bool Vocabulary::may_name_one_act(LabelId one, LabelId other) const {
  return one == other || one == no_id || other == no_id || labels[one].any || labels[other].any ||
         std::ranges::any_of(labels[one].types, [&](EventTypeId type) { return labels[other].names(type); });
}

LabelId Vocabulary::add_label(LabelDecl decl) {
  const auto id = static_cast<LabelId>(labels.size());
  label_index_.emplace(decl.name, id);
  labels.push_back(std::move(decl));
  return id;
}

LabelId Vocabulary::find_label(std::string_view folded_name, std::string_view departement) const {
  return meant_in(label_index_, labels, symbols.find(folded_name), departement);
}

AttributeId Vocabulary::find_attribute(std::string_view folded_name, std::string_view departement) const {
  return meant_in(attribute_index_, attributes, symbols.find(folded_name), departement);
}

Symbol Vocabulary::add_text(std::string_view text) {
  return texts_.emplace(fold(text), symbols.intern(text)).first->second;
}

std::vector<std::pair<std::string_view, Symbol>> Vocabulary::texts() const {
  std::vector<std::pair<std::string_view, Symbol>> all(texts_.begin(), texts_.end());
  std::ranges::sort(all);
  return all;
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
