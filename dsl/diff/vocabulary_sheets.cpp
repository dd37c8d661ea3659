#include <fmt/format.h>

#include <algorithm>

#include "dsl/diff/sheet_maker.hpp"
#include "dsl/document/vocabulary_words.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/opened_name.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {
namespace {}  // namespace

void SheetMaker::add_type(Sheet& sheet, ValueType type, const std::vector<Symbol>& allowed) const {
  add(sheet, Aspect::type, std::to_string(static_cast<int>(type)), type_words(type));
  if (allowed.empty()) return;
  Line line;
  line.aspect = Aspect::words;
  std::vector<std::string> words;
  for (const auto word : allowed) {
    line.items.insert(fold(model_.text(word)));
    words.push_back(model_.vocabulary.told_word(model_.text(word)));
  }
  for (const auto& item : line.items) line.key += item + ";";
  line.words = listed(words);
  sheet.lines.push_back(std::move(line));
}

std::string SheetMaker::listed_events(const std::vector<EventTypeId>& events,
                                      std::set<std::string>& keys) const {
  std::vector<std::string> words;
  for (const auto event : events) {
    keys.insert(naming_.of(Bears::event, event));
    words.push_back("« " + model_.vocabulary.told(model_.text(model_.vocabulary.events[event].name)) + " »");
  }
  return listed(words, " ou ");
}

Sheet SheetMaker::event(EventTypeId type) {
  const auto& it = model_.vocabulary.events[type];
  const auto& module = model_.modules[it.module].name;
  const auto name = std::string(model_.text(it.name));
  auto made = sheet(SheetKind::event, "acte", model_.vocabulary.told(name));
  made.bears = Bears::event;
  made.identity = naming_.of(Bears::event, type);
  made.own_name = naming_.own(Bears::event, type);
  made.named = name;
  of_annotation(made, it.annotation);
  made.departement = it.departement;
  made.at = places_.declared(NodeKind::event_type, module, name);
  add_label(made, it.label, name);
  add(made, Aspect::scope, std::to_string(static_cast<int>(it.scope)), std::string(of_whom(it.scope)));
  if (it.letter != LetterStep::none) {
    const auto word = std::string(letter_steps()[static_cast<std::size_t>(it.letter)].word);
    add(made, Aspect::letter, word, word);
  }
  std::vector<std::string> steps;
  for (const auto& step : it.steps)
    steps.push_back(
        "« " + step.label + " »" +
        (step.field == no_id
             ? std::string()
             : fmt::format(" ({} : {})", model_.vocabulary.told(model_.vocabulary.field_name(step.field)),
                           model_.vocabulary.told_word(model_.text(step.word)))));
  add_text(made, Aspect::steps, listed(steps));
  add_text(made, Aspect::thread,
           it.own_thread         ? "ouvre une affaire distincte"
           : it.of_every_affaire ? "pour toute affaire qui l'attend"
           : it.of_one_affaire   ? "propre à une affaire"
                                 : "");
  if (!it.ends.empty()) {
    Line line;
    line.aspect = Aspect::ends;
    line.words = listed_events(it.ends, line.items);
    for (const auto& item : line.items) line.key += item + ";";
    if (it.ends_on != no_id) {
      const auto field = model_.vocabulary.field_name(it.ends_on);
      line.key += field;
      line.words += ", à la date de " + model_.vocabulary.told(field);
    }
    made.lines.push_back(std::move(line));
  }
  for (const auto& one : it.fields) made.parts.push_back(field(it, one));
  std::size_t rank = 0;
  for (const auto& one : model_.weights)
    if (one.act.type == type && !one.assumed) made.parts.push_back(weight(one, rank++));
  seal(made);
  return made;
}

Sheet SheetMaker::field(const EventTypeDecl& event, const FieldDecl& field) const {
  const auto name = std::string(model_.vocabulary.field_name(field.id));
  auto made = sheet(SheetKind::field, "champ", model_.vocabulary.told(name));
  made.identity = made.named = name;
  made.departement = event.departement;
  made.at = places_.in_event(model_.modules[event.module].name, std::string(model_.text(event.name)), name);
  add_label(made, field.label, name);
  add_type(made, field.type, field.allowed);
  add(made, Aspect::optional, field.optional ? "facultatif" : "toujours",
      field.optional ? "facultatif" : "toujours dit");
  seal(made);
  return made;
}

