#include "apps/serveur/acte/act_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "apps/serveur/acte/weight.hpp"
#include "engine/core/dossier/as_known.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/core/dossier/role.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/opened_name.hpp"

namespace filrouge::acte {
namespace {

std::string departement_of(const Record& dossier) {
  return departement_or_as_written(head_as_known(dossier).departement);
}

std::string label_of(const Vocabulary& vocabulary, const EventTypeDecl& decl) {
  return decl.label.empty() ? vocabulary.told(vocabulary.symbols.text(decl.name)) : decl.label;
}

std::string label_of(const Vocabulary& vocabulary, const FieldDecl& field) {
  auto label = field.label.empty() ? vocabulary.told(vocabulary.field_name(field.id)) : field.label;
  // Small letters of ASCII alone begin labels that are no names; « é » and « à » keep theirs.
  if (!label.empty() && label.front() >= 'a' && label.front() <= 'z')
    label.front() = static_cast<char>(label.front() - 'a' + 'A');
  return label;
}

FieldKind kind_of(const FieldDecl& field) {
  switch (field.type) {
    case ValueType::boolean:
      return FieldKind::boolean;
    case ValueType::integer:
      return FieldKind::integer;
    case ValueType::date:
      return FieldKind::day;
    case ValueType::month:
      return FieldKind::month;
    case ValueType::time:
      return FieldKind::time;
    case ValueType::money:
      return FieldKind::money;
    case ValueType::rate:
      return FieldKind::rate;
    case ValueType::duration:
      return FieldKind::duration;
    case ValueType::enumeration:
      return FieldKind::choice;
    default:
      return FieldKind::text;
  }
}

std::string_view help_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::day:
      return "Un jour : 30/11/2026 ou 2026-11-30.";
    case FieldKind::month:
      return "Un mois : 2026-11 ou 11/2026.";
    case FieldKind::time:
      return "Une heure : 14 h 30 ou 14:30.";
    case FieldKind::integer:
      return "Un nombre entier.";
    case FieldKind::money:
      return "Une somme en euros : 646,52.";
    case FieldKind::rate:
      return "Un taux, avec son signe : 80 %.";
    case FieldKind::duration:
      return "Une durée : 2 mois, 10 jours.";
    case FieldKind::boolean:
      return "Oui ou non ; laissez vide ce que personne ne sait.";
    case FieldKind::text:
      return "Quelques mots, sans nom ni adresse ni numéro de sécurité sociale.";
    default:
      return "";
  }
}

FormField day(std::string key, std::string label, std::string help, std::string initial = {}) {
  FormField field;
  field.key = std::move(key);
  field.kind = FieldKind::day;
  field.label = std::move(label);
  field.help = std::move(help);
  field.initial = std::move(initial);
  return field;
}

FormField person_field(const EventTypeDecl& decl, const Record& dossier) {
  FormField field;
  field.key = "personne";
  field.kind = FieldKind::person;
  field.label = "Personne";
  field.required = decl.scope == Scope::person;
  field.help = field.required ? "De qui du foyer est cet acte."
                              : "Facultatif : cet acte est du foyer, sauf si vous dites de qui.";
  std::vector<const RawPerson*> followed;
  for (const bool in_chain : {true, false})
    for (const auto& person : dossier.persons) {
      const auto role = person_as_known(person).role;
      const auto told = told_role(role);
      const bool has_duties = told.empty() || told == known_roles[0] || told == known_roles[1];
      if (has_duties != in_chain) continue;
      if (has_duties) followed.push_back(&person);
      field.choices.push_back(
          {person.id, told.empty() ? person.id : fmt::format("{} ({})", person.id, told), false});
    }
  if (field.required && followed.size() == 1) field.initial = followed.front()->id;
  return field;
}

/// The words that the rules compare a text of such acts with.
std::vector<std::string> compared_with(const Model& model, EventTypeId type, FieldId field) {
  std::set<std::string> words;
  for (const auto& pattern : model.patterns) {
    if (pattern.type != type) continue;
    for (const auto& constraint : pattern.constraints)
      if (constraint.field == field)
        for (const auto word : words_of(model, constraint)) words.emplace(word);
  }
  return {words.begin(), words.end()};
}

