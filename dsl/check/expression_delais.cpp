#include <fmt/format.h>

#include "dsl/check/expressions.hpp"

/// Délais, states and linked procédures, seen from an expression.
namespace filrouge::dsl {

std::vector<std::uint16_t> Expressions::delais(View node, std::string_view name, const Place& place) {
  if (!place.procedure) {
    c_.report(Code::unknown_name, node, {"le délai", std::string(name)})
        .expecting(Phrase("un délai ne se nomme que dans sa procédure"));
    return {};
  }
  std::vector<std::uint16_t> here, common, elsewhere;
  const auto& all = place.procedure->delais;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].name != name || !c_.may_name(place.module, all[i].part)) continue;
    auto& list = all[i].state == no_id ? common : all[i].state == place.state ? here : elsewhere;
    list.push_back(static_cast<std::uint16_t>(i));
  }
  if (!here.empty() || !common.empty() || !elsewhere.empty()) c_.means_delai(node, *place.procedure, name);
  if (!here.empty()) return here;
  if (!common.empty()) return common;
  if (elsewhere.empty()) {
    std::vector<std::string_view> names;
    for (const auto& one : all) names.push_back(one.name);
    c_.report(Code::unknown_name, node, {"le délai", std::string(name)}).suggesting(suggest(name, names));
  }
  return elsewhere;
}

Typed Expressions::end_of(View node, std::string_view name, const Place& place) {
  ExprId result = none_id;
  for (const auto index : delais(node, name, place)) {
    const auto one = pool().expr(Op::end_of, ValueType::date, {}, index);
    result = result == none_id ? one : pool().expr(Op::coalesce, ValueType::date, {result, one});
  }
  if (result == none_id) return {};
  return {result, ValueType::date};
}

Typed Expressions::delai_is(View node, const Place& place) {
  const auto word = node.first() ? node.first().text() : std::string("finie");
  const auto state = word == "en_cours"            ? DelaiState::running
                     : word.starts_with("depasse") ? DelaiState::overdue
                     : word.starts_with("tenu")    ? DelaiState::kept
                                                   : DelaiState::elapsed;
  ExprId result = none_id;
  for (const auto index : delais(node, node.text(), place)) {
    const auto one =
        pool().expr(Op::delai_is, ValueType::boolean, {}, index | static_cast<std::uint32_t>(state) << 16);
    result = result == none_id ? one : pool().expr(Op::logical_or, ValueType::boolean, {result, one});
  }
  if (result == none_id) return {};
  return {result, ValueType::boolean};
}

Typed Expressions::in_state(View node, const Place& place) {
  const auto state =
      place.procedure ? place.procedure->state(node.text(), c_.departement(place.module)) : no_id;
  if (state == no_id) {
    std::vector<std::string_view> states;
    if (place.procedure)
      for (const auto& one : place.procedure->states) states.push_back(one.name);
    c_.report(Code::unknown_name, node, {"l'état", node.text()}).suggesting(suggest(node.text(), states));
    return {};
  }
  c_.means_state(node, *place.procedure, node.text());
  return {pool().expr(Op::in_state, ValueType::boolean, {}, state), ValueType::boolean};
}

Typed Expressions::linked_in_state(View node, const Place& place) {
  const auto procedure = node.first();
  const auto state = procedure.next();
  ExprId result = none_id;
  bool stated = false;
  const auto versions = c_.names.resolve(NameKind::procedure, procedure.text(), place.module, procedure);
  std::vector<std::string_view> names;
  for (const auto* version : versions) {
    const auto& draft = c_.procedures[version->index];
    for (const auto& one : draft.states) names.push_back(one.name);
    const auto found = draft.state(state.text(), c_.departement(place.module));
    if (found == no_id) continue;
    c_.means_state(state, draft, state.text());
    stated = true;
    const auto one = pool().expr(Op::linked_in_state, ValueType::boolean, {},
                                 version->index | static_cast<std::uint32_t>(found) << 16);
    result = result == none_id ? one : pool().expr(Op::logical_or, ValueType::boolean, {result, one});
  }
  if (!versions.empty() && !stated)
    c_.report(Code::unknown_name, state, {"l'état", state.text()}).suggesting(suggest(state.text(), names));
  if (result == none_id) return {};
  return {result, ValueType::boolean};
}

Typed Expressions::in_table(View node, const Place& place) {
  const auto subject_node = node.first();
  const auto name_node = subject_node.next();
  const auto subject = value(subject_node, place);
  const auto tables = c_.names.resolve(NameKind::table, name_node.text(), place.module, name_node);
  if (!subject || tables.empty()) return {};
  // « taux de decision_cd dans bornes »: the column of the same name.
  const auto column = subject_node.is(NodeKind::field_of) || subject_node.is(NodeKind::name)
                          ? subject_node.text()
                          : std::string();
  return table_call(node, *tables.front(), column, place, {}, subject.id);
}

