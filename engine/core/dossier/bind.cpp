#include "engine/core/dossier/bind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "engine/core/dossier/as_known.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/core/dossier/role.hpp"
#include "engine/core/dossier/typed_value.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {

EventTypeId JournalBuilder::event_type(std::string_view name) const {
  return find_folded(
      name, [&](std::string_view folded) { return vocabulary_.find_event(folded, journal_.departement); });
}

/// What is said of a value the rules cannot read, which may be a name written in the wrong place.
std::string JournalBuilder::misread(std::string_view value, ValueType type,
                                    const std::vector<Symbol>& allowed) const {
  std::vector<std::string_view> words;
  for (const auto word : allowed) words.push_back(vocabulary_.symbols.text(word));
  return fmt::format("{} n'est pas comprise ; il faut {}{}", shown_value(value), expected_form(type),
                     did_you_mean(value, words, Written::anything).then());
}

void JournalBuilder::remark(Symbol event, std::string text) {
  journal_.remarks.push_back({event, std::move(text)});
}

void JournalBuilder::begin(const SeenDossier& dossier) {
  journal_.clear(vocabulary_);
  pending_.clear();
  said_of_persons_.clear();
  unknown_labels_.clear();
  territoire_ = organisme_ = matricule_ = {};
  journal_.dossier = dossier.dossier;
  journal_.known = dossier.known;
  restated(dossier);
}

void JournalBuilder::restated(const SeenDossier& dossier) {
  journal_.known = std::min(journal_.known, dossier.known);
  journal_.told_on(dossier.known);
  if (dossier.known > known_) return journal_.restated_on(dossier.known);
  lives_in(dossier.departement, dossier.known);
  hear(journal_.territoire, territoire_, dossier.territoire, dossier.known);
  hear(journal_.organisme, organisme_, dossier.organisme, dossier.known);
  hear(journal_.matricule, matricule_, dossier.matricule, dossier.known);
}

/// Told in any order; of one day, the one told last.
void JournalBuilder::lives_in(std::string_view written, Date from) {
  if (written.empty()) return;
  // A base filled by an earlier version holds « 064 ».
  const auto departement = departement_or_as_written(written);
  auto& all = journal_.residences;
  const auto after = std::ranges::upper_bound(all, from, {}, &JournalResidence::from);
  if (after != all.begin() && std::prev(after)->from == from)
    std::prev(after)->departement = departement;
  else
    all.insert(after, {departement, from});
  journal_.departement = all.back().departement;
}

void JournalBuilder::coverage(const SeenCoverage& coverage) {
  journal_.coverage.push_back({.source = journal_.intern(coverage.source),
                               .first_type = static_cast<std::uint32_t>(journal_.covered_types.size()),
                               .from = coverage.from,
                               .to = coverage.to,
                               .known = coverage.known});
}

void JournalBuilder::covered_type(std::string_view type) {
  // A type the rules do not know stays in the list, or the coverage would read as « every type ».
  journal_.covered_types.push_back(event_type(type));
  ++journal_.coverage.back().type_count;
}

void JournalBuilder::person(const SeenPerson& person) {
  journal_.told_on(person.known);
  if (person.known > known_) return journal_.restated_on(person.known);
  const auto id = journal_.intern(person.id);
  auto held = std::ranges::find(journal_.persons, id, &JournalPerson::id);
  auto since = std::ranges::find(said_of_persons_, id, &SaidOfPerson::id);
  if (held == journal_.persons.end()) {
    // By id: what a dossier answers does not depend on the order of its lines.
    const auto after = std::ranges::find_if(
        journal_.persons, [&](const JournalPerson& other) { return journal_.text(other.id) > person.id; });
    JournalPerson fresh;
    fresh.id = id;
    held = journal_.persons.insert(after, fresh);
    since = said_of_persons_.insert(since, {id, {}, {}});
  }
  hear(held->birth, since->birth, person.birth, person.known);
  hear(held->role, since->role, journal_.intern(told_role(person.role)), person.known);
  const auto role = journal_.text(held->role);
  held->in_chain = role.empty() || role == known_roles[0] || role == known_roles[1];
  const bool said = held->in_chain || !known_role(role).empty();
  held->lacks = said ? Symbol{0} : journal_.intern("rôle");
}