FormField declared(const Model& model, EventTypeId type, const FieldDecl& field) {
  const auto& vocabulary = model.vocabulary;
  FormField asked;
  asked.key = "champs." + std::string(vocabulary.field_name(field.id));
  asked.kind = kind_of(field);
  asked.label = label_of(vocabulary, field);
  asked.help = help_of(asked.kind);
  asked.required = !field.optional;
  if (asked.kind == FieldKind::choice) {
    const auto adverse = adverse_words(model, type, field.id);
    for (const auto symbol : field.allowed) {
      const auto word = vocabulary.symbols.text(symbol);
      asked.choices.push_back(
          {std::string(word), vocabulary.told_word(word), std::ranges::find(adverse, word) != adverse.end()});
    }
    std::ranges::stable_partition(asked.choices, [](const Choice& choice) { return !choice.adverse; });
  } else if (asked.kind == FieldKind::text) {
    asked.suggestions = compared_with(model, type, field.id);
  }
  return asked;
}

/// Does one of its words say « prévu »?
bool may_be_planned(const Vocabulary& vocabulary, const EventTypeDecl& decl) {
  return std::ranges::any_of(decl.fields, [&](const FieldDecl& field) {
    return std::ranges::any_of(field.allowed,
                               [&](Symbol word) { return vocabulary.symbols.text(word) == "prevu"; });
  });
}

}  // namespace

bool is_of_another(const RawEvent& act) {
  return !act.target.empty();
}

bool is_annulled(const Record& dossier, std::string_view act) {
  return std::ranges::any_of(dossier.events, [&](const RawEvent& other) {
    return other.cancels && other.target == act && !is_annulled(dossier, other.id);
  });
}

RawEvent as_corrected(const Record& dossier, const RawEvent& act) {
  auto corrected = act;
  std::vector<const RawEvent*> corrections;
  for (const auto& other : dossier.events)
    if (other.target == act.id && !other.cancels && !is_annulled(dossier, other.id))
      corrections.push_back(&other);
  std::ranges::stable_sort(corrections, {},
                           [](const RawEvent* one) { return std::max(one->known, one->on); });
  for (const auto* correction : corrections)
    for (const auto& field : correction->fields) {
      const auto date = [&] { return parse_iso_date(field.value.text).value_or(Date{}); };
      if (field.name == "le")
        corrected.on = date().known() ? date() : corrected.on;
      else if (field.name == "prevu_le")
        corrected.planned = date();
      else if (field.name == "du")
        corrected.from = date();
      else if (field.name == "au")
        corrected.to = date();
      else if (field.name == "personne")
        corrected.person = field.value.text;
      else if (field.name == "reference")
        corrected.reference = field.value.text;
      else if (const auto same = std::ranges::find_if(
                   corrected.fields,
                   [&](const RawField& held) { return fold(held.name) == fold(field.name); });
               same != corrected.fields.end())
        same->value = field.value;
      else
        corrected.fields.push_back(field);
    }
  return corrected;
}

std::string shown_act(const Vocabulary& vocabulary, const RawEvent& act) {
  std::string name;
  if (is_of_another(act))
    name = act.cancels ? "Annulation" : "Correction";
  else
    name = vocabulary.told(fold(act.type));
  return fmt::format("« {} » du {} ({})", name, french_date(act.on), act.id);
}

const FormField* ActForm::field(std::string_view key) const {
  const auto found = std::ranges::find(fields, key, &FormField::key);
  return found == fields.end() ? nullptr : &*found;
}

