#include "engine/core/prove/terms.hpp"

#include <algorithm>

namespace filrouge::prove {

TermId Terms::made(Op op, ValueType type, std::uint32_t data, std::uint32_t extra, std::vector<TermId> args,
                   ExprId written) {
  Key key{op, data, extra, args};
  const auto [at, is_new] = index_.try_emplace(std::move(key), static_cast<TermId>(terms_.size()));
  if (!is_new) return at->second;
  terms_.push_back({op, type, data, extra, at->first.args, written});
  const auto id = at->second;
  if (op == Op::equal)
    for (const int side : {0, 1}) {
      const auto& word = terms_[terms_[id].args[side == 0 ? 1 : 0]];
      if (word.op != Op::literal) continue;
      const auto& value = program_.model.values[program_.model.exprs[word.written].data];
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
TermId Terms::literal(const Value& value, ExprId written) {
  const std::vector<std::int64_t> said{static_cast<std::int64_t>(value.kind),
                                       static_cast<std::int64_t>(value.days), value.lo, value.hi};
  const auto [at, is_new] = literals_.try_emplace(said, static_cast<std::uint32_t>(literals_.size()));
  return made(Op::literal, program_.model.exprs[written].type, at->second, 0, {}, written);
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
      result = literal(model.values[expr.data], id);
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
  if (b.before != none_id && b.before != a.before) return false;
  if (b.such_that != none_id && b.such_that != a.such_that) return false;
  return std::ranges::all_of(b.constraints, [&](const auto& wanted) {
    return std::ranges::any_of(a.constraints, [&](const auto& said) {
      return said.first == wanted.first && std::ranges::includes(wanted.second, said.second);
    });
  });
}

}  // namespace filrouge::prove
