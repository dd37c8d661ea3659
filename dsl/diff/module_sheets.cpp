#include <fmt/format.h>

#include <algorithm>

#include "dsl/diff/sheet_maker.hpp"
#include "dsl/document/rule_words.hpp"
#include "engine/core/explain/indicator_words.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/opened_name.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {
namespace {

std::string simple(std::string_view qualified) {
  return std::string(qualified.substr(qualified.rfind('.') + 1));
}

}  // namespace

bool SheetMaker::in(RuleId rule, std::uint32_t module) const {
  return rule != none_id && model_.rules[rule].module == module;
}

Sheet SheetMaker::module(std::uint32_t index) {
  procedure_ = no_id;
  const auto& it = model_.modules[index];
  auto made = sheet(SheetKind::module, "module", it.title.empty() ? it.written : it.title);
  made.identity = naming_.of(Bears::module, index);
  made.own_name = naming_.own(Bears::module, index);
  made.named = it.written;
  of_rule(made, it.rule, none_id);
  add_text(made, Aspect::title, it.title);
  add_text(made, Aspect::regime, it.regime);
  const auto reach = !it.departement.empty() ? "département " + it.departement
                     : it.national           ? std::string("texte national")
                     : it.everywhere         ? std::string("tous les départements")
                                             : std::string();
  add_text(made, Aspect::reach, reach);
  add_text(made, Aspect::conventions, it.conventions);
  const auto anywhere = wording_in(model_, no_id);
  for (const auto& one : it.said_once) {
    Line line;
    line.aspect = Aspect::said_once;
    line.key = former_.pattern(one, no_id)->key();
    line.of = line.key;
    line.words = pattern_phrase(model_, one, anywhere);
    made.lines.push_back(std::move(line));
  }
  add_text(made, Aspect::source, it.source);
  if (const auto led = model_.rules[it.rule].led_by; led != no_id)
    add(made, Aspect::led_by, role_key(led), role(led));

  auto& parts = made.parts;
  for (const auto& one : model_.conventions)
    if (one.module == index) parts.push_back(conventions(one));
  const auto& vocabulary = model_.vocabulary;
  for (EventTypeId e = 0; e < vocabulary.events.size(); ++e)
    if (vocabulary.events[e].module == index) parts.push_back(event(e));
  for (AttributeId a = 0; a < vocabulary.attributes.size(); ++a)
    if (vocabulary.attributes[a].module == index) parts.push_back(attribute(a));
  for (LabelId l = 0; l < vocabulary.labels.size(); ++l)
    if (vocabulary.labels[l].module == index) parts.push_back(label(l));
  for (RoleId r = 0; r < model_.roles.size(); ++r)
    if (model_.roles[r].module == index) parts.push_back(role_sheet(r));
  std::set<Symbol> parameters;
  for (std::uint32_t p = 0; p < model_.parameters.size(); ++p)
    // The versions of one share their values.
    if (in(model_.parameters[p].rule, index) &&
        (model_.parameters[p].of_a_target || parameters.insert(model_.parameters[p].name).second))
      parts.push_back(parameter(p));
  for (std::uint32_t d = 0; d < model_.definitions.size(); ++d)
    if (in(model_.definitions[d].rule, index)) parts.push_back(definition(d));
  for (std::uint32_t t = 0; t < model_.tables.size(); ++t)
    if (in(model_.tables[t].rule, index)) parts.push_back(table(t));
  for (const auto& one : model_.controls)
    if (in(one.rule, index)) parts.push_back(control(one));
  for (const auto& one : model_.guarantees)
    if (in(one.rule, index)) parts.push_back(guarantee(one));
  for (const auto& one : model_.indicators)
    if (in(one.rule, index)) parts.push_back(indicator(one));
  for (const auto& one : model_.topics)
    if (in(one.rule, index)) parts.push_back(topic(one));
  for (const auto& one : scenarios_)
    if (one.module == it.name) parts.push_back(scenario(one));
  seal(made);
  return made;
}