ActForm ActForms::form(EventTypeId type, const Record& dossier, Date today) const {
  const auto& vocabulary = model_.vocabulary;
  const auto& decl = vocabulary.events[type];
  ActForm form;
  form.type = type;
  form.name = vocabulary.symbols.text(decl.name);
  form.label = label_of(vocabulary, decl);
  form.notice = adverse_notice(model_, type);
  form.may_be_adverse = !form.notice.empty();

  auto on = day("le", "Fait le", "Le jour où l'acte a eu lieu : 30/11/2026 ou 2026-11-30.");
  on.required = true;
  form.fields.push_back(std::move(on));
  form.fields.push_back(day("connu_le", "Connu le",
                            "Le jour où le service l'a su (cachet d'arrivée, remise) ; aujourd'hui si rien "
                            "n'est dit.",
                            iso_date(today)));
  if (dates_.planned(type) || may_be_planned(vocabulary, decl))
    form.fields.push_back(
        day("prevu_le", "Prévu le", "Le jour prévu, à venir ou non, de ce dont parle l'acte."));
  if (dates_.from(type))
    form.fields.push_back(day("du", "Du", "Premier jour de ce que l'acte fait durer, compris."));
  if (dates_.to(type))
    form.fields.push_back(day("au", "Au", "Dernier jour de ce que l'acte fait durer, compris."));
  form.fields.push_back(person_field(decl, dossier));
  for (const auto& field : decl.fields) form.fields.push_back(declared(model_, type, field));

  FormField reference;
  reference.key = "reference";
  reference.label = "Numéro";
  reference.help = "Le numéro que partagent les actes d'une même affaire (S-2026-118), s'il y en a un.";
  form.fields.push_back(std::move(reference));

  const auto departement = departement_of(dossier);
  for (const bool any : {false, true})
    for (const auto& label : vocabulary.labels) {
      if (label.any != any || !(label.departement.empty() || label.departement == departement)) continue;
      FormField cited;
      cited.key = "references." + std::string(vocabulary.symbols.text(label.name));
      const auto word = vocabulary.told_word(vocabulary.symbols.text(label.name));
      if (!label.cites()) {
        cited.label = fmt::format("Désignation : {}", word);
        cited.help = "Son numéro ou son code ; ce n'est pas un acte du dossier.";
        form.fields.push_back(std::move(cited));
        continue;
      }
      cited.kind = FieldKind::citation;
      cited.label = any ? "Autre acte dont il est question" : fmt::format("Dont il est question : {}", word);
      cited.help = "L'acte du dossier auquel celui-ci se rapporte : il dit de quelle affaire il est.";
      for (auto act = dossier.events.rbegin(); act != dossier.events.rend(); ++act) {
        if (is_of_another(*act) || is_annulled(dossier, act->id)) continue;
        const auto its = vocabulary.find_event(fold(act->type), departement);
        if (!label.any && (its == no_id || !label.names(its))) continue;
        const auto shown = as_corrected(dossier, *act);
        cited.choices.push_back(
            {act->id,
             shown_act(vocabulary, shown) + (shown.person.empty() ? std::string() : ", " + shown.person),
             false});
      }
      if (!cited.choices.empty()) form.fields.push_back(std::move(cited));
    }
  return form;
}

std::vector<ActGroup> ActForms::choices(std::string_view departement) const {
  enum : std::size_t {
    letters,
    words,
    follow,
    opening,
    household,
    sitting,
    local,
    scheme,
    preparatory,
    adverse,
    count
  };
  std::vector<ActGroup> groups(count);
  constexpr std::string_view titles[] = {"Courriers et remises",
                                         "Parole de la personne et contradictoire",
                                         "Suivi de la personne",
                                         "Ce qui ouvre une affaire",
                                         "Droit et foyer",
                                         "Séances",
                                         "Actes des textes du département",
                                         "Dispositifs et parcours d'insertion",
                                         "Ce qui prépare une décision défavorable",
                                         "Décisions et mesures qui peuvent être défavorables"};
  for (std::size_t i = 0; i < count; ++i) groups[i].title = titles[i];
  const auto& vocabulary = model_.vocabulary;
  for (std::size_t i = 0; i < vocabulary.events.size(); ++i) {
    const auto& decl = vocabulary.events[i];
    if (!decl.departement.empty() && decl.departement != departement) continue;
    const auto type = static_cast<EventTypeId>(i);
    Pattern any;
    any.type = type;
    const bool weighs = may_be_adverse(model_, any);
    const auto group = weighs                                   ? adverse
                       : may_be_preparatory(model_, any)        ? preparatory
                       : !decl.departement.empty()              ? local
                       : model_.modules[decl.module].everywhere ? scheme
                       : decl.letter != LetterStep::none        ? letters
                       : !decl.steps.empty()                    ? words
                       : decl.own_thread                        ? opening
                       : decl.scope == Scope::sitting           ? sitting
                       : decl.scope == Scope::person            ? follow
                                                                : household;
    groups[group].acts.push_back(
        {type, std::string(vocabulary.symbols.text(decl.name)), label_of(vocabulary, decl), weighs});
  }
  for (auto& group : groups)
    std::ranges::sort(group.acts, {}, [](const ActChoice& act) { return fold(act.label); });
  std::erase_if(groups, [](const ActGroup& group) { return group.acts.empty(); });
  return groups;
}

}  // namespace filrouge::acte
