#include "engine/store/merge.hpp"

#include <algorithm>
#include <unordered_map>

#include "engine/core/dossier/as_known.hpp"
#include "engine/core/dossier/coherence.hpp"
#include "engine/core/text/quotable.hpp"
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
      const auto key = label + (is_plain_word(field.name) ? field.name : "(nom non cité)");
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

std::string attribute_path(const RawAttribute& attribute) {
  return "attributs/" + (is_plain_word(attribute.name) ? attribute.name : "(nom non cité)");
}

void merge_attributes(const std::string& person, const std::vector<RawAttribute>& held,
                      const std::vector<RawAttribute>& incoming, Date told_on, Additions& result) {
  for (const auto& attribute : incoming) {
    if (std::find(held.begin(), held.end(), attribute) != held.end()) continue;
    const bool known_then = std::any_of(held.begin(), held.end(), [&](const RawAttribute& other) {
      return other.name == attribute.name && other.from == attribute.from && other.known == attribute.known;
    });
    if (!known_then) {
      // A later knowledge of the same span is another span: both are kept, so that the past stays answerable.
      result.attributes.push_back({person, attribute});
      continue;
    }
    const auto& last = *known_last(held, attribute);
    if (last.value != attribute.value) {
      result.conflicts.push_back(
          {attribute_path(attribute),
           "l'attribut" + (attribute.from.known() ? " du " + iso_date(attribute.from) : std::string()) +
               " a déjà une autre valeur dans la base ; pour la corriger, donnez un « connu_le » plus "
               "récent"});
    } else if (last.to.known() && attribute.to.known() && last.to != attribute.to) {
      result.conflicts.push_back({attribute_path(attribute) + "/jusqu_au",
                                  "l'attribut du " + iso_date(attribute.from) +
                                      " a déjà une autre fin dans la base ; pour la corriger, donnez un "
                                      "« connu_le » plus récent"});
    } else if (attribute.to.known() && !last.to.known()) {
      auto ended = attribute;
      ended.known = std::max(last.known, told_on);
      result.attributes.push_back({person, std::move(ended)});
    }
  }
}

bool contains(const RawCoverage& held, const RawCoverage& now) {
  return held.from <= now.from && (!held.to.known() || (now.to.known() && now.to <= held.to));
}

void merge_coverage(const Record& held, const Record& incoming, Date told_on, Additions& result) {
  // A dossier held without coverage is complete: what a later file vouches for cannot make the rest of it
  // unknown.
  if (held.coverage.empty() && !held.events.empty()) return;
  for (auto coverage : incoming.coverage) {
    if (!coverage.known.known()) coverage.known = told_on;
    const auto says_it = [&](const RawCoverage& other) {
      return other.source == coverage.source && other.types == coverage.types &&
             other.known <= coverage.known && contains(other, coverage);
    };
    if (std::none_of(held.coverage.begin(), held.coverage.end(), says_it) &&
        std::none_of(result.coverage.begin(), result.coverage.end(), says_it))
      result.coverage.push_back(std::move(coverage));
  }
}

template <class Restated>
bool among(const std::vector<Restated>& held, const Restated& restated) {
  return std::find(held.begin(), held.end(), restated) != held.end();
}

/// What the file restates and the base does not hold.
template <class Restated>
std::vector<Restated> not_held(const std::vector<Restated>& held, const std::vector<Restated>& incoming) {
  std::vector<Restated> news;
  for (const auto& later : incoming)
    if (!among(held, later)) news.push_back(later);
  return news;
}

/// Adds what the file says now, unless that is nothing, or was told already.
template <class Restated>
void add_now(const std::vector<Restated>& held, Restated now, std::vector<Restated>& news) {
  Restated nothing;
  nothing.known = now.known;
  if (now != nothing && !among(held, now) && !among(news, now)) news.push_back(std::move(now));
}

/// The first day on which anything the file tells was known, of the dossier, or of one person of it.
Date first_known(const Record& incoming, const std::string* person) {
  Date first = last_day();
  const auto among = [&](const std::vector<RawAttribute>& attributes) {
    for (const auto& attribute : attributes) first = std::min(first, attribute.known);
  };
  if (!person) among(incoming.attributes);
  for (const auto& other : incoming.persons)
    if (!person || other.id == *person) among(other.attributes);
  for (const auto& event : incoming.events)
    if (!person || event.person == *person) first = std::min(first, event.known);
  return first;
}