Sheet SheetMaker::conventions(const Conventions& it) const {
  auto made = sheet(SheetKind::conventions, "conventions", it.name);
  made.identity = fold(it.name);
  made.named = it.name;
  of_annotation(made, it.annotation);
  made.at = places_.declared(NodeKind::conventions, model_.modules[it.module].name, fold(it.name));
  for (const auto& line : it.lines) {
    // « délais de la personne : … »: each is of somebody's délais.
    Line one;
    one.aspect = Aspect::lines;
    one.of = fold(line.substr(0, line.find(':')));
    one.key = fold(line);
    one.words = line;
    made.lines.push_back(std::move(one));
  }
  seal(made);
  return made;
}

Sheet SheetMaker::parameter(std::uint32_t index) {
  const auto& it = model_.parameters[index];
  const auto name = opened_name(it.label);
  auto made = sheet(SheetKind::parameter, it.of_a_target ? "objectif interne de" : "paramètre", name);
  made.bears = Bears::parameter;
  made.identity = (it.of_a_target ? "objectif:" : "") + naming_.of(Bears::parameter, index);
  if (!it.of_a_target) made.own_name = naming_.own(Bears::parameter, index);
  made.group = it.of_a_target ? "objectif" : made.group;
  made.named = it.label;
  of_rule(made, it.rule, model_.modules[model_.rules[it.rule].module].rule);
  made.bearing.internal = it.of_a_target || model_.rules[it.rule].internal_target;
  if (it.of_a_target) {
    // It is written where it is set; what is said of the échéance is told there.
    made.lines.clear();
    made.note.clear();
  }
  const bool versions = std::ranges::count(model_.parameters, it.name, &Parameter::name) > 1;
  if (versions) std::erase_if(made.lines, [](const Line& line) { return line.aspect == Aspect::in_force; });
  if (!it.possible.empty()) {
    Line line;
    line.aspect = Aspect::possible;
    std::vector<std::string> words;
    for (const auto& value : it.possible) {
      line.items.insert(value_key(value));
      words.push_back(value_words(value, it.type));
    }
    for (const auto& item : line.items) line.key += item + ";";
    line.words = listed(words, " ou ");
    made.lines.push_back(std::move(line));
  }
  if (!it.local.empty()) add(made, Aspect::local_bounds, fold(it.local), it.local);
  for (const auto& value : it.values) made.parts.push_back(parameter_value(it, value));
  seal(made);
  return made;
}

Sheet SheetMaker::parameter_value(const Parameter& parameter, const DatedValue& value) const {
  auto made = sheet(SheetKind::value, "valeur", {});
  made.departement = value.departement;
  const auto where = value.departement.empty() ? std::string()
                     : value.territoire.empty()
                         ? " pour le département " + value.departement
                         : " pour le territoire « " + value.territoire + " » (" + value.departement + ")";
  const auto since = value.from.known() ? " depuis le " + french_date(value.from) : std::string();
  made.told = "valeur" + where + since;
  made.noun = where + since;
  made.group = "valeur:" + value.departement + ":" + fold(value.territoire);
  made.identity = made.group + ":" + (value.from.known() ? iso_date(value.from) : "");
  made.note = value.note;
  made.article = value.source;
  const auto& info = model_.rules[parameter.rule];
  made.at = {info.file, info.line};
  const auto name = simple(model_.text(parameter.name));
  if (!value.departement.empty()) {
    for (const auto& module : model_.modules)
      if (module.departement == value.departement && module.in_force_from == value.from)
        if (auto at = places_.set_locally(module.name, name, value.territoire); at.line != 0) made.at = at;
  } else if (auto at = places_.dated(name, value.from.known() ? iso_date(value.from) : ""); at.line != 0) {
    made.at = at;
  }
  Line line;
  line.aspect = Aspect::value;
  line.key = value_key(value.value);
  line.words = value_words(value.value, parameter.type);
  line.lo = line.hi = value.value;
  made.lines.push_back(std::move(line));
  if (value.from.known()) add(made, Aspect::since, iso_date(value.from), french_date(value.from));
  if (value.to.known()) add(made, Aspect::until_day, iso_date(value.to), french_date(value.to));
  add_text(made, Aspect::value_source, value.source);
  // That of a value written with its paramètre is the paramètre's.
  if (!value.source.empty())
    add(made, Aspect::status, value.verified ? "vérifié" : "à vérifier",
        value.verified ? "vérifié" : "à vérifier");
  made.bearing.internal = parameter.of_a_target || info.internal_target;
  seal(made);
  return made;
}

