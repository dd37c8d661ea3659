#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/check/tables.hpp"
#include "engine/core/model/plain_bound.hpp"

/// Every case of a table, one value a column: is a row written for it, and only one?
namespace filrouge::dsl {
namespace {

constexpr std::size_t most_comparisons = 5'000'000;  // cases times rows

/// The values a column can take, or one for each region its rows cut the line into.
std::vector<Value> domain_of(Checking& checking, const Table& table, std::size_t column, const Typed& input) {
  std::vector<Value> domain;
  if (input.type == ValueType::boolean) return {Value::of(false), Value::of(true)};
  if (input.type == ValueType::enumeration && input.words) {
    for (const auto word : *input.words) domain.push_back(Value::of(Value::Kind::symbol, word));
    return domain;
  }
  std::set<std::int64_t> points;
  auto kind = Value::Kind::integer;
  bool open = false;
  for (const auto& row : table.rows) {
    for (const auto& value : row[column].values) {
      kind = value.kind;
      points.insert(value.lo);
      if (kind == Value::Kind::symbol) continue;
      points.insert(value.lo - 1);
      points.insert(value.hi);
      points.insert(value.hi + 1);
    }
    open = open || !row[column].values.empty();
  }
  if (!open) return {Value{}};  // never looked at
  for (const auto point : points) domain.push_back(Value::of(kind, point));
  if (kind == Value::Kind::symbol) domain.push_back(Value::of(kind, checking.intern("autre")));
  return domain;
}

bool matches(const TableCell& cell, const Value& value) {
  if (cell.kind == TableCell::Kind::any) return true;
  if (cell.kind == TableCell::Kind::unknown) return false;  // of a value not known: another case
  return std::ranges::any_of(cell.values,
                             [&](const Value& one) { return one.lo <= value.lo && value.lo <= one.hi; });
}

std::string shown(Checking& checking, const Value& value) {
  return value.kind == Value::Kind::symbol ? checking.text(static_cast<Symbol>(value.lo))
                                           : plain_bound(value, false);
}

}  // namespace

void check_table(Checking& checking, std::uint32_t index, const std::vector<Typed>& inputs) {
  const auto& part = checking.tables[index];
  const auto table = checking.model.tables[index];
  if (table.rows.empty()) return;
  std::vector<std::vector<Value>> domains;
  std::vector<std::string> names;
  std::size_t cases = 1;
  for (const auto child : part.node)
    if (child.is(NodeKind::name)) names.push_back(child.text());
  for (std::size_t c = 0; c < inputs.size(); ++c) {
    domains.push_back(domain_of(checking, table, c, inputs[c]));
    cases *= std::max<std::size_t>(domains.back().size(), 1);
    if (cases > most_comparisons / table.rows.size()) {
      checking.report(Code::table_too_large, part.node, {part.node.text()});
      return;
    }
  }
  std::vector<View> rows;
  for (const auto child : part.node)
    if (child.is(NodeKind::table_row)) rows.push_back(child);
  rows.resize(std::min(rows.size(), table.rows.size()));

  std::vector<bool> used(table.rows.size());
  std::set<std::pair<std::size_t, std::size_t>> told;
  bool gap_told = false;
  std::vector<std::size_t> at(inputs.size());
  for (std::size_t n = 0; n < cases; ++n) {
    auto rest = n;
    for (std::size_t c = 0; c < inputs.size(); ++c) {
      at[c] = rest % domains[c].size();
      rest /= domains[c].size();
    }
    std::vector<std::size_t> held;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      bool all = true;
      for (std::size_t c = 0; c < inputs.size() && all; ++c)
        all = matches(table.rows[r][c], domains[c][at[c]]);
      if (all) held.push_back(r);
    }
    std::string which;
    for (std::size_t c = 0; c < inputs.size(); ++c)
      if (domains[c][at[c]].known())
        which +=
            fmt::format("{}{} = {}", which.empty() ? "" : ", ", names[c], shown(checking, domains[c][at[c]]));
    if (held.empty() && !gap_told) {
      gap_told = true;
      checking.report(Code::table_gap, part.node, {part.node.text(), which})
          .suggesting(Phrase("ajoutez une ligne ; si le texte ne dit rien, écrivez « inconnu » en sortie"));
    }
    if (!held.empty()) used[held.front()] = true;
    if (held.size() > 1 && !table.first_match && told.emplace(held[0], held[1]).second &&
        held[1] < rows.size())
      checking.report(Code::table_overlap, rows[held[1]], {part.node.text(), which})
          .suggesting(
              Phrase("séparez les cas, ou écrivez « politique première » si l'ordre des lignes décide"))
          .also(rows[held[0]].range(), Phrase("l'autre ligne", "the other row"));
  }
  for (std::size_t r = 0; table.first_match && r < rows.size(); ++r) {
    const bool unknown_input = std::ranges::any_of(
        table.rows[r], [](const TableCell& cell) { return cell.kind == TableCell::Kind::unknown; });
    if (!used[r] && !unknown_input) checking.report(Code::table_row_dead, rows[r]);
  }
}

}  // namespace filrouge::dsl