void JournalBuilder::attribute(const SeenAttribute& attribute) {
  const auto id = find_folded(attribute.name, [&](std::string_view name) {
    return vocabulary_.find_attribute(name, journal_.departement);
  });
  if (id == no_id) {
    remark(0,
           fmt::format("l'attribut {} n'est pas dans le vocabulaire des règles", shown_word(attribute.name)));
    return;
  }
  JournalAttribute kept{
      .attribute = id, .value = {}, .from = attribute.from, .to = attribute.to, .known = attribute.known};
  if (!kept.known.known()) kept.known = kept.from;
  if (!attribute.person.empty()) {
    const auto symbol = journal_.intern(attribute.person);
    for (std::size_t p = 0; p < journal_.persons.size(); ++p)
      if (journal_.persons[p].id == symbol) kept.person = static_cast<std::int16_t>(p);
    if (kept.person < 0) {
      journal_.told_on(kept.known);
      // Of a person nobody knew of yet, it waits with her.
      if (kept.known > known_) return journal_.restated_on(kept.known);
      remark(0, fmt::format("l'attribut « {} » est d'une personne que le dossier n'a pas",
                            vocabulary_.symbols.text(vocabulary_.attributes[id].name)));
      return;
    }
  }
  const auto& decl = vocabulary_.attributes[id];
  if (decl.scope == Scope::dossier && kept.person >= 0) {
    kept.person = -1;
    remark(0, fmt::format("l'attribut « {} » est du dossier : écrit sous une personne, il vaut pour tous",
                          vocabulary_.symbols.text(decl.name)));
  }
  const auto value = typed_value(
      attribute.kind, attribute.value, decl.type, decl.allowed, vocabulary_.symbols,
      [this](std::string_view text) { return journal_.intern(vocabulary_.as_rules_write(text)); });
  if (!value)
    remark(0, fmt::format("attribut {} : {}", vocabulary_.symbols.text(decl.name),
                          misread(attribute.value, decl.type, decl.allowed)));
  kept.value = value.value_or(Value::missing(decl.name));
  journal_.attributes.push_back(kept);
}

void JournalBuilder::event(const SeenEvent& event) {
  const auto known = event.known.known() ? event.known : event.on;
  in_correction_ = !event.target.empty();
  if (in_correction_) {
    journal_.corrections.push_back({.id = journal_.intern(event.id),
                                    .target = journal_.intern(event.target),
                                    .cancels = event.cancels,
                                    .on = event.on,
                                    .known = known,
                                    .rank = static_cast<std::uint32_t>(journal_.corrections.size())});
    return;
  }
  JournalEvent kept;
  kept.type = event_type(event.type);
  kept.on = event.on;
  kept.known = known;
  kept.planned = event.planned;
  kept.from = event.from;
  kept.to = event.to;
  kept.id = journal_.intern(event.id);
  kept.rank = static_cast<std::uint32_t>(journal_.events.size());
  kept.source = journal_.intern(event.source_system);
  kept.origin = journal_.intern(event.origin);
  kept.first_field = static_cast<std::uint32_t>(journal_.fields.size());
  kept.first_reference = static_cast<std::uint32_t>(journal_.references.size());
  if (!event.reference.empty()) {
    kept.reference = journal_.intern(event.reference);
    journal_.references.push_back({0, kept.reference});
    kept.reference_count = 1;
  }
  if (kept.type == no_id)
    remark(kept.id, fmt::format("le type d'événement {} n'est pas dans le vocabulaire des règles",
                                shown_word(event.type)));
  if (!event.person.empty()) {
    const auto symbol = journal_.intern(event.person);
    for (std::size_t p = 0; p < journal_.persons.size(); ++p)
      if (journal_.persons[p].id == symbol) kept.person = static_cast<std::int16_t>(p);
    kept.person_unknown = kept.person < 0;
    if (kept.person_unknown) journal_.told_on(kept.known);
    if (kept.person_unknown && kept.known <= known_)
      remark(kept.id, fmt::format("la personne{} n'est pas au dossier", after_noun(event.person)));
  } else if (kept.type != no_id && vocabulary_.events[kept.type].scope == Scope::person) {
    kept.person = journal_.only_person();
  }
  journal_.events.push_back(kept);
}

void JournalBuilder::reference(std::string_view role, std::string_view target) {
  if (in_correction_) return;
  const auto label = find_folded(
      role, [&](std::string_view folded) { return vocabulary_.find_label(folded, journal_.departement); });
  if (label == no_id && !vocabulary_.labels.empty()) unknown_label(role);
  journal_.references.push_back({label == no_id ? journal_.intern(role) : vocabulary_.labels[label].name,
                                 journal_.intern(target), label});
  ++journal_.events.back().reference_count;
}

void JournalBuilder::unknown_label(std::string_view role) {
  const auto written = journal_.intern(role);
  if (std::ranges::find(unknown_labels_, written) != unknown_labels_.end()) return;
  unknown_labels_.push_back(written);
  std::vector<std::string_view> known;
  for (const auto& label : vocabulary_.labels)
    if (label.departement.empty() || label.departement == journal_.departement)
      known.push_back(vocabulary_.symbols.text(label.name));
  journal_.remarks.push_back(
      {0,
       fmt::format("l'étiquette {} n'est pas dans le vocabulaire des règles : elle cite un acte de n'importe "
                   "quel type ; les étiquettes : {}{}",
                   shown_word(role), listed(known), did_you_mean(role, known, Written::anything).then()),
       true});
}