Sheet SheetMaker::definition(std::uint32_t index) {
  const auto& it = model_.definitions[index];
  auto made = sheet(SheetKind::definition, "définition", opened_name(it.label));
  made.bears = Bears::definition;
  made.identity = naming_.of(Bears::definition, index);
  made.own_name = naming_.own(Bears::definition, index);
  made.named = it.label;
  of_rule(made, it.rule, model_.modules[model_.rules[it.rule].module].rule);
  auto wording = wording_in(model_, no_id);
  wording.reach = Domain::instance;
  add_expression(made, Aspect::body, it.body, wording);
  seal(made);
  return made;
}

Sheet SheetMaker::table(std::uint32_t index) {
  const auto& it = model_.tables[index];
  auto made = sheet(SheetKind::table, "table", opened_name(it.label));
  made.bears = Bears::table;
  made.identity = naming_.of(Bears::table, index);
  made.own_name = naming_.own(Bears::table, index);
  made.named = it.label;
  of_rule(made, it.rule, model_.modules[model_.rules[it.rule].module].rule);
  for (const auto& weight : model_.weights)
    if (std::ranges::find(weight.tables, index) != weight.tables.end()) made.bearing.legal_interval = true;
  auto anywhere = wording_in(model_, no_id);
  anywhere.reach = Domain::instance;
  std::vector<std::string> inputs;
  std::string input_key, output_key;
  for (const auto input : it.inputs) {
    inputs.push_back(phrase(model_, input, anywhere));
    input_key += former_.expression(input, no_id)->key() + ";";
  }
  add(made, Aspect::inputs, input_key, listed(inputs));
  std::vector<std::string> outputs;
  for (const auto output : it.outputs) {
    outputs.push_back(model_.vocabulary.told(model_.text(output)));
    output_key += std::string(model_.text(output)) + ";";
  }
  add(made, Aspect::outputs, output_key, listed(outputs));
  add(made, Aspect::policy, it.first_match ? "premiere" : "unique",
      it.first_match ? "la première ligne qui convient" : "une ligne, et une seule");

  const auto cell = [&](const TableCell& one, ValueType type, std::string& key) {
    std::vector<std::string> words;
    std::set<std::string> keys;
    for (const auto& value : one.values) {
      words.push_back(value_words(value, type));
      keys.insert(value_key(value));
    }
    key = fmt::format("{}:{}", static_cast<int>(one.kind), fmt::join(keys, ","));
    return one.kind == TableCell::Kind::any       ? std::string("toute valeur")
           : one.kind == TableCell::Kind::unknown ? std::string("inconnu")
                                                  : listed(words, " ou ");
  };
  for (const auto& row : it.rows) {
    auto line = sheet(SheetKind::row, "ligne", {});
    line.at = made.at;
    line.article = made.article;
    line.departement = made.departement;
    line.bearing = made.bearing;
    std::vector<std::string> when;
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string key;
      const bool input = i < it.inputs.size();
      auto words = cell(row[i], input ? model_.exprs[it.inputs[i]].type : ValueType::none, key);
      if (input) {
        line.identity += key + ";";
        if (row[i].kind != TableCell::Kind::any) when.push_back(inputs[i] + " : " + words);
        continue;
      }
      Line value;
      value.aspect = Aspect::value;
      value.of = outputs[i - it.inputs.size()];
      value.key = key;
      value.words = std::move(words);
      if (row[i].values.size() == 1) value.lo = value.hi = row[i].values.front();
      line.lines.push_back(std::move(value));
    }
    line.told = "ligne « " + (when.empty() ? "dans tous les cas" : listed(when)) + " »";
    if (it.first_match) line.sequence = "lignes";
    seal(line);
    made.parts.push_back(std::move(line));
  }
  seal(made);
  return made;
}

