#include "engine/core/prove/terms.hpp"

#include <algorithm>

namespace filrouge::prove {

TermId Terms::made(Op op, ValueType type, std::uint32_t data, std::uint32_t extra, std::vector<TermId> args,
                   ExprId written) {
  Key key{op, data, extra, std::move(args)};
  const auto [at, is_new] = index_.try_emplace(std::move(key), static_cast<TermId>(terms_.size()));
  if (!is_new) return at->second;
  terms_.push_back({op, type, data, extra, at->first.args, written});
  const auto id = at->second;
  if (op == Op::equal)
    for (const int side : {0, 1}) {
      const auto& word = terms_[terms_[id].args[side == 0 ? 1 : 0]];
      if (word.op != Op::literal) continue;
      const auto& value = word.value;
      if (value.kind != Value::Kind::symbol) continue;
      auto& words = words_[terms_[id].args[side == 0 ? 0 : 1]];
      const auto symbol = static_cast<Symbol>(value.lo);
      if (std::ranges::find(words, symbol) == words.end()) words.push_back(symbol);
    }
  return id;
}

TermId Terms::negated(TermId id, ExprId written) {
  return made(Op::logical_not, ValueType::boolean, 0, 0, {id}, written);
}

/// Two literals of one value are one term, wherever they are written.
TermId Terms::literal(const Value& value, ValueType type, ExprId written) {
  const std::vector<std::int64_t> said{static_cast<std::int64_t>(value.kind),
                                       static_cast<std::int64_t>(value.days), value.lo, value.hi};
  const auto [at, is_new] = literals_.try_emplace(said, none_id);
  if (!is_new) return at->second;
  const auto number = static_cast<std::uint32_t>(literals_.size());
  const auto id = made(Op::literal, type, number, 0, {}, written);
  terms_[id].value = value;
  literals_[said] = id;
  return id;
}

TermId Terms::less(TermId one, TermId other) {
  return made(Op::less, ValueType::boolean, 0, 0, {one, other}, none_id);
}

TermId Terms::after(TermId length, TermId day) {
  return made(Op::date_after, ValueType::date, 0, 0, {length, day}, none_id);
}

bool Terms::stands(TermId id) const {
  if (id == none_id) return true;
  const auto& term = terms_[id];
  if (term.op == Op::last || term.op == Op::today || term.op == Op::count || term.op == Op::exists ||
      term.op == Op::attribute || term.op == Op::end_of || term.op == Op::entry_day)
    return false;
  if (term.op == Op::first) {
    const auto& search = searches_[term.data];
    return stands(search.since) && stands(search.before) && stands(search.whose) && stands(search.such_that);
  }
  return std::ranges::all_of(term.args, [&](TermId arg) { return stands(arg); });
}

/// « 2 mois avant x » is not later than « 1 mois avant x ».
bool Terms::not_later(TermId one, TermId other) const {
  if (one == other) return true;
  const auto& a = terms_[one];
  const auto& b = terms_[other];
  if (a.op != Op::date_before || b.op != Op::date_before || a.args[1] != b.args[1]) return false;
  const auto bounds = [&](TermId id, Value& least, Value& greatest) {
    const auto& term = terms_[id];
    if (term.op == Op::literal && term.value.kind == Value::Kind::duration) {
      least = greatest = term.value;
      return true;
    }
    if (term.op != Op::parameter) return false;
    for (const auto& dated : program_.model.parameters[term.data].values)
      for (std::size_t i = 0; i <= dated.possible.size(); ++i) {
        const auto& value = i < dated.possible.size() ? dated.possible[i] : dated.value;
        if (value.kind != Value::Kind::duration || value.days != DayKind::calendar) return false;
        if (!least.known() || value.lo < least.lo) least = Value::of(Value::Kind::duration, value.lo);
        if (!greatest.known() || value.hi > greatest.hi)
          greatest = Value::of(Value::Kind::duration, value.hi);
      }
    return least.known();
  };
  Value a_least, a_greatest, b_least, b_greatest;
  return bounds(a.args[0], a_least, a_greatest) && bounds(b.args[0], b_least, b_greatest) &&
         a_least.lo >= b_greatest.hi;
}

TermId Terms::within_table(const Expr& expr, ExprId written) {
  const auto& model = program_.model;
  const auto& table = model.tables[expr.data & 0xFFFF];
  const auto column = expr.data >> 16;
  if (!model.tables[expr.data & 0xFFFF].first_match && table.rows.size() > 12) return none_id;
  const auto input = [&](std::size_t i) { return of(model.args[expr.first_arg + 1 + i]); };
  const auto asked = of(model.args[expr.first_arg]);
  const auto both = [&](TermId a, TermId b) {
    return a == none_id ? b : made(Op::logical_and, ValueType::boolean, 0, 0, {a, b}, written);
  };
  TermId any = none_id;
  if (table.first_match) return none_id;
  for (const auto& row : table.rows) {
    TermId all = none_id;
    for (std::size_t i = 0; i < table.inputs.size(); ++i) {
      const auto& cell = row[i];
      if (cell.kind == TableCell::Kind::any) continue;
      if (cell.kind != TableCell::Kind::values || cell.values.size() != 1 ||
          cell.values.front().kind != Value::Kind::boolean)
        return none_id;
      const auto term = input(i);
      all = both(all, cell.values.front().lo ? term : negated(term, written));
    }
    const auto& output = row[table.inputs.size() + column];
    if (output.kind == TableCell::Kind::values && output.values.size() == 1 &&
        output.values.front().known()) {
      const auto& value = output.values.front();
      auto least = value, greatest = value;
      least.hi = value.lo, greatest.lo = value.hi;
      const auto type = terms_[asked].type;
      const auto below =
          made(Op::less, ValueType::boolean, 0, 0, {asked, literal(least, type, written)}, written);
      const auto above =
          made(Op::less, ValueType::boolean, 0, 0, {literal(greatest, type, written), asked}, written);
      all = both(both(all, negated(below, written)), negated(above, written));
    } else {
      return none_id;
    }
    any = any == none_id ? all : made(Op::logical_or, ValueType::boolean, 0, 0, {any, all}, written);
  }
  return any;
}

TermId Terms::current() {
  return made(Op::current, ValueType::event, 0, 0, {}, none_id);
}

TermId Terms::field_of_current(TermId id) {
  const auto field = terms_[id];
  return made(Op::field, field.type, field.data, field.extra, {current()}, field.written);
}

TermId Terms::field_is(FieldId field, TermId value) {
  const auto asked = made(Op::field, terms_[value].type, field, 0, {current()}, none_id);
  return made(Op::equal, ValueType::boolean, 0, 0, {asked, value}, none_id);
}

std::uint32_t Terms::search_of(QueryId id) {
  const auto& model = program_.model;
  const auto& query = model.queries[id];
  const auto& pattern = model.patterns[query.pattern];
  Search search;
  search.type = pattern.type;
  for (const auto& constraint : pattern.constraints) {
    std::vector<TermId> values;
    for (const auto value : constraint.values) values.push_back(of(value));
    std::ranges::sort(values);
    search.constraints.emplace_back(constraint.field, std::move(values));
  }
  std::ranges::sort(search.constraints);
  const auto part = [&](ExprId expression) { return expression == none_id ? none_id : of(expression); };
  search.domain = query.domain;
  search.whose = part(query.whose);
  search.such_that = part(query.such_that);
  search.since = part(query.since);
  search.before = part(query.before);
  search.consecutive = query.consecutive;
  search.same_field = query.same_field;
  search.written = id;
  return made(std::move(search));
}

std::uint32_t Terms::made(Search search) {
  SearchKey key{search.type,  search.constraints, search.domain,      search.whose,     search.such_that,
                search.since, search.before,      search.consecutive, search.same_field};
  const auto [at, is_new] =
      search_index_.try_emplace(std::move(key), static_cast<std::uint32_t>(searches_.size()));
  if (is_new) searches_.push_back(std::move(search));
  return at->second;
}

TermId Terms::at_hand(TermId id, EventTypeId type) {
  if (type == no_id) return id;
  const auto [at, is_new] = at_hand_.try_emplace({id, type}, id);
  if (!is_new) return at->second;
  const auto term = terms_[id];
  auto result = id;
  if (facts_of(term.op).reads == Reads::query) {
    auto search = searches_[term.data];
    if (term.op == Op::last && search.type == type && search.constraints.empty() && search.unbounded() &&
        search.domain != Domain::affaire_of) {
      result = current();
    } else {
      for (auto* part : {&search.whose, &search.since, &search.before})
        if (*part != none_id) *part = at_hand(*part, type);
      if (search.such_that != none_id) search.such_that = at_hand(search.such_that, type);
      const auto data = made(std::move(search));
      if (data != term.data) result = made(term.op, term.type, data, term.extra, {}, term.written);
    }
  } else if (!term.args.empty()) {
    auto args = term.args;
    for (auto& arg : args) arg = at_hand(arg, type);
    if (args != term.args)
      result = made(term.op, term.type, term.data, term.extra, std::move(args), term.written);
  }
  at_hand_[{id, type}] = result;
  return result;
}

TermId Terms::of(ExprId id) {
  if (of_expression_.size() < program_.model.exprs.size())
    of_expression_.resize(program_.model.exprs.size(), none_id);
  if (of_expression_[id] != none_id) return of_expression_[id];
  const auto& model = program_.model;
  const auto& expr = model.exprs[id];
  const auto arg = [&](std::uint32_t i) { return of(model.args[expr.first_arg + i]); };
  const auto plain = [&](Op op, std::vector<TermId> args) {
    return made(op, expr.type == ValueType::none ? ValueType::boolean : expr.type, 0, 0, std::move(args), id);
  };
  const auto less = [&](TermId a, TermId b) { return made(Op::less, ValueType::boolean, 0, 0, {a, b}, id); };
  const auto equal = [&](TermId a, TermId b) {
    return made(Op::equal, ValueType::boolean, 0, 0, {a, b}, id);
  };
  TermId result = none_id;
  switch (expr.op) {
    case Op::definition:
      result = arg(0);
      break;
    case Op::literal:
      result = literal(model.values[expr.data], expr.type, id);
      break;
    case Op::last:
    case Op::first:
    case Op::exists:
    case Op::count:
    case Op::sum:
    case Op::sum_in_force:
    case Op::cumulated_days:
    case Op::cumulated_months:
      result = made(expr.op, expr.type, search_of(expr.data), expr.extra, {}, id);
      break;
    case Op::parameter: {
      // Of one value, the same everywhere, it is that value.
      const auto& parameter = model.parameters[expr.data];
      if (parameter.values.size() == 1 && parameter.possible.empty() && parameter.unread.empty() &&
          parameter.values.front().possible.empty() && parameter.values.front().value.exact() &&
          parameter.values.front().departement.empty())
        result = literal(parameter.values.front().value, expr.type, id);
      else
        result = made(Op::parameter, expr.type, expr.data, 0, {}, id);
      break;
    }
    case Op::in_table:
      result = within_table(expr, id);
      if (result != none_id) break;
      {
        std::vector<TermId> args;
        for (std::uint32_t i = 0; i < expr.arg_count; ++i) args.push_back(arg(i));
        result = made(expr.op, expr.type, expr.data, expr.extra, std::move(args), id);
      }
      break;
    case Op::greater:
      result = less(arg(1), arg(0));
      break;
    case Op::greater_equal:
      result = negated(less(arg(0), arg(1)), id);
      break;
    case Op::less_equal:
      result = negated(less(arg(1), arg(0)), id);
      break;
    case Op::different:
      result = negated(equal(arg(0), arg(1)), id);
      break;
    case Op::among: {
      result = equal(arg(0), arg(1));
      for (std::uint32_t i = 2; i < expr.arg_count; ++i)
        result = plain(Op::logical_or, {result, equal(arg(0), arg(i))});
      break;
    }
    case Op::between:
      result = plain(Op::logical_and, {negated(less(arg(0), arg(1)), id), negated(less(arg(2), arg(0)), id)});
      break;
    case Op::at_day:
      if (terms_[arg(1)].op == Op::today) {
        result = arg(0);
        break;
      }
      [[fallthrough]];
    default: {
      std::vector<TermId> args;
      for (std::uint32_t i = 0; i < expr.arg_count; ++i) args.push_back(arg(i));
      result = made(expr.op, expr.type, expr.data, expr.extra, std::move(args), id);
    }
  }
  of_expression_[id] = result;
  return result;
}

Span Terms::span(const Counted& counted) {
  const std::array<std::int32_t, 7> key{counted.length.months,
                                        counted.length.days,
                                        static_cast<std::int32_t>(counted.length.kind),
                                        static_cast<std::int32_t>(counted.franc),
                                        static_cast<std::int32_t>(counted.proroge),
                                        static_cast<std::int32_t>(counted.calendar),
                                        counted.backwards ? 1 : 0};
  const auto [at, is_new] = spans_.try_emplace(key);
  if (is_new) at->second = span_of(counted);
  return at->second;
}

std::span<const Symbol> Terms::words(TermId id) const {
  const auto found = words_.find(id);
  return found == words_.end() ? std::span<const Symbol>() : std::span<const Symbol>(found->second);
}

bool Terms::within(std::uint32_t one, std::uint32_t other) const {
  const auto& a = searches_[one];
  const auto& b = searches_[other];
  if (a.type != b.type || a.consecutive || b.consecutive) return false;
  const auto reach = [](Domain domain) {
    switch (domain) {
      case Domain::instance:
        return 0;
      case Domain::instance_or_before:
        return 1;
      case Domain::person:
        return 2;
      case Domain::household:
        return 3;
      case Domain::affaire_of:
        return 4;
    }
    return 4;
  };
  if (a.domain == Domain::affaire_of || b.domain == Domain::affaire_of) {
    if (a.domain != b.domain || a.whose != b.whose) return false;
  } else if (reach(a.domain) > reach(b.domain)) {
    return false;
  }
  const bool takes_up = b.domain == Domain::instance_or_before && a.domain == Domain::instance;
  if (b.since != none_id && b.since != a.since && !takes_up) return false;
  if (b.before != none_id && (a.before == none_id || !not_later(a.before, b.before))) return false;
  if (b.such_that != none_id && b.such_that != a.such_that) return false;
  return std::ranges::all_of(b.constraints, [&](const auto& wanted) {
    return std::ranges::any_of(a.constraints, [&](const auto& said) {
      return said.first == wanted.first && std::ranges::includes(wanted.second, said.second);
    });
  });
}

}  // namespace filrouge::prove