Typed Expressions::call(View node, const Place& place) {
  const auto tables = c_.names.find(NameKind::table, node.text(), place.module);
  c_.names.meant(NameKind::table, tables, node.text(), node);
  if (!tables.empty()) return table_call(node, *tables.front(), {}, place, node);
  if (!c_.names.find(NameKind::definition, node.text(), place.module).empty()) {
    c_.report(Code::wrong_type, node, {"le nom de la définition, sans parenthèses", "un appel"});
    return {};
  }
  c_.names.resolve(NameKind::table, node.text(), place.module, node);
  return {};
}

/// The words a column may hold, when it is a field or an attribute « un parmi (…) »: an argument may be one
/// of them.
Typed Expressions::words_of(std::string_view column, std::uint32_t module) const {
  const auto& vocabulary = c_.model.vocabulary;
  Typed wanted;
  const auto take = [&](ValueType type, const std::vector<Symbol>& words) {
    if (type == ValueType::enumeration && !wanted.words) wanted.type = type, wanted.words = &words;
  };
  if (const auto id = vocabulary.find_field(column))
    for (const auto& event : vocabulary.events)
      if (const auto* field = event.field(*id)) take(field->type, field->allowed);
  // A définition that names such a field.
  if (const auto found = c_.names.find(NameKind::definition, column, module);
      !found.empty() && found.front()->index < c_.model.definitions.size())
    for (auto id = c_.model.definitions[found.front()->index].body; id != none_id;) {
      const auto& expr = c_.model.exprs[id];
      if (expr.op == Op::field)
        return words_of(vocabulary.field_name(static_cast<FieldId>(expr.data)), module);
      id = expr.op == Op::definition || expr.op == Op::at_day ? c_.model.args[expr.first_arg] : none_id;
    }
  if (const auto id = vocabulary.find_attribute(column); id != no_id)
    take(vocabulary.attributes[id].type, vocabulary.attributes[id].allowed);
  return wanted;
}

Typed Expressions::table_call(View node, const Declared& found, std::string_view column, const Place& place,
                              View arguments, ExprId within) {
  const auto& table = c_.model.tables[found.index];
  std::size_t output = table.outputs.size();
  for (std::size_t i = 0; i < table.outputs.size(); ++i)
    if (c_.model.text(table.outputs[i]) == column) output = i;
  if (output == table.outputs.size() && table.outputs.size() == 1) output = 0;
  if (output == table.outputs.size()) {
    std::string columns;
    for (const auto one : table.outputs) columns += (columns.empty() ? "" : ", ") + c_.text(one);
    c_.report(Code::unknown_name, node, {"la colonne", std::string(column)})
        .expecting(Phrase(fmt::format("une colonne de la table « {} » : {}", found.simple, columns)));
    return {};
  }
  std::vector<ExprId> args;
  if (within != none_id) args.push_back(within);
  bool good = true;
  const auto add = [&](View input, const Typed& wanted = {}) {
    auto at = place;
    if (!arguments) at.module = found.module;
    const auto one = value(input, at, wanted);
    if (!one)
      good = false;
    else
      args.push_back(one.type == ValueType::event ? pool().expr(Op::occurred, ValueType::boolean, {one.id})
                                                  : one.id);
  };
  std::size_t count = 0;
  if (arguments) {
    std::vector<std::string> columns;
    for (const auto child : c_.tables[found.index].node)
      if (child.is(NodeKind::name)) columns.push_back(child.text());
    for (const auto input : arguments) {
      add(input, count < columns.size() ? words_of(columns[count], found.module) : Typed{});
      ++count;
    }
    if (count != table.inputs.size()) {
      c_.report(Code::wrong_type, arguments,
                {fmt::format("{} valeurs, une par colonne d'entrée", table.inputs.size()),
                 fmt::format("{}", count)});
      return {};
    }
  } else {
    for (const auto child : c_.tables[found.index].node)
      if (child.is(NodeKind::name)) add(child);
  }
  if (!good) return {};
  uses(place.rule, table.rule);
  rests_on(place.rule, table.rule);
  const auto data = found.index | static_cast<std::uint32_t>(output) << 16;
  if (within != none_id)
    return {pool().expr(Op::in_table, ValueType::boolean, args, data), ValueType::boolean};
  ValueType type = ValueType::none;
  for (const auto& row : table.rows)
    if (const auto& cell = row[table.inputs.size() + output]; !cell.values.empty()) {
      switch (cell.values.front().kind) {
        case Value::Kind::rate:
          type = ValueType::rate;
          break;
        case Value::Kind::duration:
          type = ValueType::duration;
          break;
        case Value::Kind::money:
          type = ValueType::money;
          break;
        case Value::Kind::integer:
          type = ValueType::integer;
          break;
        case Value::Kind::boolean:
          type = ValueType::boolean;
          break;
        case Value::Kind::date:
          type = ValueType::date;
          break;
        default:
          type = ValueType::text;
          break;
      }
    }
  return {pool().expr(Op::table_value, type, args, data), type};
}

}  // namespace filrouge::dsl
