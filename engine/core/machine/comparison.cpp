#include <array>
#include <utility>

#include "engine/core/machine/interpreter.hpp"

/// Comparisons, and the days on which they turn: one that reads the day of evaluation does not turn every
/// day.
namespace filrouge {

Interpreter::Following Interpreter::following(ExprId id, const Place& place) {
  const auto outer_following = std::exchange(following_, true);
  const auto outer_reads = std::exchange(reads_today_, false);
  Following result{evaluate(id, place), false};
  result.follows = reads_today_;
  following_ = outer_following;
  reads_today_ = outer_reads || result.follows;
  return result;
}

void Interpreter::consider_crossing(ExprId id, const Place& place, Date fixed) {
  constexpr std::int32_t far = 8000;  // days
  const auto facts = facts_.size(), lacking = missing_.size();
  const auto worth = [&](std::int32_t later) {
    auto there = place;
    there.day = place.day + later;
    const auto met = next_;
    const auto value = following(id, there).value;
    next_ = met;
    facts_.resize(facts);
    missing_.resize(lacking);
    return value;
  };
  const auto side = [&](const Value& value) {
    if (value.kind != Value::Kind::date) return std::pair{2, 2};
    const auto of = [&](Date day) { return day < fixed ? -1 : day > fixed ? 1 : 0; };
    return std::pair{of(value.earliest()), of(value.latest())};
  };
  // What rises with the day alone is on one side of a day until it passes it for good, whoever asks.
  const bool rises = program_.rising[id] && seen_.journal().residences.size() < 2;
  if (rises) {
    budget_.spend(1 + crossings_.size() / 8);
    for (auto known = crossings_.rbegin(); known != crossings_.rend(); ++known)
      if (known->id == id && known->fixed == fixed && known->governing == place.governing &&
          known->from <= place.day && (!known->on.known() || place.day < known->on))
        return next_.consider(known->on);
  }
  const auto outer = reads_today_;
  const auto today = worth(0);
  const auto now = side(today);
  std::int32_t same = 0, other = far;
  const auto try_one = [&](std::int32_t later) {
    if (later > same && later < other) (side(worth(later)) == now ? same : other) = later;
  };
  bool crosses = !(rises && now.first == 1);
  if (crosses) {
    // It most often advances day by day, but for the length of a month.
    if (today.kind == Value::Kind::date) {
      try_one(days_between(today.latest(), fixed) + 4);
      try_one(days_between(today.earliest(), fixed) - 4);
    }
    crosses = other < far || side(worth(far)) != now;
  }
  Date on;
  if (crosses) {
    while (other - same > 1) try_one(same + (other - same) / 2);
    on = place.day + other;
  }
  if (rises && (crosses || now.first == 1)) crossings_.push_back({id, fixed, place.governing, place.day, on});
  next_.consider(on);
  reads_today_ = outer;
}

Value Interpreter::compare(const Expr& expr, const Place& place) {
  // « aujourd'hui ≥ 1er juin 2025 » turns on that day, not every day; « 3 mois avant aujourd'hui » likewise.
  bool any_follows = false;
  bool all_follow = true;
  bool beside_unknown = false;
  std::array<Value, 2> still;
  std::size_t standing = 0;
  const auto operand = [&](std::uint32_t i) {
    const auto [value, follows] = following(arg(expr, i), place);
    any_follows = any_follows || follows;
    beside_unknown = beside_unknown || (!follows && !value.known());
    all_follow = all_follow && follows;
    if (!follows && value.kind == Value::Kind::date && standing < still.size()) still[standing++] = value;
    return value;
  };
  const auto turns = [&] {
    if (!any_follows) return;
    // Beside what is not known, the day decides nothing.
    if (beside_unknown && expr.arg_count == 2) return;
    if (all_follow || standing == 0) return next_.consider(place.day + 1);
    for (std::uint32_t i = 0; i < expr.arg_count; ++i)
      if (following(arg(expr, i), place).follows)
        for (std::size_t k = 0; k < standing; ++k) {
          consider_crossing(arg(expr, i), place, still[k].earliest());
          if (!still[k].exact()) consider_crossing(arg(expr, i), place, still[k].latest());
        }
  };
  // Whether it holds turns on days said here: whoever reads it needs not follow the day of evaluation.
  const auto outer = reads_today_;
  const auto result = compared(expr, operand);
  turns();
  reads_today_ = outer;
  return result;
}

template <class Operand>
Value Interpreter::compared(const Expr& expr, Operand&& operand) {
  const auto a = operand(0);
  const auto equal = [](const Value& x, const Value& y) {
    if (!x.known() || !y.known()) return Truth::unknown;
    if (x.kind == Value::Kind::null || y.kind == Value::Kind::null)
      return x.kind == y.kind ? Truth::yes : Truth::no;
    if (x.hi < y.lo || y.hi < x.lo) return Truth::no;
    return x.exact() && y.exact() ? Truth::yes : Truth::unknown;
  };
  const auto less = [](const Value& x, const Value& y, bool or_equal) {
    if (!x.known() || !y.known() || x.kind == Value::Kind::null || y.kind == Value::Kind::null)
      return Truth::unknown;
    if (or_equal ? x.hi <= y.lo : x.hi < y.lo) return Truth::yes;
    if (or_equal ? x.lo > y.hi : x.lo >= y.hi) return Truth::no;
    return Truth::unknown;
  };
  const auto second = [&](std::uint32_t i = 1) { return operand(i); };
  switch (expr.op) {
    case Op::equal:
      return Value::of(equal(a, second()));
    case Op::different:
      return Value::of(!equal(a, second()));
    case Op::less:
      return Value::of(less(a, second(), false));
    case Op::less_equal:
      return Value::of(less(a, second(), true));
    case Op::greater:
      return Value::of(less(second(), a, false));
    case Op::greater_equal:
      return Value::of(less(second(), a, true));
    case Op::between:
      return Value::of(both(less(second(1), a, true), less(a, second(2), true)));
    default: {
      auto result = Truth::no;
      for (std::uint32_t i = 1; i < expr.arg_count; ++i) result = either(result, equal(a, second(i)));
      return Value::of(result);
    }
  }
}

}  // namespace filrouge
