#include <algorithm>

#include "engine/core/machine/interpreter.hpp"

/// Tables of the rules: the rows that what is known leaves possible.
namespace filrouge {

template <class Visit>
void Interpreter::possible_rows(const Expr& expr, std::uint32_t first_input, const Place& place,
                                Visit&& visit) {
  const auto& table = program_.model.tables[expr.data & 0xFFFF];
  const auto column = table.inputs.size() + (expr.data >> 16);
  const auto first = inputs_.size();
  for (std::size_t i = 0; i < table.inputs.size(); ++i) {
    const auto given = first_input + static_cast<std::uint32_t>(i);
    const auto input = evaluate(given < expr.arg_count ? arg(expr, given) : table.inputs[i], place);
    inputs_.push_back(input);
  }
  for (const auto& row : table.rows) {
    auto fits = Truth::yes;
    for (std::size_t i = 0; i < table.inputs.size() && fits != Truth::no; ++i) {
      const auto& cell = row[i];
      if (cell.kind == TableCell::Kind::any) continue;
      const auto& input = inputs_[first + i];
      auto cell_fits = input.known() ? Truth::no : Truth::unknown;
      for (const auto& word : cell.values) {
        if (!input.known() || cell_fits == Truth::yes) break;
        if (input.lo >= word.lo && input.hi <= word.hi)
          cell_fits = Truth::yes;
        else if (input.hi >= word.lo && input.lo <= word.hi)
          cell_fits = Truth::unknown;
      }
      fits = both(fits, cell_fits);
    }
    if (fits == Truth::no) continue;
    visit(row[column]);
    if (fits == Truth::yes && table.first_match) break;
  }
  inputs_.resize(first);
}

/// An unknown input leaves several rows possible: what all of them allow stands, so that the protective cap
/// applies.
Value Interpreter::table(const Expr& expr, std::uint32_t first_input, const Place& place) {
  const auto name = program_.model.tables[expr.data & 0xFFFF].name;
  Value narrowest;
  bool unknown = false;
  const auto lacking = missing_.size();
  std::size_t rows = 0;
  possible_rows(expr, first_input, place, [&](const TableCell& cell) {
    ++rows;
    if (cell.kind != TableCell::Kind::values) {
      unknown = true;
      return;
    }
    const auto& bounds = cell.values.front();
    if (!narrowest.known())
      narrowest = bounds;
    else if (bounds.kind == Value::Kind::symbol || bounds.kind == Value::Kind::boolean)
      unknown = unknown || bounds != narrowest;
    else
      narrowest = {bounds.kind, bounds.days, bounds.written, std::max(narrowest.lo, bounds.lo),
                   std::min(narrowest.hi, bounds.hi)};
  });
  // Nothing in common: other words, or intervals apart. What it is depends on what is missing.
  // Where one row is left, no input is wanting.
  if (rows == 1) missing_.resize(lacking);
  if (!unknown && narrowest.known() && narrowest.lo <= narrowest.hi) return narrowest;
  if (missing_.size() == lacking) note_missing(name);
  return Value::missing(name);
}

/// Within the interval of every possible row: yes; of none: no; else it depends on a fact that is missing.
Value Interpreter::within_table(const Expr& expr, const Place& place) {
  const auto tested = evaluate(arg(expr, 0), place);
  bool within_some = false, outside_some = false,
       unknown = !tested.known() || tested.kind == Value::Kind::null;
  possible_rows(expr, 1, place, [&](const TableCell& cell) {
    if (cell.kind != TableCell::Kind::values || unknown) {
      unknown = true;
      note_missing(program_.model.tables[expr.data & 0xFFFF].name);
      return;
    }
    const auto& bounds = cell.values.front();
    const bool within = tested.lo >= bounds.lo && tested.hi <= bounds.hi;
    (within ? within_some : outside_some) = true;
  });
  if (unknown || within_some == outside_some) return Value::missing();
  return Value::of(within_some);
}

}  // namespace filrouge
