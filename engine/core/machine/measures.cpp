#include <algorithm>
#include <utility>

#include "engine/core/calendar/measure.hpp"
#include "engine/core/machine/interpreter.hpp"

/// What the acts found come to: sums, and for how long measures ran.
namespace filrouge {

/// What is in force in the foyer that day is so whichever affaire asks.
Value Interpreter::in_force_for_all(const Expr& expr, const Query& query, const Window& limits,
                                    const Place& place) {
  if (in_force_.size() <= expr.data) in_force_.resize(program_.model.queries.size());
  auto& kept = in_force_[expr.data];
  const InForce::Asked asked{dossier_, machines_.deliveries_changed(), place.day, place.horizon, expr.extra,
                             hurried_};
  if (kept.asked == asked) {
    budget_.spend(1 + kept.facts.size());
    for (const auto fact : kept.missing) note_missing(fact);
    for (const auto fact : kept.facts) note_fact(fact);
    next_.consider(kept.turn);
    return kept.value;
  }
  const auto facts = facts_.size();
  const auto outer = std::exchange(first_missing_, missing_.size());
  const auto lacking = first_missing_;
  kept.turn = turn_of([&] {
    const auto first = search(query, limits, place, expr.op);
    kept.value = collected(expr, query, limits, place, first);
    found_.resize(first);
  });
  kept.asked = asked;
  // What it rests on is not asked of who hurries.
  if (hurried_) facts_.resize(facts);
  kept.facts.assign(facts_.begin() + static_cast<std::ptrdiff_t>(facts), facts_.end());
  kept.missing.assign(missing_.begin() + static_cast<std::ptrdiff_t>(lacking), missing_.end());
  missing_.resize(lacking);
  first_missing_ = outer;
  for (const auto fact : kept.missing) note_missing(fact);
  return kept.value;
}

Value Interpreter::sum_of_nothing(const Expr& expr) {
  return Value::of(expr.type == ValueType::money     ? Value::Kind::money
                   : expr.type == ValueType::integer ? Value::Kind::integer
                                                     : Value::Kind::rate,
                   0);
}

Value Interpreter::summed(const Expr& expr, const Query& query, const Window& limits, const Place& place,
                          std::span<const Found> found) {
  const auto type = program_.model.patterns[query.pattern].type;
  const bool in_force = expr.op == Op::sum_in_force;
  if (!in_force && open_world(query, limits, place) == Truth::unknown)
    return missing(program_.model.vocabulary.events[type].name);
  auto sum = sum_of_nothing(expr);
  const auto facts = facts_.size();
  bool unknown = false;
  const auto lacks = [&](std::uint32_t event) {
    if (!unknown) facts_.resize(facts);  // what leaves it unknown is what it rests on
    unknown = true;
    note_fact(event);
  };
  for (const auto& [event, surely] : found) {
    if (!surely) {
      note_missing(program_.model.vocabulary.events[type].name);
      lacks(event);
      continue;
    }
    if (in_force) {
      const auto from = seen_.event(event).from;
      const auto to = last_day_in_force(event);
      if (!from.known()) {
        note_missing_span(event);
        lacks(event);
        continue;
      }
      if (from > place.day) {
        next_.consider(from);
        continue;
      }
      if (to.known()) next_.consider(to + 1);
      if (to.known() && to < place.day) continue;
      const auto cut = cut_short(event, found, place);
      if (cut == Truth::yes) continue;
      if (!to.known()) note_missing_span(event);
      if (!to.known() || cut == Truth::unknown) {
        lacks(event);
        continue;
      }
    }
    const auto amount = seen_.field(event, static_cast<FieldId>(expr.extra));
    if (!amount.known()) {
      note_missing(static_cast<Symbol>(amount.lo));
      lacks(event);
      continue;
    }
    if (!unknown) note_fact(event);
    sum.lo += amount.lo;
    sum.hi += amount.hi;
  }
  return unknown ? Value::missing() : sum;
}

Truth Interpreter::cut_short(std::uint32_t event, std::span<const Found> found, const Place& place) {
  const auto& types = program_.model.vocabulary.events;
  const auto missing_count = missing_.size();
  auto cut = Truth::no;
  budget_.spend(found.size());
  const auto cut_by = [&](std::uint32_t act, Value effect) {
    const auto shares = machines_.share_an_instance(event, act);
    if (shares == Truth::no) return;
    if (effect.earliest() > place.day) next_.consider(effect.earliest());
    if (effect.latest() > place.day) next_.consider(effect.latest());
    const auto taken = both(shares, effect.latest() <= place.day    ? Truth::yes
                                    : effect.earliest() > place.day ? Truth::no
                                                                    : Truth::unknown);
    if (taken == Truth::unknown) note_missing(types[seen_.event(act).type].name);
    cut = either(cut, taken);
  };
  // A doubtful one, one whose first day is not known, leaves the sum unknown by itself.
  for (const auto& [later, surely] : found)
    if (surely && seen_.position(later) > seen_.position(event) && seen_.event(later).from.known())
      cut_by(later, Value::of(seen_.event(later).from));
  for (const auto type : program_.ended_by[seen_.event(event).type])
    for (const auto act : seen_.of_type(type)) {
      budget_.spend();
      if (seen_.event(act).on > place.day || seen_.position(act) >= place.horizon) break;
      if (seen_.position(act) <= seen_.position(event) || out_of_sight(act, place)) continue;
      const auto said = types[type].ends_on == no_id ? Value{} : seen_.field(act, types[type].ends_on);
      cut_by(act, said.kind == Value::Kind::date ? said : Value::of(seen_.event(act).on));
    }
  if (cut != Truth::unknown) missing_.resize(missing_count);
  return cut;
}

Date Interpreter::last_day_in_force(std::uint32_t event) const {
  const auto& seen_event = seen_.event(event);
  if (seen_event.to.known()) return seen_event.to;
  if (!seen_event.from.known()) return {};
  if (program_.lasts == no_id) return {};
  const auto length = seen_.field(event, program_.lasts);
  if (length.kind != Value::Kind::duration) return {};
  return measure_last_day(seen_event.from, Value::unpack_duration(length.lo, length.days),
                          seen_.calendar_on(seen_event.from));
}

Value Interpreter::cumulated(const Expr& expr, const Place& place) {
  const auto& query = program_.model.queries[expr.data];
  const auto type = program_.model.patterns[query.pattern].type;
  const auto facts = facts_.size();
  const auto limits = window(query, place);
  facts_.resize(facts);
  tell_where_it_looks(expr.data, limits, place);
  if (place.instance != none_id && machines_.remembers()) machines_.answered(place, expr, {}, {});
  const auto first = search(query, limits, place, expr.op);
  spans_.clear();
  bool unknown = false;
  for (auto i = first; i < found_.size() && !unknown; ++i) {
    const auto [event, surely] = found_[i];
    const auto from = seen_.event(event).from, to = last_day_in_force(event);
    if (!surely)
      note_missing(program_.model.vocabulary.events[type].name);
    else if (!from.known() || !to.known())
      note_missing_span(event);
    unknown = !surely || !from.known() || !to.known();
    if (unknown) facts_.resize(facts);
    note_fact(event);
    if (!unknown && from <= to) spans_.emplace_back(from.days, to.days);
  }
  found_.resize(first);
  if (unknown) return Value::missing();
  std::ranges::sort(spans_);
  std::int32_t days = 0, months = 0;
  for (std::size_t i = 0; i < spans_.size();) {
    auto [from, to] = spans_[i];
    for (++i; i < spans_.size() && spans_[i].first <= to + 1; ++i) to = std::max(to, spans_[i].second);
    days += to - from + 1;
    for (auto whole = 1; add_months(Date{from}, whole).days <= to + 1; ++whole) ++months;
  }
  const bool by_months = expr.op == Op::cumulated_months;
  if (expr.type == ValueType::integer) return Value::of(Value::Kind::integer, by_months ? months : days);
  return Value::of(by_months ? Duration{months, 0, DayKind::calendar} : Duration{0, days, DayKind::calendar});
}

void Interpreter::note_missing_span(std::uint32_t event) {
  const auto field = seen_.event(event).from.known() ? program_.duration : program_.beginning;
  note_missing(field ? field : program_.model.vocabulary.events[seen_.event(event).type].name);
}

}  // namespace filrouge
