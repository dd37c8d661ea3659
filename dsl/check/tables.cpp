#include "dsl/check/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace filrouge::dsl {
namespace {

/// Values of a cell, each written out. Nothing when one could not be read.
std::optional<TableCell> read_cell(Checking& checking, Expressions& expressions, View node,
                                   std::uint32_t module, const Typed& wanted) {
  TableCell cell;
  if (node.number() == 1) return cell;
  const auto unknown = checking.intern("inconnu");
  const bool is_a_word = wanted.type == ValueType::enumeration && wanted.words &&
                         std::ranges::find(*wanted.words, unknown) != wanted.words->end();
  if (node.number() == 2 && is_a_word) {
    cell.kind = TableCell::Kind::values;
    cell.values.push_back(Value::of(Value::Kind::symbol, unknown));
    return cell;
  }
  if (node.number() == 2) {
    cell.kind = TableCell::Kind::unknown;
    return cell;
  }
  cell.kind = TableCell::Kind::values;
  Place place;
  place.module = module;
  for (const auto written : node) {
    const auto typed = expressions.value(written, place, wanted);
    if (!typed) return std::nullopt;
    const auto& expr = checking.model.exprs[typed.id];
    if (expr.op != Op::literal) {
      checking.report(Code::wrong_type, written, {"une valeur écrite", "un calcul"});
      return std::nullopt;
    }
    const bool words = typed.type == ValueType::enumeration || typed.type == ValueType::text ||
                       typed.type == ValueType::reference;
    const bool wanted_words = wanted.type == ValueType::enumeration || wanted.type == ValueType::text ||
                              wanted.type == ValueType::reference;
    if (wanted.type != ValueType::none && typed.type != wanted.type && !(words && wanted_words)) {
      checking.report(Code::wrong_type, written, {type_name(wanted, checking), type_name(typed, checking)});
      return std::nullopt;
    }
    cell.values.push_back(checking.model.values[expr.data]);
  }
  return cell;
}

}  // namespace

void read_definitions(Checking& checking, Expressions& expressions) {
  for (std::uint32_t i = 0; i < checking.definitions.size(); ++i) {
    const auto& part = checking.definitions[i];
    Definition definition;
    const auto name = checking.model.modules[part.module].name + "." + part.node.text();
    definition.name = checking.intern(name);
    definition.label = written_name(checking, part.node);
    definition.rule = add_rule(checking, part.node, part.module, name, checking.modules[part.module].rule);
    checking.model.definitions.push_back(std::move(definition));
  }
  for (std::uint32_t i = 0; i < checking.definitions.size(); ++i) {
    const auto& part = checking.definitions[i];
    Place place;
    place.module = part.module;
    place.any_event = true;
    place.rule = checking.model.definitions[i].rule;
    auto body = expressions.value(part.node.first(), place);
    if (const auto on = part.node.child(NodeKind::on_day); on && body) {
      const auto day = expressions.date(on.first(), place);
      if (day != none_id) body.id = checking.pool.expr(Op::at_day, body.type, {body.id, day});
    }
    checking.model.definitions[i].body = body.id;
  }
}

void outline_tables(Checking& checking, Expressions& expressions) {
  for (const auto& part : checking.tables) {
    Table table;
    const auto name = checking.model.modules[part.module].name + "." + part.node.text();
    table.name = checking.intern(name);
    table.label = written_name(checking, part.node);
    table.rule = add_rule(checking, part.node, part.module, name, checking.modules[part.module].rule);
    std::size_t inputs = 0;
    for (const auto child : part.node) {
      if (child.is(NodeKind::name)) table.columns.push_back(excerpt(checking, child)), ++inputs;
      if (child.is(NodeKind::policy)) table.first_match = child.text().starts_with("premiere");
      if (child.is(NodeKind::table_outputs))
        for (const auto output : child) {
          table.outputs.push_back(checking.intern(output.text()));
          checking.model.vocabulary.tell_name(table.outputs.back(), written_name(checking, output));
        }
    }
    table.inputs.resize(inputs, none_id);
    // Outputs of the rows give the type of each column; inputs are read once definitions are.
    for (const auto child : part.node) {
      if (!child.is(NodeKind::table_row)) continue;
      std::size_t width = 0;
      for (const auto cell : child) static_cast<void>(cell), ++width;
      if (width != inputs + table.outputs.size()) {
        checking.report(
            Code::table_row_width, child,
            {std::to_string(width), part.node.text(), std::to_string(inputs + table.outputs.size())});
        continue;
      }
      std::vector<TableCell> row(width);
      std::size_t column = 0;
      for (const auto cell : child) {
        if (column >= inputs)
          if (const auto read = read_cell(checking, expressions, cell, part.module, {})) row[column] = *read;
        ++column;
      }
      table.rows.push_back(std::move(row));
    }
    checking.model.tables.push_back(std::move(table));
  }
}

void read_tables(Checking& checking, Expressions& expressions, bool covered) {
  for (std::uint32_t i = 0; i < checking.tables.size(); ++i) {
    const auto& part = checking.tables[i];
    Place place;
    place.module = part.module;
    place.any_event = true;
    place.rule = checking.model.tables[i].rule;
    std::vector<Typed> inputs;
    bool good = true;
    for (const auto child : part.node) {
      if (!child.is(NodeKind::name)) continue;
      auto typed = expressions.value(child, place);
      if (typed && typed.type == ValueType::event)
        typed = {checking.pool.expr(Op::occurred, ValueType::boolean, {typed.id}), ValueType::boolean};
      good = good && typed;
      inputs.push_back(typed);
    }
    auto& table = checking.model.tables[i];
    for (std::size_t c = 0; c < inputs.size(); ++c) table.inputs[c] = inputs[c].id;
    if (!good) continue;
    std::size_t r = 0;
    for (const auto child : part.node) {
      if (!child.is(NodeKind::table_row)) continue;
      std::size_t width = 0, column = 0;
      for (const auto cell : child) static_cast<void>(cell), ++width;
      if (width != inputs.size() + table.outputs.size()) continue;
      for (const auto cell : child) {
        if (column < inputs.size()) {
          if (const auto read = read_cell(checking, expressions, cell, part.module, inputs[column]))
            checking.model.tables[i].rows[r][column] = *read;
          else
            good = false;
        }
        ++column;
      }
      ++r;
    }
    if (good && covered) check_table(checking, i, inputs);
  }
}

}  // namespace filrouge::dsl