void JournalBuilder::field(std::string_view name, RawValue::Kind kind, std::string_view text) {
  if (in_correction_) {
    pending_.push_back({static_cast<std::uint32_t>(journal_.corrections.size() - 1),
                        std::string(name),
                        {kind, std::string(text)}});
    return;
  }
  auto& event = journal_.events.back();
  if (event.type == no_id) return;
  const auto id = find_folded(name, [&](std::string_view folded) { return vocabulary_.find_field(folded); });
  const auto* decl = id ? vocabulary_.events[event.type].field(*id) : nullptr;
  if (!decl) {
    remark(event.id, fmt::format("le champ {} n'est pas prévu pour {}", shown_word(name),
                                 vocabulary_.symbols.text(vocabulary_.events[event.type].name)));
    return;
  }
  const auto value = typed_value(
      kind, text, decl->type, decl->allowed, vocabulary_.symbols,
      [this](std::string_view word) { return journal_.intern(vocabulary_.as_rules_write(word)); });
  if (!value)
    remark(event.id, fmt::format("champ {} : {}", vocabulary_.field_name(*id),
                                 misread(text, decl->type, decl->allowed)));
  journal_.fields.push_back(
      {*id, value.value_or(Value::missing(vocabulary_.symbols.find(vocabulary_.field_name(*id))))});
  ++event.field_count;
}

void JournalBuilder::end() {
  auto& all = journal_.residences;
  const auto same = std::ranges::unique(all, {}, &JournalResidence::departement);
  all.erase(same.begin(), same.end());
  disown_contraries();
  correction_fields();
}

/// Files are refused for it (coherence.hpp); a base filled by an earlier version may still tell, of one day
/// and known the same day, two values. To believe the last would be to choose.
void JournalBuilder::disown_contraries() {
  auto& spans = journal_.attributes;
  if (spans.size() < 2) return;
  told_together_.clear();
  for (auto& span : spans) told_together_.push_back(&span);
  const auto told = [](const JournalAttribute* span) {
    return std::tuple(span->attribute, span->person, span->from, span->known);
  };
  std::ranges::sort(told_together_, [&](const auto* a, const auto* b) {
    return std::tuple(told(a), a) < std::tuple(told(b), b);
  });
  for (auto first = told_together_.begin(); first != told_together_.end();) {
    const auto last = std::find_if(first, told_together_.end(),
                                   [&](const auto* span) { return told(span) != told(*first); });
    if (std::any_of(first, last, [&](const auto* span) { return !(span->value == (*first)->value); })) {
      const auto name = vocabulary_.attributes[(*first)->attribute].name;
      remark(0,
             fmt::format("l'attribut « {} »{} a deux valeurs contraires sues le même jour : il est inconnu ; "
                         "donnez la vraie avec un « connu_le » plus récent",
                         vocabulary_.symbols.text(name),
                         (*first)->from.known() ? " du " + iso_date((*first)->from) : std::string()));
      std::for_each(first, last, [&](auto* span) { span->value = Value::missing(name); });
    }
    first = last;
  }
}

void JournalBuilder::correction_fields() {
  for (std::uint32_t c = 0; c < journal_.corrections.size(); ++c) {
    auto& correction = journal_.corrections[c];
    correction.first_field = static_cast<std::uint32_t>(journal_.fields.size());
    EventTypeId type = no_id;
    for (const auto& event : journal_.events)
      if (event.id == correction.target) type = event.type;
    for (const auto& pending : pending_) {
      if (pending.correction != c) continue;
      const auto id = find_folded(std::string_view(pending.name),
                                  [&](std::string_view folded) { return vocabulary_.find_field(folded); });
      FieldDecl builtin;
      const FieldDecl* decl = nullptr;
      if (id && *id < static_cast<FieldId>(BuiltinField::count)) {
        builtin.id = *id;
        const auto which = static_cast<BuiltinField>(*id);
        const bool text = which == BuiltinField::personne || which == BuiltinField::reference ||
                          which == BuiltinField::origine;
        builtin.type = text ? ValueType::text : ValueType::date;
        decl = &builtin;
      } else if (id && type != no_id) {
        decl = vocabulary_.events[type].field(*id);
      }
      if (!decl) {
        remark(correction.id, fmt::format("la correction change un champ {} que l'événement visé n'a pas",
                                          shown_word(pending.name)));
        continue;
      }
      if (id && *id == static_cast<FieldId>(BuiltinField::connu_le)) {
        remark(correction.id, "connu_le ne se corrige pas : ce qu'on savait un jour reste ce qu'on savait");
        continue;
      }
      if (id && *id == static_cast<FieldId>(BuiltinField::le) && pending.value.kind == RawValue::Kind::null)
        remark(correction.id, "un acte a son jour : « le » ne peut être vide ; l'acte garde le sien");
      const auto value = typed_value(
          pending.value.kind, pending.value.text, decl->type, decl->allowed, vocabulary_.symbols,
          [this](std::string_view word) { return journal_.intern(vocabulary_.as_rules_write(word)); });
      if (!value)
        remark(correction.id, fmt::format("champ {} : {}", vocabulary_.field_name(*id),
                                          misread(pending.value.text, decl->type, decl->allowed)));
      journal_.fields.push_back(
          {*id, value.value_or(Value::missing(vocabulary_.symbols.find(vocabulary_.field_name(*id))))});
      ++correction.field_count;
    }
  }
}

void bind(const Record& record, const Vocabulary& vocabulary, Journal& journal, Date known) {
  JournalBuilder builder(vocabulary, journal, known);
  visit(record, builder);
}

}  // namespace filrouge