Sheet SheetMaker::control(const Control& it) {
  auto made = sheet(SheetKind::control, "contrôle", shown(it.label));
  made.identity = simple(model_.text(it.name));
  made.named = simple(model_.text(it.name));
  const auto module = model_.modules[model_.rules[it.rule].module].rule;
  of_rule(made, it.rule, module);
  add_label(made, it.label, made.named);
  auto wording = wording_in(model_, no_id);
  wording.current = it.each == none_id ? no_id : model_.patterns[it.each].type;
  made.bearing.adverse = weighs(it.each);
  constexpr const char* sentences[] = {"doit être précédé",        "doit être suivi",
                                       "ne peut intervenir avant", "exige",
                                       "jamais pendant",           "au plus un certain nombre"};
  const auto sentence = static_cast<std::size_t>(it.sentence);
  add(made, Aspect::sentence, std::to_string(sentence), sentences[sentence]);
  add_pattern(made, Aspect::act, it.each, wording);
  add_pattern(made, Aspect::other, it.other, wording);
  add_expression(made, Aspect::condition, it.condition, wording, it.sentence == Sentence::not_before);
  add_expression(made, Aspect::since, it.since, wording);
  add_expression(made, Aspect::within, it.within, wording);
  add_expression(made, Aspect::at_least, it.at_least, wording);
  if (it.procedure != no_id)
    add(made, Aspect::target,
        naming_.of(Bears::procedure, it.procedure) + "/" + naming_.of_state(it.procedure, it.state),
        "« " + shown(model_.procedures[it.procedure].states[it.state].label) + " »");
  if (it.sentence == Sentence::at_most) {
    add(made, Aspect::limit, std::to_string(it.limit), std::to_string(it.limit));
    if (it.same != no_id)
      add(made, Aspect::of_instance, std::string(model_.vocabulary.field_name(it.same)),
          "de même " + field_phrase(model_, it.same, wording.current, wording));
  }
  add_expression(made, Aspect::every, it.per, wording);
  if (it.per != none_id)
    add(made, Aspect::rolling, it.civil ? "civil" : "glissant", it.civil ? "du calendrier" : "glissants");
  if (const auto led = model_.rules[it.rule].led_by; led != no_id) {
    add(made, Aspect::led_by, role_key(led), role(led));
    made.lines.back().inherited = led == model_.rules[module].led_by;
  }
  for (const auto& one : it.if_broken) {
    auto broken = action(one, it.rule, "sinon", wording, made.bearing);
    if (one.label == it.label) {
      // Without words of its own, it says its title.
      std::erase_if(broken.lines, [](const Line& line) { return line.aspect == Aspect::label; });
      broken.told = broken.noun;
      seal(broken);
    }
    made.parts.push_back(std::move(broken));
  }
  seal(made);
  return made;
}

Sheet SheetMaker::guarantee(const Guarantee& it) {
  auto made = sheet(SheetKind::guarantee, "garantie", shown(it.label));
  made.identity = made.named = simple(model_.text(it.name));
  of_rule(made, it.rule, model_.modules[model_.rules[it.rule].module].rule);
  add_label(made, it.label, made.named);
  const bool never = it.kind == GuaranteeKind::never_without;
  add(made, Aspect::sentence, never ? "jamais" : "toujours",
      never ? "jamais … sans …" : "dans tout état non final, un délai court ou une suite est écrite");
  if (it.procedure != no_id) {
    const auto& procedure = model_.procedures[it.procedure];
    Line line;
    line.aspect = Aspect::target;
    line.key = naming_.of(Bears::procedure, it.procedure) + ":";
    std::vector<std::string> states;
    for (const auto state : it.states) {
      line.items.insert(naming_.of_state(it.procedure, state));
      states.push_back("« " + shown(procedure.states[state].label) + " »");
    }
    for (const auto& item : line.items) line.key += item + ";";
    line.words = shown(procedure.label) + (states.empty() ? "" : " : " + listed(states, " ni "));
    made.lines.push_back(std::move(line));
  }
  add_expression(made, Aspect::condition, it.without, wording_in(model_, it.procedure));
  if (it.unless_blocking_that_day)
    add(made, Aspect::otherwise, "sauf", "sauf irrégularité bloquante ce jour-là");
  seal(made);
  return made;
}

