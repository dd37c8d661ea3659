#include "dsl/check/declare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/check/names.hpp"
#include "dsl/check/open_choices.hpp"

namespace filrouge::dsl {
namespace {

Period module_period(const Checking& checking, std::uint32_t module) {
  const auto& it = checking.model.modules[module];
  return {it.in_force_from, it.in_force_to};
}

bool declare_name(Checking& checking, NameKind kind, std::uint32_t module, View node, std::size_t index) {
  const auto period = in_force_of(checking, node, module_period(checking, module));
  return checking.names.declare(kind, {checking.model.modules[module].name + "." + node.text(), node.text(),
                                       module, static_cast<std::uint32_t>(index), node.range(), period});
}

Scope scope_of(View node, Scope unsaid) {
  const auto scope = node.child(NodeKind::scope);
  if (!scope) return unsaid;
  if (scope.text() == "dossier") return Scope::dossier;
  if (scope.text() == "personne") return Scope::person;
  return scope.text() == "seance" ? Scope::sitting : Scope::any;
}

/// « vie d'un courrier : envoi ».
void read_letter_step(Checking& checking, View node, EventTypeDecl& decl) {
  const auto all = letter_steps();
  const auto found =
      std::ranges::find_if(all, [&](const LetterStepFacts& one) { return node.text() == one.said; });
  const auto step = static_cast<LetterStep>(found - all.begin());
  if (step == LetterStep::none) return;
  if (decl.letter != LetterStep::none) {
    checking.report(Code::declared_twice, node, {"dans un événement", "vie d'un courrier"});
    return;
  }
  const auto& vocabulary = checking.model.vocabulary;
  if (const auto said = vocabulary.letter_event(step); said != no_id) {
    checking
        .report(Code::declared_twice, node, {"dans la vie d'un courrier l'étape", std::string(found->word)})
        .suggesting(Phrase(fmt::format("{} la dit déjà : ôtez l'une des deux",
                                       checking.text(vocabulary.events[said].name))));
    return;
  }
  decl.letter = step;
}

/// « étape contradictoire « information préalable envoyée », objet : information_prealable ».
void read_contradictory_step(Checking& checking, View node, EventTypeDecl& decl) {
  ContradictoryStep step;
  step.label = label_of(node);
  if (const auto wanted = node.child(NodeKind::field_value)) {
    const auto id = checking.model.vocabulary.find_field(wanted.text());
    const auto* field = id ? decl.field(*id) : nullptr;
    if (!field) {
      checking.report(Code::field_not_of_event, wanted, {wanted.text(), checking.text(decl.name)});
      return;
    }
    if (field->type != ValueType::enumeration) {
      checking.report(Code::wrong_type, wanted,
                      {"un champ « un parmi (…) »", fmt::format("le champ « {} »", wanted.text())});
      return;
    }
    step.field = *id;
    step.word = checking.intern(wanted.first().text());
    if (std::ranges::find(field->allowed, step.word) == field->allowed.end()) {
      std::vector<std::string_view> words;
      for (const auto word : field->allowed) words.push_back(checking.model.text(word));
      checking
          .report(Code::unknown_word, wanted,
                  {wanted.first().text(), fmt::format("({})", fmt::join(words, ", "))})
          .suggesting(suggest(wanted.first().text(), words));
      return;
    }
  }
  decl.steps.push_back(std::move(step));
}

/// A name that a local text gives is not one that it already sees in a national text: it would be read for
/// the other.
void refuse_hiding(Checking& checking) {
  if (!checking.reach_is_said) return;
  for (const auto kind : {NameKind::parameter, NameKind::definition, NameKind::table, NameKind::procedure}) {
    const auto& all = checking.names.of(kind);
    std::multimap<std::string_view, const Declared*> national;
    for (const auto& one : all)
      if (checking.national(one.module)) national.emplace(one.simple, &one);
    for (const auto& one : all) {
      if (checking.national(one.module)) continue;
      const auto [begin, end] = national.equal_range(one.simple);
      const auto hidden = std::find_if(begin, end, [&](const auto& other) {
        return checking.names.sees(one.module, other.second->module);
      });
      if (hidden == end) continue;
      checking.diagnostics
          .report(
              Code::hides_national, one.range,
              {std::string(the_kind(kind)), one.simple, checking.model.modules[hidden->second->module].name})
          .suggesting(
              Phrase("donnez-lui un autre nom ; pour parler de celui du texte national, écrivez son nom"))
          .also(hidden->second->range, Phrase("déclaré ici", "declared here"));
    }
  }
}

}  // namespace

ValueType type_of(Checking& checking, View type, std::vector<Symbol>& words) {
  if (!type) return ValueType::text;
  const auto& name = type.text();
  if (name == "enum") {
    for (const auto word : type) {
      if (!word.is(NodeKind::name)) continue;  // its label
      const auto label = word.next();
      const auto symbol = checking.intern(word.text());
      for (const auto met : words)
        if (met == symbol) checking.report(Code::declared_twice, word, {"le mot", word.text()});
      words.push_back(symbol);
      checking.model.vocabulary.tell_word(symbol,
                                          label.is(NodeKind::label) ? label.text() : excerpt(checking, word));
    }
    return ValueType::enumeration;
  }
  if (name == "entier") return ValueType::integer;
  if (name == "booleen") return ValueType::boolean;
  if (name == "date") return ValueType::date;
  if (name == "mois") return ValueType::month;
  if (name == "duree") return ValueType::duration;
  if (name == "montant") return ValueType::money;
  if (name == "taux") return ValueType::rate;
  if (name == "reference") return ValueType::reference;
  return ValueType::text;
}

void declare_vocabulary(Checking& checking, std::uint32_t module, View node) {
  auto& vocabulary = checking.model.vocabulary;
  if (node.is(NodeKind::role_decl)) {
    Role role;
    role.name = checking.intern(node.text());
    role.module = module;
    role.label = label_of(node);
    if (role.label.empty()) role.label = written_name(checking, node);
    role.annotation = annotation_of(checking, node, module);
    if (const auto institution = node.child(NodeKind::name)) {
      role.institution = checking.intern(institution.text());
      vocabulary.tell_word(role.institution, excerpt(checking, institution));
    }
    if (declare_name(checking, NameKind::role, module, node, checking.model.roles.size())) {
      checking.model.roles.push_back(std::move(role));
      checking.roles.push_back({node, module, false});
    }
    return;
  }
  if (node.is(NodeKind::attribute_decl)) {
    AttributeDecl decl;
    decl.name = checking.intern(node.text());
    decl.departement = checking.departement(module);
    decl.module = module;
    decl.scope = scope_of(node, Scope::dossier);
    decl.type = type_of(checking, node.child(NodeKind::type), decl.allowed);
    decl.label = label_of(node);
    decl.annotation = annotation_of(checking, node, module);
    vocabulary.tell_name(decl.name, written_name(checking, node));
    if (declare_name(checking, NameKind::attribute, module, node, vocabulary.attributes.size()))
      vocabulary.add_attribute(std::move(decl));
    return;
  }
  EventTypeDecl decl;
  decl.name = checking.intern(node.text());
  decl.departement = checking.departement(module);
  decl.module = module;
  decl.scope = scope_of(node, Scope::person);
  decl.annotation = annotation_of(checking, node, module);
  decl.label = label_of(node);
  vocabulary.tell_name(decl.name, written_name(checking, node));
  for (const auto child : node) {
    if (!child.is(NodeKind::field_decl)) continue;
    FieldDecl field;
    field.id = vocabulary.field_id(child.text());
    field.type = type_of(checking, child.child(NodeKind::type), field.allowed);
    field.optional = (child.number() & 1) != 0;
    field.label = label_of(child);
    vocabulary.tell_name(vocabulary.field_symbol(field.id), written_name(checking, child));
    if (decl.field(field.id)) {
      checking.report(Code::declared_twice, child, {"le champ", child.text()});
      continue;
    }
    decl.fields.push_back(std::move(field));
  }
  for (const auto child : node) {
    if (child.is(NodeKind::letter_step)) read_letter_step(checking, child, decl);
    if (child.is(NodeKind::contradictory_step)) read_contradictory_step(checking, child, decl);
    if (child.is(NodeKind::event_thread))
      (child.number() == 0   ? decl.own_thread
       : child.number() == 1 ? decl.of_every_affaire
                             : decl.of_one_affaire) = true;
  }
  if (declare_name(checking, NameKind::event, module, node, vocabulary.events.size()))
    vocabulary.add_event(std::move(decl));
}

void declare_all(Checking& checking) {
  declare_modules(checking);
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m) {
    std::size_t controls = 0, guarantees = 0, indicators = 0, topics = 0;
    for (const auto node : checking.modules[m].declarations) {
      const Part part{node, m, false};
      const auto keep = [&](NameKind kind, std::vector<Part>& list) {
        if (declare_name(checking, kind, m, node, list.size())) list.push_back(part);
      };
      switch (node.kind()) {
        case NodeKind::event_type:
        case NodeKind::attribute_decl:
        case NodeKind::role_decl:
          declare_vocabulary(checking, m, node);
          break;
        case NodeKind::parameter:
          keep(NameKind::parameter, checking.parameters);
          break;
        case NodeKind::definition:
          keep(NameKind::definition, checking.definitions);
          break;
        case NodeKind::table:
          keep(NameKind::table, checking.tables);
          break;
        case NodeKind::conventions: {
          const auto& name = node.text();
          if (checking.names.declare(NameKind::conventions,
                                     {name, name, m, static_cast<std::uint32_t>(checking.conventions.size()),
                                      node.range(), module_period(checking, m)})) {
            checking.conventions.push_back(part);
            Conventions conventions;
            conventions.name = written_name(checking, node);
            for (const auto line : node)
              if (line.is(NodeKind::convention_line)) conventions.lines.push_back(excerpt(checking, line));
            conventions.module = m;
            conventions.annotation = annotation_of(checking, node, m);
            checking.model.conventions.push_back(std::move(conventions));
          }
          break;
        }
        case NodeKind::procedure:
          declare_procedure(checking, m, node);
          break;
        case NodeKind::control:
          declare_name(checking, NameKind::control, m, node, controls++);
          break;
        case NodeKind::guarantee:
          declare_name(checking, NameKind::guarantee, m, node, guarantees++);
          break;
        case NodeKind::indicator:
          declare_name(checking, NameKind::indicator, m, node, indicators++);
          break;
        case NodeKind::topic:
          declare_name(checking, NameKind::topic, m, node, topics++);
          break;
        case NodeKind::scenario:
          declare_name(checking, NameKind::scenario, m, node, checking.scenarios.size());
          checking.scenarios.push_back({node, m});
          break;
        default:
          break;
      }
    }
  }
  declare_additions(checking);
  refuse_hiding(checking);
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m)
    if (const auto use = checking.modules[m].conventions_use)
      checking.names.resolve(NameKind::conventions, name_of_conventions(use), m, use);
}

}  // namespace filrouge::dsl