Sheet SheetMaker::weight(const Weight& it, std::size_t rank) {
  const auto& event = model_.vocabulary.events[it.act.type];
  const auto anywhere = wording_in(model_, no_id);
  auto made = sheet(SheetKind::weight, it.preparatory ? "préparatoire" : "défavorable", {});
  std::string when;
  for (const auto& constraint : it.act.constraints) {
    std::vector<std::string> values;
    for (const auto value : constraint.values) values.push_back(phrase(model_, value, anywhere));
    when +=
        fmt::format(" quand {} : {}", model_.vocabulary.told(model_.vocabulary.field_name(constraint.field)),
                    listed(values, " ou "));
  }
  made.told += when;
  made.bearing.adverse = true;
  of_annotation(made, it.annotation);
  made.departement = event.departement;
  made.at = places_.in_event(model_.modules[event.module].name, std::string(model_.text(event.name)),
                             fmt::format("poids {}", rank));
  add(made, Aspect::kind, it.preparatory ? "preparatoire" : "defavorable", made.noun);
  add(made, Aspect::act, former_.pattern(it.act, no_id)->key(), when.empty() ? "toujours" : when.substr(1));
  Line first;
  first.aspect = Aspect::appraisals;
  std::vector<std::string> words;
  for (const auto& appraisal : it.appraisals) {
    first.items.insert(former_.pattern(appraisal, no_id)->key());
    words.push_back(pattern_phrase(model_, appraisal, anywhere));
  }
  for (const auto& item : first.items) first.key += item + ";";
  first.words = words.empty() ? "aucune" : "après " + listed(words, " ou ");
  made.lines.push_back(std::move(first));
  std::vector<std::string> tables;
  std::string tables_key;
  for (const auto table : it.tables) {
    tables.push_back("« " + opened_name(model_.tables[table].label) + " »");
    tables_key += naming_.of(Bears::table, table) + ";";
  }
  if (!tables.empty()) add(made, Aspect::interval, tables_key, listed(tables));
  seal(made);
  return made;
}

Sheet SheetMaker::attribute(AttributeId id) const {
  const auto& it = model_.vocabulary.attributes[id];
  const auto name = std::string(model_.text(it.name));
  auto made = sheet(SheetKind::attribute, "attribut", model_.vocabulary.told(name));
  made.bears = Bears::attribute;
  made.identity = naming_.of(Bears::attribute, id);
  made.own_name = naming_.own(Bears::attribute, id);
  made.named = name;
  of_annotation(made, it.annotation);
  made.departement = it.departement;
  made.at = places_.declared(NodeKind::attribute_decl, model_.modules[it.module].name, name);
  add_label(made, it.label, name);
  add(made, Aspect::scope, std::to_string(static_cast<int>(it.scope)), std::string(of_whom(it.scope)));
  add_type(made, it.type, it.allowed);
  seal(made);
  return made;
}

Sheet SheetMaker::label(LabelId id) const {
  const auto& it = model_.vocabulary.labels[id];
  const auto name = std::string(model_.text(it.name));
  auto made = sheet(SheetKind::label, "étiquette", model_.vocabulary.told_word(name));
  made.bears = Bears::label;
  made.identity = naming_.of(Bears::label, id);
  made.own_name = naming_.own(Bears::label, id);
  made.named = name;
  of_annotation(made, it.annotation);
  made.departement = it.departement;
  made.at = places_.declared(NodeKind::reference_label, model_.modules[it.module].name, name);
  Line line;
  line.aspect = Aspect::designates;
  line.words = it.any ? "tout acte" : it.types.empty() ? "rien" : listed_events(it.types, line.items);
  line.key = it.any ? "*" : "";
  for (const auto& item : line.items) line.key += item + ";";
  made.lines.push_back(std::move(line));
  seal(made);
  return made;
}

Sheet SheetMaker::role_sheet(RoleId id) {
  const auto& it = model_.roles[id];
  const auto name = std::string(model_.text(it.name));
  auto made = sheet(SheetKind::role, "rôle", shown(it.label));
  made.bears = Bears::role;
  made.identity = naming_.of(Bears::role, id);
  made.own_name = naming_.own(Bears::role, id);
  made.named = name;
  of_annotation(made, it.annotation);
  made.departement = model_.modules[it.module].departement;
  made.at = places_.declared(NodeKind::role_decl, model_.modules[it.module].name, name);
  add_label(made, it.label, name);
  if (it.institution != 0)
    add(made, Aspect::institution, std::string(model_.text(it.institution)),
        institution_shown(model_, model_.text(it.institution)));
  if (!it.cases.empty()) {
    Line line;
    line.aspect = Aspect::held_by;
    std::vector<std::string> cases;
    const auto anywhere = wording_in(model_, no_id);
    for (const auto& one : it.cases) {
      line.key += role_key(one.role) + "<" +
                  (one.condition == none_id ? "" : former_.expression(one.condition, no_id)->key()) + ";";
      cases.push_back(role(one.role) + (one.condition == none_id
                                            ? std::string(it.cases.size() > 1 ? " sinon" : "")
                                            : " quand " + phrase(model_, one.condition, anywhere)));
    }
    line.words = listed(cases, " ; ");
    made.lines.push_back(std::move(line));
  }
  seal(made);
  return made;
}

}  // namespace filrouge::dsl