Sheet SheetMaker::indicator(const Indicator& it) {
  auto made = sheet(SheetKind::indicator, "indicateur", shown(it.label));
  made.identity = made.named = simple(model_.text(it.name));
  of_rule(made, it.rule, model_.modules[model_.rules[it.rule].module].rule);
  add_label(made, it.label, made.named);
  auto key = fmt::format("{}:{}:", static_cast<int>(it.measure), it.of_persons);
  for (const auto query : {it.from, it.to})
    key += query == none_id ? "-;" : former_.query(query, no_id)->key() + ";";
  for (const auto id : {it.within, it.counted_from})
    key += id == none_id ? "-;" : former_.expression(id, no_id)->key() + ";";
  if (it.field != no_id) key += std::string(model_.vocabulary.field_name(it.field));
  std::set<std::string> states;
  for (const auto& one : it.states)
    states.insert(naming_.of(Bears::procedure, one.procedure) + "/" +
                  naming_.of_state(one.procedure, one.state));
  for (const auto whole : it.whole) states.insert(naming_.of(Bears::procedure, whole));
  add(made, Aspect::measure, key + fmt::format("{}", fmt::join(states, ";")), measure_sentence(program_, it));
  const auto anywhere = wording_in(model_, no_id);
  add_patterns(made, Aspect::left_by, it.left_by, anywhere);
  std::set<std::string> axes;
  std::vector<std::string> axes_words;
  for (const auto& axis : it.axes) {
    axes.emplace(axis_word(model_.vocabulary, axis));
    axes_words.push_back(axis_shown(program_, axis_word(model_.vocabulary, axis)));
  }
  if (!axes.empty()) add(made, Aspect::axes, fmt::format("{}", fmt::join(axes, ";")), listed(axes_words));
  add_text(made, Aspect::goal, target_words(it));
  add_text(made, Aspect::benchmarks, listed(it.benchmarks, " ; "));
  add(made, Aspect::group, std::to_string(it.minimum_group), std::to_string(it.minimum_group));
  seal(made);
  return made;
}

Sheet SheetMaker::topic(const Topic& it) const {
  auto made = sheet(SheetKind::topic, it.dispositif ? "dispositif" : "article", shown(it.label));
  made.identity = made.named = simple(model_.text(it.name));
  of_rule(made, it.rule, model_.modules[model_.rules[it.rule].module].rule);
  add_label(made, it.label, made.named);
  add_text(made, Aspect::source, it.source);
  std::set<std::string> rules;
  for (const auto rule : it.rules) rules.insert(model_.rules[rule].code);
  add_text(made, Aspect::encoded, fmt::format("{}", fmt::join(rules, ", ")));
  add_text(made, Aspect::body, it.by_program.empty() ? it.without_rule : it.by_program);
  seal(made);
  return made;
}

Sheet SheetMaker::scenario(const Scenario& it) const {
  auto made = sheet(SheetKind::scenario, "scénario", it.label.empty() ? it.name : it.label);
  made.identity = made.named = it.name;
  made.at = {it.file, it.line};
  if (!it.label.empty()) add_label(made, it.label, it.name);
  if (const auto* lines = places_.scenario(it.file, it.line)) {
    const auto of = [&](Aspect aspect, const auto& said) {
      Line line;
      line.aspect = aspect;
      // The facts of a day are in the order they are given.
      for (const auto& [key, words] : said) {
        line.key += key + "\n";
        line.items.insert(words);
      }
      line.words = counted(said.size(), "ligne", "lignes");
      if (!said.empty()) made.lines.push_back(std::move(line));
    };
    of(Aspect::facts_given, lines->given);
    of(Aspect::expected, lines->expected);
  }
  seal(made);
  return made;
}

}  // namespace filrouge::dsl
