#include "engine/store/merge.hpp"

#include <algorithm>
#include <unordered_map>

#include "engine/core/dossier/coherence.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

bool brings(const std::string& held, const std::string& incoming) {
  return !incoming.empty() && incoming != held;
}

const RawPerson* find_person(const Record& record, const std::string& id) {
  const auto found =
      std::find_if(record.persons.begin(), record.persons.end(), [&](const auto& p) { return p.id == id; });
  return found == record.persons.end() ? nullptr : &*found;
}

void compare_fields(const std::vector<RawField>& held, const std::vector<RawField>& incoming,
                    const std::string& label, std::vector<std::string>& differences) {
  // A reference may have several targets of one name.
  const auto values = [](const std::vector<RawField>& fields, const std::string& name) {
    std::vector<RawValue> all;
    for (const auto& field : fields)
      if (field.name == name) all.push_back(field.value);
    return all;
  };
  for (const auto* list : {&incoming, &held})
    for (const auto& field : *list) {
      const auto key = label + field.name;
      if (values(held, field.name) != values(incoming, field.name) &&
          std::find(differences.begin(), differences.end(), key) == differences.end())
        differences.push_back(key);
    }
}

/// The keys whose values differ. Where the fact was found (source, origine) is not the fact.
std::vector<std::string> differences(const RawEvent& held, const RawEvent& incoming) {
  std::vector<std::string> names;
  if (held.type != incoming.type) names.emplace_back("type");
  if (held.on != incoming.on) names.emplace_back("le");
  if (held.known != incoming.known) names.emplace_back("connu_le");
  if (held.planned != incoming.planned) names.emplace_back("prevu_le");
  if (held.from != incoming.from) names.emplace_back("du");
  if (held.to != incoming.to) names.emplace_back("au");
  if (held.person != incoming.person) names.emplace_back("personne");
  if (held.reference != incoming.reference) names.emplace_back("reference");
  if (held.target != incoming.target) names.emplace_back("champs/cible");
  if (held.cancels != incoming.cancels) names.emplace_back("champs/annule");
  compare_fields(held.references, incoming.references, "references/", names);
  compare_fields(held.fields, incoming.fields, "champs/", names);
  return names;
}

void merge_attributes(const std::string& person, const std::vector<RawAttribute>& held,
                      const std::vector<RawAttribute>& incoming, Additions& result) {
  for (const auto& attribute : incoming) {
    // A later knowledge of the same span is another span: both are kept, so that the past stays answerable.
    const auto same_span = [&](const RawAttribute& other) {
      return other.name == attribute.name && other.from == attribute.from && other.known == attribute.known;
    };
    if (std::find(held.begin(), held.end(), attribute) != held.end()) continue;
    const auto same = std::find_if(held.begin(), held.end(), same_span);
    if (same == held.end()) {
      result.attributes.push_back({person, attribute});
    } else if (same->value != attribute.value) {
      result.conflicts.push_back(
          {"attributs/" + attribute.name,
           "l'attribut" + (attribute.from.known() ? " du " + iso_date(attribute.from) : std::string()) +
               " a déjà une autre valeur dans la base ; pour la corriger, donnez un « connu_le » plus "
               "récent"});
    } else if (same->to != attribute.to) {
      if (same->to.known() && attribute.to.known())
        result.conflicts.push_back(
            {"attributs/" + attribute.name + "/jusqu_au",
             "l'attribut du " + iso_date(attribute.from) + " a déjà une autre fin dans la base"});
      else if (attribute.to.known())
        result.ends.push_back({person, attribute});
    }
  }
}

/// Does `now` touch or overlap `held`? An unknown first day is « since ever », an unknown last day « until
/// now ».
bool joins(const RawCoverage& held, const RawCoverage& now) {
  const bool begins_before_end = !now.from.known() || !held.to.known() || now.from.days <= held.to.days + 1;
  const bool ends_after_begin = !now.to.known() || !held.from.known() || now.to.days + 1 >= held.from.days;
  return begins_before_end && ends_after_begin;
}

bool contains(const RawCoverage& held, const RawCoverage& now) {
  return held.from <= now.from && (!held.to.known() || (now.to.known() && now.to <= held.to));
}

void merge_coverage(const Record& held, const Record& incoming, Additions& result) {
  // A dossier held without coverage is complete: what a later file vouches for cannot make the rest of it
  // unknown.
  if (held.coverage.empty() && !held.events.empty()) return;
  for (const auto& coverage : incoming.coverage) {
    const auto alike = [&](const RawCoverage& other) {
      return other.source == coverage.source && other.types == coverage.types;
    };
    if (std::any_of(held.coverage.begin(), held.coverage.end(),
                    [&](const RawCoverage& other) { return alike(other) && contains(other, coverage); }))
      continue;
    const auto same = std::find_if(held.coverage.begin(), held.coverage.end(), [&](const RawCoverage& other) {
      return alike(other) && joins(other, coverage);
    });
    if (same == held.coverage.end()) {
      result.coverage.push_back(coverage);
      continue;
    }
    RawCoverage now = *same;
    now.from = std::min(same->from, coverage.from);  // unknown is lower than every day
    now.to = !same->to.known() || !coverage.to.known() ? Date{} : std::max(same->to, coverage.to);
    if (now.from != same->from || now.to != same->to) result.widened.push_back({*same, now});
  }
}

}  // namespace

Additions additions(const Record& held, const Record& incoming) {
  Additions result;
  result.head = brings(held.departement, incoming.departement) ||
                brings(held.territoire, incoming.territoire) || brings(held.organisme, incoming.organisme) ||
                brings(held.matricule, incoming.matricule);
  merge_coverage(held, incoming, result);
  merge_attributes({}, held.attributes, incoming.attributes, result);
  static const std::vector<RawAttribute> none;
  for (const auto& person : incoming.persons) {
    const auto* known = find_person(held, person.id);
    if (!known || brings(known->role, person.role) || (person.birth.known() && person.birth != known->birth))
      result.persons.push_back(person);
    merge_attributes(person.id, known ? known->attributes : none, person.attributes, result);
  }

  std::unordered_map<std::string_view, const RawEvent*> events;
  for (const auto& event : held.events) events.emplace(event.id, &event);
  bool corrects = false;
  for (const auto& event : incoming.events) {
    const auto known = events.find(event.id);
    if (known == events.end()) {
      corrects = corrects || !event.target.empty();
      result.events.push_back(event);
      continue;
    }
    const auto names = differences(*known->second, event);
    if (names.empty()) {
      ++result.unchanged_events;
      continue;
    }
    result.conflicts.push_back(
        {"evenements/" + event.id, "cet événement est déjà dans la base avec un autre contenu (" +
                                       listed(names) +
                                       ") ; un fait enregistré ne se réécrit pas : ajoutez un événement « "
                                       "correction » ou « annulation »"});
  }
  if (corrects && !held.events.empty()) {
    // Corrections that hold together in the file may go round in a circle with those of the base.
    Record whole;
    whole.events = held.events;
    whole.events.insert(whole.events.end(), result.events.begin(), result.events.end());
    if (const auto fault = find_incoherence(whole)) {
      result.conflicts.push_back({fault->where, fault->reason});
      result.events.clear();
    }
  }
  return result;
}

}  // namespace filrouge