void merge_head(const Record& held, const Record& incoming, Date told_on, Additions& result) {
  result.heads = not_held(held.restated, incoming.restated);
  const auto before = head_as_known(held, result.heads);
  const auto told = head_as_known(incoming);
  RawHeadRestated now;
  now.known = incoming.known.known() ? incoming.known : told_on;
  if (brings(before.departement, told.departement)) now.departement = told.departement;
  if (brings(before.territoire, told.territoire)) now.territoire = told.territoire;
  if (brings(before.organisme, told.organisme)) now.organisme = told.organisme;
  if (brings(before.caisse, told.caisse)) now.caisse = told.caisse;
  if (brings(before.matricule, told.matricule)) now.matricule = told.matricule;
  add_now(held.restated, std::move(now), result.heads);
  // What was known of it sooner is of a dossier that was there sooner.
  if (const auto sooner = first_known(incoming, nullptr); sooner < before.known)
    result.heads.push_back({{}, {}, {}, {}, sooner});
}

void merge_person(const Record& held, const Record& incoming, RawPerson person, Date told_on,
                  Additions& result) {
  static const std::vector<RawAttribute> none;
  const auto* before = find_person(held, person.id);
  merge_attributes(person.id, before ? before->attributes : none, person.attributes, told_on, result);
  const auto sooner = first_known(incoming, &person.id);
  if (!before) {
    if (!held.dossier.empty() && !person.known.known()) person.known = told_on;
    if (sooner < person.known) person.restated.push_back({{}, {}, sooner});
    result.persons.push_back(std::move(person));
    return;
  }
  auto news = not_held(before->restated, person.restated);
  const auto as_known = person_as_known(*before, news);
  const auto told = person_as_known(person);
  RawPersonRestated now;
  now.known = person.known.known() ? person.known : told_on;
  if (brings(as_known.role, told.role)) now.role = told.role;
  if (told.birth.known() && told.birth != as_known.birth) now.birth = told.birth;
  if (brings(as_known.nir_key, told.nir_key)) now.nir_key = told.nir_key;
  add_now(before->restated, std::move(now), news);
  if (sooner < as_known.known) news.push_back({{}, {}, sooner});
  for (auto& each : news) result.restated.push_back({person.id, std::move(each)});
}

}  // namespace

Additions additions(const Record& held, Record& incoming, Date told_on) {
  Additions result;
  if (!held.dossier.empty()) merge_head(held, incoming, told_on, result);
  merge_coverage(held, incoming, held.dossier.empty() ? Date{} : told_on, result);
  merge_attributes({}, held.attributes, incoming.attributes, told_on, result);
  for (const auto& person : incoming.persons) merge_person(held, incoming, person, told_on, result);

  std::unordered_map<std::string_view, const RawEvent*> events;
  for (const auto& event : held.events) events.emplace(event.id, &event);
  bool corrects = false;
  result.events.reserve(incoming.events.size());
  for (auto& event : incoming.events) {
    const auto known = events.find(event.id);
    if (known == events.end()) {
      corrects = corrects || !event.target.empty();
      result.events.push_back(std::move(event));
      continue;
    }
    const auto names = differences(*known->second, event);
    if (names.empty()) {
      ++result.unchanged_events;
      continue;
    }
    const auto path = "evenements/" +
                      (is_number_like(event.id) ? event.id : std::to_string(&event - incoming.events.data()));
    const auto& ours = known->second->source.system;
    if (!ours.empty() && !event.source.system.empty() && ours != event.source.system) {
      result.conflicts.push_back({path, "cet identifiant est déjà celui d'un acte du système " +
                                            shown_word(ours) + " ; donnez aux actes de " +
                                            shown_word(event.source.system) +
                                            " un préfixe qui les distingue"});
      continue;
    }
    result.conflicts.push_back({path, "cet événement est déjà dans la base avec un autre contenu (" +
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
