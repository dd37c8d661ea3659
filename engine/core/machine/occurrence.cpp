#include <algorithm>

#include "engine/core/machine/interpreter.hpp"

/// Has it happened, and the latest or the earliest of what has.
namespace filrouge {

Value Interpreter::occurred(ExprId argument, const Place& place) {
  const auto& expr = program_.model.exprs[argument];
  if (expr.op == Op::end_of) {
    if (place.instance == none_id) return Value::missing();
    const auto delai = static_cast<std::uint16_t>(expr.data);
    const auto over = machines_.delai_over(place.instance, delai, place.day);
    turns_after(machines_.delai_end(place.instance, delai, place.day));
    if (over == Truth::yes) note_fact(machines_.lifting_act(place.instance, delai));
    if (over == Truth::unknown) note_missing_end(delai, place);
    return Value::of(over);
  }
  if (expr.op == Op::last || expr.op == Op::first || expr.op == Op::exists) {
    Expr exists = expr;
    exists.op = Op::exists;
    return collection(exists, place);
  }
  const auto tested = evaluate(argument, place);
  switch (tested.kind) {
    case Value::Kind::event:
      return Value::of(seen_.event(static_cast<std::uint32_t>(tested.lo)).on <= place.day);
    case Value::Kind::boolean:
      return tested;
    case Value::Kind::null:
      return Value::of(false);
    case Value::Kind::date:
      if (tested.latest() <= place.day) return Value::of(true);
      if (tested.earliest() > place.day) {
        next_.consider(tested.earliest());
        return Value::of(false);
      }
      // « Au plus tard » is certain that day.
      if (tested.latest() < last_day()) next_.consider(tested.latest());
      // What it lacks was noted when it was read.
      if (tested.half_open()) return Value::missing();
      return missing(program_.notification);
    default:
      return tested.is_absent() ? Value::of(false) : Value::missing(static_cast<Symbol>(tested.lo));
  }
}

/// Of the acts noted since then: the one of that day, else the first; none of nothing.
std::uint32_t Interpreter::deciding(std::size_t since, const Value& day) const {
  for (auto i = since; i < facts_.size(); ++i)
    if (Value::of(seen_.event(facts_[i]).on) == day) return facts_[i];
  return since < facts_.size() ? facts_[since] : none_id;
}

Value Interpreter::choice_of_dates(const Expr& expr, const Place& place) {
  auto chosen = Value::absent(0);
  bool unknown = false;
  auto reason = reason_;
  auto decided_by = decided_by_;
  for (std::uint32_t i = 0; i < expr.arg_count; ++i) {
    const auto id = arg(expr, i);
    // What has not occurred is out of the choice; what may have, or has on an unknown day, makes it unknown.
    // Of an act looked for, whether it occurred is read with it.
    const auto op = program_.model.exprs[id].op;
    const bool looked_for = op == Op::last || op == Op::first;
    auto happened = Value::of(true);
    if (!looked_for) {
      const auto facts = facts_.size();
      happened = occurred(id, place);
      facts_.resize(facts);
      if (happened.kind == Value::Kind::boolean && happened.lo == 0) {
        // Left out of the choice, what it was read from made the choice too.
        if (op != Op::end_of) evaluate(id, place);
        continue;
      }
    }
    const auto before = facts_.size();
    reason_.reset();
    decided_by_.reset();
    auto day = evaluate(id, place);
    if (looked_for && day.is_absent()) continue;
    if (day.kind == Value::Kind::event) day = Value::of(seen_.event(static_cast<std::uint32_t>(day.lo)).on);
    // Happened, perhaps, on a day not known: the whole is known on one side, and rests on all that was read.
    if (day.kind != Value::Kind::date || happened.kind != Value::Kind::boolean) {
      note_missing(static_cast<Symbol>(day.known() ? 0 : day.lo));
      unknown = true;
      continue;
    }
    if (!chosen.known() || (expr.op == Op::latest ? day.lo > chosen.lo : day.lo < chosen.lo)) {
      decided_by = decided_by_.value_or(deciding(before, day));
      reason = reason_;
    }
    if (!chosen.known())
      chosen = day;
    else if (expr.op == Op::latest)
      chosen = Value::between(Value::Kind::date, std::max(chosen.lo, day.lo), std::max(chosen.hi, day.hi));
    else
      chosen = Value::between(Value::Kind::date, std::min(chosen.lo, day.lo), std::min(chosen.hi, day.hi));
  }
  reason_ = reason;
  decided_by_ = decided_by;
  if (!unknown) return chosen;
  if (!chosen.known()) return Value::missing();
  return expr.op == Op::latest ? Value::of(chosen.earliest(), last_day())
                               : Value::of(first_day(), chosen.latest());
}

}  // namespace filrouge
