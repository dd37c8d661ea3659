#include "engine/core/dossier/visitor.hpp"

#include <algorithm>

namespace filrouge {
namespace {

SeenAttribute seen(const RawAttribute& attribute, std::string_view person) {
  return {person,         attribute.name, attribute.value.kind, attribute.value.text,
          attribute.from, attribute.to,   attribute.known};
}

}  // namespace

void visit(const Record& record, DossierVisitor& visitor) {
  visitor.begin({record.dossier, record.departement, record.territoire, record.organisme, record.matricule,
                 record.known, record.caisse});
  for (const auto& later : record.restated)
    visitor.restated({record.dossier, later.departement, later.territoire, later.organisme, later.matricule,
                      later.known, later.caisse});
  for (const auto& coverage : record.coverage) {
    visitor.coverage({coverage.source, coverage.from, coverage.to, coverage.known});
    for (const auto& type : coverage.types) visitor.covered_type(type);
  }
  for (const auto& person : record.persons) {
    visitor.person({person.id, person.role, person.birth, person.known, person.nir_key});
    for (const auto& later : person.restated)
      visitor.person({person.id, later.role, later.birth, later.known, later.nir_key});
  }
  for (const auto& attribute : record.attributes) visitor.attribute(seen(attribute, {}));
  for (const auto& person : record.persons)
    for (const auto& attribute : person.attributes) visitor.attribute(seen(attribute, person.id));
  for (const auto& event : record.events) {
    visitor.event({event.id, event.type, event.on, event.known, event.planned, event.from, event.to,
                   event.person, event.reference, event.target, event.cancels, event.source.system,
                   event.source.object, event.source.key, event.origin});
    for (const auto& reference : event.references) visitor.reference(reference.name, reference.value.text);
    for (const auto& field : event.fields) visitor.field(field.name, field.value.kind, field.value.text);
  }
  visitor.end();
}

void RecordBuilder::begin(const SeenDossier& dossier) {
  record = {};
  record.dossier = dossier.dossier;
  record.departement = dossier.departement;
  record.territoire = dossier.territoire;
  record.organisme = dossier.organisme;
  record.matricule = dossier.matricule;
  record.known = dossier.known;
  record.caisse = dossier.caisse;
}

void RecordBuilder::restated(const SeenDossier& dossier) {
  record.restated.push_back({std::string(dossier.departement), std::string(dossier.territoire),
                             std::string(dossier.organisme), std::string(dossier.matricule), dossier.known,
                             std::string(dossier.caisse)});
}

void RecordBuilder::coverage(const SeenCoverage& coverage) {
  record.coverage.push_back({std::string(coverage.source), {}, coverage.from, coverage.to, coverage.known});
}

void RecordBuilder::covered_type(std::string_view type) {
  record.coverage.back().types.emplace_back(type);
}

void RecordBuilder::person(const SeenPerson& person) {
  const auto same = std::ranges::find(record.persons, person.id, &RawPerson::id);
  if (same != record.persons.end())
    same->restated.push_back(
        {std::string(person.role), person.birth, person.known, std::string(person.nir_key)});
  else
    record.persons.push_back({std::string(person.id),
                              std::string(person.role),
                              person.birth,
                              {},
                              person.known,
                              {},
                              std::string(person.nir_key)});
}

void RecordBuilder::attribute(const SeenAttribute& attribute) {
  RawAttribute kept{std::string(attribute.name),
                    {attribute.kind, std::string(attribute.value)},
                    attribute.from,
                    attribute.to,
                    attribute.known};
  if (attribute.person.empty()) {
    record.attributes.push_back(std::move(kept));
    return;
  }
  auto owner = std::find_if(record.persons.begin(), record.persons.end(),
                            [&](const RawPerson& person) { return person.id == attribute.person; });
  if (owner == record.persons.end())
    owner = record.persons.insert(owner, RawPerson{std::string(attribute.person), {}, {}, {}});
  owner->attributes.push_back(std::move(kept));
}

void RecordBuilder::event(const SeenEvent& event) {
  RawEvent kept;
  kept.id = event.id;
  kept.type = event.type;
  kept.on = event.on;
  kept.known = event.known;
  kept.planned = event.planned;
  kept.from = event.from;
  kept.to = event.to;
  kept.person = event.person;
  kept.reference = event.reference;
  kept.target = event.target;
  kept.cancels = event.cancels;
  kept.source = {std::string(event.source_system), std::string(event.source_object),
                 std::string(event.source_key)};
  kept.origin = event.origin;
  record.events.push_back(std::move(kept));
}

void RecordBuilder::reference(std::string_view role, std::string_view target) {
  record.events.back().references.push_back({std::string(role), {RawValue::Kind::text, std::string(target)}});
}

void RecordBuilder::field(std::string_view name, RawValue::Kind kind, std::string_view value) {
  record.events.back().fields.push_back({std::string(name), {kind, std::string(value)}});
}

void RecordBuilder::end() {}

}  // namespace filrouge
