#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "dsl/check/expressions.hpp"
#include "dsl/check/in_module.hpp"
#include "dsl/grammar/length_mends.hpp"
#include "dsl/source/limits.hpp"

/// What a bare name means: a field of the event at hand, a definition, a parameter, an attribute, an event, a
/// letter.
namespace filrouge::dsl {
namespace {

std::string_view simple_part(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

bool builtin_is_text(FieldId id) {
  const auto field = static_cast<BuiltinField>(id);
  return field == BuiltinField::personne || field == BuiltinField::reference ||
         field == BuiltinField::origine;
}

/// In the order they were met. A definition that names another twice rests on it once: else sixty that each
/// name the one before them twice would rest on as many as there are ways through them.
std::vector<RuleId> each_once(std::vector<RuleId> rules) {
  std::unordered_set<RuleId> met;
  std::erase_if(rules, [&](RuleId rule) { return !met.insert(rule).second; });
  return rules;
}

}  // namespace

Typed Expressions::field(FieldId id, const Typed& event) {
  const auto& vocabulary = c_.model.vocabulary;
  const FieldDecl* decl = event.event == no_id ? nullptr : vocabulary.events[event.event].field(id);
  if (id == static_cast<FieldId>(BuiltinField::le))
    return {pool().expr(Op::event_day, ValueType::date, {event.id}), ValueType::date};
  if (!decl && id < static_cast<FieldId>(BuiltinField::count)) {
    const auto type = builtin_is_text(id) ? ValueType::text : ValueType::date;
    return {pool().expr(Op::field, type, {event.id}, id), type};
  }
  if (!decl && event.event == no_id) {
    // Of any event: the first that has the field tells its type.
    for (const auto& type : vocabulary.events) {
      decl = type.field(id);
      if (decl) break;
    }
  }
  if (!decl) return {};
  Typed typed{pool().expr(Op::field, decl->type, {event.id}, id), decl->type};
  if (decl->type == ValueType::enumeration) typed.words = &decl->allowed;
  return typed;
}

std::optional<Typed> Expressions::field_at_hand(View node, const Place& place) {
  const auto id = c_.model.vocabulary.find_field(node.text());
  if (!id) return std::nullopt;
  const bool builtin = *id < static_cast<FieldId>(BuiltinField::count);
  const auto of = [&](EventTypeId type, Op op) -> std::optional<Typed> {
    if (type == no_id) return std::nullopt;
    if (!builtin && !c_.model.vocabulary.events[type].field(*id)) return std::nullopt;
    Typed event{pool().expr(op, ValueType::event), ValueType::event};
    event.event = type;
    c_.means_field(node, type, *id);
    return field(*id, event);
  };
  if (auto found = of(place.candidate, Op::candidate)) return found;
  if (auto found = of(place.current, Op::current)) return found;
  if (auto found = of(place.trigger, Op::trigger)) return found;
  if (place.any_event && !builtin) {
    Typed event{pool().expr(Op::current, ValueType::event), ValueType::event};
    if (auto typed = field(*id, event)) return c_.means_field(node, no_id, *id), typed;
  }
  return std::nullopt;
}

EventTypeId Expressions::event_type(View node, std::string_view name, const Place& place,
                                    Symbol* letter_object) {
  if (c_.model.vocabulary.find_event(simple_part(name)) != no_id) {
    const bool qualified = name.find('.') != std::string_view::npos;
    const auto found = qualified ? c_.names.resolve(NameKind::event, name, place.module, node)
                                 : c_.names.find(NameKind::event, name, place.module);
    if (!found.empty()) {
      if (!qualified) c_.names.meant(NameKind::event, found, name, node);
      return static_cast<EventTypeId>(found.front()->index);
    }
    if (qualified) return no_id;
  }
  return letter_object ? event_named(c_, name, place.module, letter_object) : no_id;
}

bool Expressions::take_from_heading(View node, EventTypeId type, const Place& place, Pattern& made) {
  auto& draft = c_.modules[place.module];
  if (draft.said_once.empty()) return true;
  bool good = true;
  if (std::ranges::find(draft.acts_named, type) == draft.acts_named.end()) draft.acts_named.push_back(type);
  auto& shown = c_.model.modules[place.module].said_once;
  for (const auto constraint : said_once(c_, place.module, type, node)) {
    if (!constrain(constraint, place, made)) {
      good = false;
      continue;
    }
    const auto& added = made.constraints.back();
    const auto the_same = [&](const Pattern& one) { return one.constraints.front().field == added.field; };
    if (std::ranges::none_of(shown, the_same)) shown.push_back({type, {added}});
  }
  return good;
}

Typed Expressions::bare_event(View node, EventTypeId type, Symbol letter_object, const Place& place) {
  Typed typed{none_id, ValueType::event};
  typed.event = type;
  if (!letter_object && type == place.current) {
    typed.id = pool().expr(Op::current, ValueType::event);
    return typed;
  }
  if (!letter_object && type == place.trigger) {
    typed.id = pool().expr(Op::trigger, ValueType::event);
    return typed;
  }
  Pattern pattern;
  pattern.type = type;
  if (letter_object) {
    const auto objet = c_.model.vocabulary.field_id(letter_field::subject);
    pattern.constraints.push_back(
        {objet, {pool().literal(Value::of(Value::Kind::symbol, letter_object), ValueType::enumeration)}});
  }
  if (!take_from_heading(node, type, place, pattern)) return {};
  Query query;
  query.pattern = pool().pattern(pattern);
  query.domain = place.domain;
  typed.id = pool().expr(Op::last, ValueType::event, {}, pool().query(query));
  return typed;
}

void Expressions::rests_on(RuleId rule, RuleId unverified) {
  if (unverified == none_id || c_.model.rules[unverified].verified) return;
  if (!unverified_.empty()) unverified_.back().push_back(unverified);
  if (rule == none_id) return;
  const auto lent = c_.model.rules[unverified].basis;  // of the rule itself, perhaps
  auto& target = c_.model.rules[rule];
  target.verified = false;
  for (const auto& reference : lent) {
    if (reference.verified) continue;
    const auto met = std::ranges::find(target.basis, reference.text, &BasisRef::text);
    if (met != target.basis.end()) {
      met->verified = false;
      continue;
    }
    target.basis.push_back(reference);
    target.basis.back().lent = true;
  }
}

/// Who names what: the index of what the rules carry follows it from a paramètre to the rules it decides.
void Expressions::uses(RuleId rule, RuleId named) {
  if (rule == none_id)
    c_.named_by_scenario.push_back(named);
  else if (rule != named)
    c_.model.uses.emplace_back(rule, named);
}

Typed Expressions::parameter(View node, const Declared& found, const Place& place) {
  const auto& parameter = c_.model.parameters[found.index];
  Typed typed{pool().expr(Op::parameter, parameter.type, {}, found.index), parameter.type};
  if (parameter.type == ValueType::duration && !parameter.values.empty()) {
    const auto& value = parameter.values.front().value;
    const auto length = Value::unpack_duration(value.lo, value.days);
    if (length.months == 0 || length.days == 0)
      typed.units = length.months                     ? unit_months
                    : value.days == DayKind::hour     ? unit_hours
                    : value.days == DayKind::calendar ? unit_days
                                                      : unit_working_days;
  }
  const auto in_hours = [](const DatedValue& one) { return one.value.days == DayKind::hour; };
  if (std::ranges::any_of(parameter.values, in_hours)) {
    if (refuses_hours(node)) return {};
    if (!std::ranges::all_of(parameter.values, in_hours)) typed.units = unit_unsaid;
  }
  uses(place.rule, parameter.rule);
  // Its possible values stand for it; without them nothing can be concluded from it.
  for (const auto unread : parameter.unread) rests_on(place.rule, unread);
  return typed;
}

Typed Expressions::definition(View node, const Declared& found, const Place& place) {
  const auto& part = c_.definitions[found.index];
  if (std::ranges::find(open_definitions_, found.index) != open_definitions_.end() ||
      open_definitions_.size() > limits::expression_depth) {
    c_.report(Code::circular_definition, node, {found.simple});
    return {};
  }
  const auto key = fmt::format(
      "{}:{}:{}:{}:{}:{}:{}:{}", found.index, static_cast<const void*>(place.procedure), place.state,
      place.current, place.trigger, place.candidate, static_cast<int>(place.domain), place.any_event);
  auto known = definitions_.find(key);
  if (known == definitions_.end()) {
    open_definitions_.push_back(found.index);
    unverified_.emplace_back();
    auto inside = place;
    inside.module = part.module;
    inside.rule = none_id;  // what it rests on is passed on below, here and wherever it is named again
    const auto fit = std::exchange(hours_fit_, false);
    auto body = value(part.node.first(), inside);
    hours_fit_ = fit;
    if (const auto on = part.node.child(NodeKind::on_day); on && body) {
      const auto day = date(on.first(), inside);
      body.id = day == none_id ? none_id : pool().expr(Op::at_day, body.type, {body.id, day});
    }
    if (body) body.id = pool().expr(Op::definition, body.type, {body.id}, found.index);
    open_definitions_.pop_back();
    Read read{body, each_once(std::move(unverified_.back()))};
    unverified_.pop_back();
    known = definitions_.emplace(key, std::move(read)).first;
  }
  uses(place.rule, c_.model.definitions[found.index].rule);
  rests_on(place.rule, c_.model.definitions[found.index].rule);
  for (const auto rule : known->second.unverified) rests_on(place.rule, rule);
  return known->second.typed;
}

Typed Expressions::name(View node, const Place& place, const Typed& wanted) {
  const auto& text = node.text();
  const auto word = c_.model.vocabulary.symbols.find(text);
  if (wanted.type == ValueType::enumeration && wanted.words && word &&
      std::ranges::find(*wanted.words, word) != wanted.words->end()) {
    Typed typed{pool().literal(Value::of(Value::Kind::symbol, word), ValueType::enumeration),
                ValueType::enumeration};
    typed.words = wanted.words;
    return typed;
  }
  if (auto found = field_at_hand(node, place)) return *found;
  if (const auto found = c_.names.find(NameKind::definition, text, place.module); !found.empty()) {
    // Versions never hold together: the one in force is chosen by the first that is known.
    c_.names.meant(NameKind::definition, found, text, node);
    return definition(node, *found.front(), place);
  }
  if (const auto found = c_.names.find(NameKind::parameter, text, place.module); !found.empty()) {
    c_.names.meant(NameKind::parameter, found, text, node);
    return parameter(node, *found.front(), place);
  }
  if (const auto found = c_.names.find(NameKind::attribute, text, place.module); !found.empty()) {
    c_.names.meant(NameKind::attribute, found, text, node);
    const auto& decl = c_.model.vocabulary.attributes[found.front()->index];
    Typed typed{pool().expr(Op::attribute, decl.type, {}, found.front()->index), decl.type};
    if (decl.type == ValueType::enumeration) typed.words = &decl.allowed;
    return typed;
  }
  if (const auto op = named_operation(text))
    return {pool().expr(*op, facts_of(*op).type), facts_of(*op).type};
  Symbol letter_object = 0;
  if (const auto type = event_type(node, text, place, &letter_object); type != no_id)
    return bare_event(node, type, letter_object, place);
  if (wanted.type == ValueType::text || wanted.type == ValueType::reference)
    return {pool().literal(Value::of(Value::Kind::symbol, c_.model.vocabulary.add_text(text)), wanted.type),
            wanted.type};
  unknown(node, text, place, wanted);
  return {};
}

void Expressions::unknown(View node, std::string_view name, const Place& place, const Typed& wanted) {
  if (wanted.type == ValueType::enumeration && wanted.words) {
    std::vector<std::string_view> words;
    for (const auto word : *wanted.words) words.push_back(c_.model.text(word));
    c_.report(Code::unknown_word, node, {std::string(name), fmt::format("({})", fmt::join(words, ", "))})
        .suggesting(suggest(name, words));
    return;
  }
  for (const auto kind : {NameKind::definition, NameKind::parameter, NameKind::table, NameKind::procedure}) {
    const bool somewhere = std::ranges::any_of(
        c_.names.of(kind), [&](const Declared& one) { return one.simple == name || one.name == name; });
    if (!somewhere) continue;
    const auto found = c_.names.resolve(kind, name, place.module, node);
    if (found.empty()) return;  // hidden or ambiguous: said
    c_.report(Code::wrong_type, node, {"une valeur", fmt::format("{} « {} »", the_kind(kind), name)});
    return;
  }
  if (place.procedure) {
    for (const auto& delai : place.procedure->delais) {
      if (delai.name != name) continue;
      c_.report(Code::wrong_type, node, {"une valeur ou une condition", fmt::format("le délai « {} »", name)})
          .expecting(Phrase(
              fmt::format("« fin de {0} », « {0} en cours », « {0} dépassée » ou « {0} tenue »", name)));
      return;
    }
    if (place.procedure->state(name, c_.departement(place.module)) != no_id) {
      c_.report(Code::wrong_type, node, {"une valeur ou une condition", fmt::format("l'état « {} »", name)})
          .expecting(Phrase(fmt::format("« dans l'état {} »", name)));
      return;
    }
  }
  if (const auto id = c_.model.vocabulary.find_field(name)) {
    for (const auto& type : c_.model.vocabulary.events) {
      if (!type.field(*id)) continue;
      c_.report(Code::field_without_event, node, {std::string(name)})
          .suggesting(
              Phrase(fmt::format("écrivez par exemple « {} de {} »", name, c_.model.text(type.name))));
      return;
    }
  }
  if (auto advice = grammar::length_taken_for_a_name(name); !advice.empty()) {
    c_.report(Code::unknown_name, node, {"le nom", std::string(name)}).suggesting(std::move(advice));
    return;
  }
  auto& told = c_.report(Code::unknown_name, node, {"le nom", std::string(name)});
  if (c_.diagnostics.dropped() > 0) return;  // a generated text: what nobody will read is not looked for
  std::vector<std::string_view> candidates;
  for (const auto kind : {NameKind::event, NameKind::attribute, NameKind::parameter, NameKind::definition})
    for (const auto one : c_.names.all(kind)) candidates.push_back(one);
  for (const auto type : {place.candidate, place.current, place.trigger})
    if (type != no_id)
      for (const auto& decl : c_.model.vocabulary.events[type].fields)
        candidates.push_back(c_.model.vocabulary.field_name(decl.id));
  told.suggesting(suggest(name, candidates));
}

Typed Expressions::field_of(View node, const Place& place) {
  const auto& wanted = node.text();
  const auto inner = node.first();
  // « taux de bornes_légales »: a column of a table.
  if (inner.is(NodeKind::name) || inner.is(NodeKind::call)) {
    const auto tables = c_.names.find(NameKind::table, inner.text(), place.module);
    c_.names.meant(NameKind::table, tables, inner.text(), inner);
    if (!tables.empty())
      return table_call(node, *tables.front(), wanted, place, inner.is(NodeKind::call) ? inner : View());
  }
  const auto event = value(inner, place);
  if (!event) return {};
  if (event.type != ValueType::event) {
    c_.report(Code::wrong_type, inner, {"un événement", type_name(event, c_)});
    return {};
  }
  const auto id = c_.model.vocabulary.find_field(wanted);
  const bool known = id && (*id < static_cast<FieldId>(BuiltinField::count) || event.event == no_id ||
                            c_.model.vocabulary.events[event.event].field(*id));
  if (!known) {
    std::vector<std::string_view> fields;
    std::string type = "cet événement";
    if (event.event != no_id) {
      type = c_.text(c_.model.vocabulary.events[event.event].name);
      for (const auto& decl : c_.model.vocabulary.events[event.event].fields)
        fields.push_back(c_.model.vocabulary.field_name(decl.id));
    }
    c_.report(Code::field_not_of_event, node, {wanted, type})
        .expecting(Phrase(fields.empty() ? std::string()
                                         : fmt::format("un de ses champs : {}", fmt::join(fields, ", "))))
        .suggesting(suggest(wanted, fields));
    return {};
  }
  c_.means_field(node, event.event, *id);
  return field(*id, event);
}

}  // namespace filrouge::dsl
