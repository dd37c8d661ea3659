#include <algorithm>

#include "engine/core/text/fold.hpp"
#include "tests/oracle/world.hpp"

/// What expressions are worth (engine/core/model/expression.hpp, operation by operation).
namespace filrouge::oracle {

std::optional<Duration> duration_of(const Value& value) {
  if (value.kind != Value::Kind::duration || value.lo != value.hi) return std::nullopt;
  return Value::unpack_duration(value.lo, value.days);
}

/// The first and the last day stand for all that is beyond: what is counted from there is beyond too.
bool unbounded(Date day) {
  return day >= last_day() || day <= first_day();
}
bool one_sided(const Value& value) {
  return value.kind == Value::Kind::date && !value.exact() &&
         (unbounded(value.earliest()) || unbounded(value.latest()));
}

Date later(Date day, Duration length, Calendar calendar) {
  if (unbounded(day)) return day;
  return compute_delai(day, length, {.calendar = calendar}).end;
}
Date earlier(Date day, Duration length, Calendar calendar) {
  if (unbounded(day)) return day;
  return compute_delai(day, length, {.calendar = calendar, .backwards = true}).end;
}

Truth truth(const Result& result) {
  const auto& v = result.value;
  if (v.kind != Value::Kind::boolean || v.lo != v.hi) return Truth::unknown;
  return v.lo ? Truth::yes : Truth::no;
}

Truth equal(const Value& a, const Value& b) {
  if (!a.known() || !b.known()) return Truth::unknown;
  if (a.exact() && b.exact()) return a.lo == b.lo ? Truth::yes : Truth::no;
  return a.hi < b.lo || b.hi < a.lo ? Truth::no : Truth::unknown;
}

namespace {

Truth less(const Value& a, const Value& b) {
  if (!a.known() || !b.known()) return Truth::unknown;
  if (a.hi < b.lo) return Truth::yes;
  return a.lo >= b.hi ? Truth::no : Truth::unknown;
}

Truth within(const Value& x, const Value& low, const Value& high) {
  return both(!less(x, low), !less(high, x));
}

Value lengthen(const Value& a, const Value& b, int sign) {
  const auto x = Value::unpack_duration(a.lo, a.days), y = Value::unpack_duration(b.lo, b.days);
  auto kind = x.days != 0 || x.kind != DayKind::calendar ? x.kind : y.kind;
  return Value::of(Duration{x.months + sign * y.months, x.days + sign * y.days, kind});
}

}  // namespace

Result World::parameter(std::uint32_t index, const Place& place) const {
  const auto& parameter = model_.parameters[index];
  // The nearest text: its territoire's, its département's, that of all; of one place, the last to begin.
  const auto there = departement_on(place.day);
  const auto in_territoire = [&](const std::string& territoire) {
    const DatedValue* best = nullptr;
    const auto near = [](const DatedValue& one) {
      return 2 * !one.territoire.empty() + !one.departement.empty();
    };
    for (const auto& one : parameter.values) {
      if (one.from.known() && one.from > place.governing) continue;
      if (one.to.known() && one.to < place.governing) continue;
      if (!one.departement.empty() && one.departement != there) continue;
      if (!one.territoire.empty() && fold(one.territoire) != fold(territoire)) continue;
      const bool later = best && (!best->from.known() || (one.from.known() && one.from >= best->from));
      if (!best || near(one) > near(*best) || (near(one) == near(*best) && later)) best = &one;
    }
    return best;
  };
  const auto* best = in_territoire(journal_.territoire);
  const Result unknown{Value::missing(parameter.name), {name(parameter.name)}, false};
  if (!best) return unknown;
  auto hull = best->value;
  if (journal_.territoire.empty()) {
    Names asked;
    for (const auto& one : parameter.values) {
      const auto* other = one.territoire.empty() ? nullptr : in_territoire(one.territoire);
      if (!other || other->territoire.empty() || other->value == hull) continue;
      asked = {"territoire"};
      if (hull.kind != Value::Kind::duration || hull.days != other->value.days)
        return {Value::missing(parameter.name), asked, false};
      hull.lo = std::min(hull.lo, other->value.lo);
      hull.hi = std::max(hull.hi, other->value.hi);
    }
    if (!asked.empty()) return {hull, asked, false};
  }
  if (best->verified) return {hull, {}, false};
  for (const auto& value : best->possible) {
    hull.lo = std::min(hull.lo, value.lo);
    hull.hi = std::max(hull.hi, value.hi);
  }
  return {hull, {}, false};
}

std::pair<Truth, Names> World::matches(PatternId id, const Event& event, const Place& place) const {
  const auto& pattern = model_.patterns[id];
  if (event.type != pattern.type) return {Truth::no, {}};
  auto all = Truth::yes;
  Names missing;
  for (const auto& constraint : pattern.constraints) {
    const auto had = field(event, constraint.field);
    auto one = Truth::no;
    Names names;
    if (!had.known()) names.insert(std::string(model_.vocabulary.field_name(constraint.field)));
    for (const auto wanted : constraint.values) {
      const auto value_wanted = value(wanted, place);
      one = either(one, equal(had, value_wanted.value));
      names.insert(value_wanted.missing.begin(), value_wanted.missing.end());
    }
    if (one == Truth::unknown) missing.insert(names.begin(), names.end());
    all = both(all, one);
  }
  if (all != Truth::unknown) missing.clear();
  return {all, missing};
}

Result World::value(ExprId id, const Place& place) const {
  const auto& expr = model_.exprs[id];
  const auto known = [](Value v, Facts facts = {}) { return Result{v, {}, false, std::move(facts)}; };
  const auto lacking = [&](Symbol s) {
    return Result{Value::missing(s), s ? Names{name(s)} : Names{}, false};
  };
  const auto of_event = [&](const Event* event) {
    if (!event) return Result{Value::missing(), {}, true};
    const auto rank = rank_of(*event);
    return known(Value::of(Value::Kind::event, static_cast<std::int64_t>(rank)), {rank});
  };
  const auto event_at = [&](const Result& r) { return &events_[static_cast<std::size_t>(r.value.lo)]; };
  const auto of_truth = [&](Truth t, const Result& a, const Result& b) {
    Result r{Value::of(t), {}, false, a.facts};
    r.facts.insert(b.facts.begin(), b.facts.end());
    if (t == Truth::unknown) {
      r.missing = a.missing;
      r.missing.insert(b.missing.begin(), b.missing.end());
    }
    return r;
  };

  switch (expr.op) {
    case Op::literal: {
      const auto& v = model_.values[expr.data];
      return v.known() ? known(v) : lacking(static_cast<Symbol>(v.lo));
    }
    case Op::parameter:
      return parameter(expr.data, place);
    case Op::attribute: {
      const auto v = attribute(static_cast<AttributeId>(expr.data), place.person, place.day);
      return v.known() ? known(v) : lacking(static_cast<Symbol>(v.lo));
    }
    case Op::trigger:
      return of_event(place.life ? place.life->trigger : nullptr);
    case Op::current:
      return of_event(place.current ? place.current : place.life ? place.life->trigger : nullptr);
    case Op::candidate:
      return of_event(place.candidate);
    case Op::last:
    case Op::first:
    case Op::count:
    case Op::exists:
      return collection(expr, place);
    case Op::cumulated_days:
    case Op::cumulated_months:
    case Op::sum:
    case Op::sum_in_force:
      return measured(expr, place);
    case Op::field: {
      auto event = value(arg(expr, 0), place);
      if (!event.value.known()) {
        if (event.missing.empty())
          event.missing.insert(std::string(model_.vocabulary.field_name(static_cast<FieldId>(expr.data))));
        return event;
      }
      const auto v = field(*event_at(event), static_cast<FieldId>(expr.data));
      auto told = v.known() ? known(v)
                            : lacking(symbol(model_.vocabulary.field_name(static_cast<FieldId>(expr.data))));
      told.facts = event.facts;
      return told;
    }
    case Op::event_day: {
      const auto event = value(arg(expr, 0), place);
      return event.value.known() ? known(Value::of(event_at(event)->on), event.facts) : event;
    }
    case Op::notification: {
      const auto event = value(arg(expr, 0), place);
      if (!event.value.known()) return event;
      auto told = notification(*event_at(event));
      told.facts.insert(event.facts.begin(), event.facts.end());
      return told;
    }
    case Op::end_of:
      return place.life ? end_of(*place.life, static_cast<std::uint16_t>(expr.data), place.day) : Result{};
    case Op::delai_is:
      if (!place.life) return {};
      return delai_is(*place.life, static_cast<std::uint16_t>(expr.data & 0xFFFF),
                      static_cast<DelaiState>(expr.data >> 16), place.day);
    case Op::in_state:
      return place.life ? known(Value::of(place.life->state == expr.data)) : Result{};
    case Op::linked_in_state:
      if (!place.life) return {};
      return linked_in_state(*place.life, static_cast<std::uint16_t>(expr.data & 0xFFFF),
                             static_cast<StateId>(expr.data >> 16));
    case Op::entry_day:
      return place.life ? known(Value::of(place.life->entered)) : Result{};
    case Op::start_day:
      return place.life ? known(Value::of(place.life->begun)) : Result{};
    case Op::today:
      return known(Value::of(place.day));
    case Op::first_of_month:
    case Op::first_of_next_month:
    case Op::first_of_year: {
      const auto of = value(arg(expr, 0), place);
      if (!of.value.known()) return of;
      const auto first = [&](Date day) {
        if (unbounded(day)) return day;
        // Walk back to the 1st, then forward a month at most.
        while (civil_day(day).day != 1 || (expr.op == Op::first_of_year && civil_day(day).month != 1))
          day = day - 1;
        if (expr.op == Op::first_of_next_month) do
            day = day + 1;
          while (civil_day(day).day != 1 && day < last_day());
        return day;
      };
      if (of.value.kind == Value::Kind::event) return known(Value::of(first(event_at(of)->on)), of.facts);
      const auto rounded = Value::of(first(of.value.earliest()), first(of.value.latest()));
      // What is not exact lacks what it was read from lacks.
      return {rounded, rounded.exact() ? Names{} : of.missing, false, of.facts};
    }
    case Op::departement: {
      const auto there = departement_on(place.day);
      if (there.empty()) return lacking(symbol("departement"));
      return known(Value::of(Value::Kind::symbol, symbol(there)));
    }
    case Op::payer: {
      auto kind = fold(journal_.organisme);
      kind.resize(std::min(kind.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), kind.size()));
      if (kind.empty()) return lacking(symbol("organisme"));
      return known(Value::of(Value::Kind::symbol, symbol(kind)));
    }
    case Op::age: {
      const auto birth =
          place.person < 0 ? Date{} : journal_.persons[static_cast<std::size_t>(place.person)].birth;
      if (!birth.known()) return lacking(symbol("naissance"));
      // The years between the two, one less before the day of the year has come; who is born on a 29 February
      // may be of that age on the 28 of another year, or the day after.
      const auto born = civil_day(birth), now = civil_day(place.day);
      const auto years = std::max(0, now.year - born.year);
      const auto of_year = std::pair(born.month, born.day), today = std::pair(now.month, now.day);
      const bool doubtful = born.month == 2 && born.day == 29 && today == std::pair(2U, 28U) && years > 0 &&
                            !civil_date(now.year, 2, 29);
      if (doubtful)
        return {Value::between(Value::Kind::integer, years - 1, years),
                {std::string(Vocabulary::leap_birthday)},
                false,
                {}};
      return known(Value::of(Value::Kind::integer, std::max(0, years - (today < of_year))));
    }
    case Op::logical_and:
    case Op::logical_or:
    case Op::logical_not:
      return logic(expr, place);
    case Op::occurred:
      return occurred(arg(expr, 0), place);
    case Op::equal:
    case Op::different:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal: {
      const auto a = value(arg(expr, 0), place), b = value(arg(expr, 1), place);
      const auto t = [&] {
        switch (expr.op) {
          case Op::equal:
            return equal(a.value, b.value);
          case Op::different:
            return !equal(a.value, b.value);
          case Op::less:
            return less(a.value, b.value);
          case Op::less_equal:
            return !less(b.value, a.value);
          case Op::greater:
            return less(b.value, a.value);
          default:
            return !less(a.value, b.value);
        }
      }();
      return of_truth(t, a, b);
    }
    case Op::among: {
      const auto x = value(arg(expr, 0), place);
      auto t = Truth::no;
      auto others = x;
      for (unsigned i = 1; i < expr.arg_count; ++i) {
        const auto one = value(arg(expr, i), place);
        t = either(t, equal(x.value, one.value));
        others.missing.insert(one.missing.begin(), one.missing.end());
        others.facts.insert(one.facts.begin(), one.facts.end());
      }
      return of_truth(t, x, others);
    }
    case Op::is_known: {
      const auto x = value(arg(expr, 0), place);
      return known(Value::of(x.value.known() && !one_sided(x.value)), x.facts);
    }
    case Op::between: {
      const auto x = value(arg(expr, 0), place), a = value(arg(expr, 1), place),
                 b = value(arg(expr, 2), place);
      auto r = of_truth(within(x.value, a.value, b.value), x, a);
      r.facts.insert(b.facts.begin(), b.facts.end());
      if (!r.value.known()) r.missing.insert(b.missing.begin(), b.missing.end());
      return r;
    }
    case Op::in_table:
    case Op::table_value:
      return table(expr, place);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::date_after:
    case Op::date_before:
    case Op::latest:
    case Op::earliest:
      return dates(expr, place);
    case Op::coalesce: {
      const auto a = value(arg(expr, 0), place);
      return a.value.known() && !one_sided(a.value) ? a : value(arg(expr, 1), place);
    }
    case Op::conditional: {
      const auto c = value(arg(expr, 0), place);
      const auto t = truth(c);
      if (t != Truth::unknown) {
        auto chosen = value(arg(expr, t == Truth::yes ? 1 : 2), place);
        chosen.facts.insert(c.facts.begin(), c.facts.end());
        return chosen;
      }
      const auto a = value(arg(expr, 1), place), b = value(arg(expr, 2), place);
      if (a.value.known() && a.value == b.value) return a;
      if (a.absent && b.absent) return a;
      return {Value{}, c.missing, false, c.facts};
    }
    case Op::at_day: {
      const auto day = value(arg(expr, 1), place);
      if (!day.value.exact() || day.value.kind != Value::Kind::date)
        return {Value::missing(), day.missing, day.absent, day.facts};
      auto then = place;
      then.day = day.value.earliest();
      auto told = value(arg(expr, 0), then);
      told.facts.insert(day.facts.begin(), day.facts.end());
      return told;
    }
    case Op::definition:
      return value(arg(expr, 0), place);
  }
  return {};
}

Result World::logic(const Expr& expr, const Place& place) const {
  if (expr.op == Op::logical_not) {
    auto r = value(arg(expr, 0), place);
    const auto t = truth(r);
    return {Value::of(!t), t == Truth::unknown ? r.missing : Names{}, false, r.facts};
  }
  // « et » is yes by all its parts, no by those that are; « ou » the other way.
  auto all = expr.op == Op::logical_and ? Truth::yes : Truth::no;
  Names missing;
  std::map<Truth, Facts> facts;
  const auto decides = expr.op == Op::logical_and ? Truth::no : Truth::yes;
  for (unsigned i = 0; i < expr.arg_count; ++i) {
    const auto r = value(arg(expr, i), place);
    const auto t = truth(r);
    if (t == decides) return {Value::of(t), {}, false, r.facts};
    all = expr.op == Op::logical_and ? both(all, t) : either(all, t);
    if (t == Truth::unknown) missing.insert(r.missing.begin(), r.missing.end());
    facts[t].insert(r.facts.begin(), r.facts.end());
  }
  return {Value::of(all), all == Truth::unknown ? missing : Names{}, false, facts[all]};
}

/// An absent event has not happened; a known date has, once it is over; the end of a délai is its day D,
/// 24:00.
Result World::occurred(ExprId argument, const Place& place) const {
  const auto& expr = model_.exprs[argument];
  if (expr.op == Op::end_of && place.life)
    return over(*place.life, static_cast<std::uint16_t>(expr.data), place.day);
  // An act that is asked about rather than named exists or not, as « il existe » would say.
  if (expr.op == Op::last || expr.op == Op::first) {
    auto asked = expr;
    asked.op = Op::exists;
    return collection(asked, place);
  }
  const auto r = value(argument, place);
  if (r.absent) return {Value::of(false), {}, false, r.facts};
  if (!r.value.known()) return {Value{}, r.missing, false, r.facts};
  if (r.value.kind == Value::Kind::event)
    return {Value::of(events_[static_cast<std::size_t>(r.value.lo)].on <= place.day), {}, false, r.facts};
  if (r.value.latest() <= place.day) return {Value::of(true), {}, false, r.facts};
  if (r.value.earliest() > place.day) return {Value::of(false), {}, false, r.facts};
  return {Value{}, one_sided(r.value) ? r.missing : Names{"notification"}, false, r.facts};
}

Result World::dates(const Expr& expr, const Place& place) const {
  using Kind = Value::Kind;
  if (expr.op == Op::latest || expr.op == Op::earliest) {
    // They range over what has occurred: an absent event is no date at all, an unknown date spoils the whole.
    std::optional<Value> best;
    Names missing;
    Facts facts;
    bool unknown = false;
    for (unsigned i = 0; i < expr.arg_count; ++i) {
      auto r = value(arg(expr, i), place);
      // The end of a délai has occurred once its day is over.
      if (const auto& member = model_.exprs[arg(expr, i)]; member.op == Op::end_of && place.life) {
        const auto ended = over(*place.life, static_cast<std::uint16_t>(member.data), place.day);
        if (truth(ended) == Truth::no) continue;
        if (truth(ended) == Truth::unknown) r = ended;
      }
      if (r.value.kind == Kind::event) r.value = Value::of(events_[static_cast<std::size_t>(r.value.lo)].on);
      facts.insert(r.facts.begin(), r.facts.end());
      if (r.absent) {
        missing.insert(r.missing.begin(), r.missing.end());
        continue;
      }
      // A date to come has not occurred; one that may be to come leaves the choice open.
      if (r.value.known() && r.value.earliest() > place.day) continue;
      if (one_sided(r.value)) missing.insert(r.missing.begin(), r.missing.end());
      if (r.value.known() && r.value.latest() > place.day)
        r = {Value{}, one_sided(r.value) ? r.missing : Names{"notification"}, false, r.facts};
      if (!r.value.known()) {
        unknown = true;
        missing.insert(r.missing.begin(), r.missing.end());
      } else if (!best) {
        best = r.value;
      } else if (expr.op == Op::latest) {
        best->lo = std::max(best->lo, r.value.lo), best->hi = std::max(best->hi, r.value.hi);
      } else {
        best->lo = std::min(best->lo, r.value.lo), best->hi = std::min(best->hi, r.value.hi);
      }
    }
    if (best && !unknown) return {*best, one_sided(*best) ? missing : Names{}, false, facts};
    // One of them is not known: the latest is not before the latest known, the earliest not after the
    // earliest.
    if (best && expr.op == Op::latest)
      return {Value::of(best->earliest(), last_day()), missing, false, facts};
    if (best) return {Value::of(first_day(), best->latest()), missing, false, facts};
    return {Value{}, missing, !unknown, facts};
  }
  auto a = value(arg(expr, 0), place), b = value(arg(expr, 1), place);
  for (auto* side : {&a, &b})
    if (side->value.kind == Kind::event)
      side->value = Value::of(events_[static_cast<std::size_t>(side->value.lo)].on);
  auto facts = a.facts;
  facts.insert(b.facts.begin(), b.facts.end());
  if (!a.value.known() || !b.value.known()) {
    Result r{Value{}, a.missing, a.absent || b.absent, facts};
    r.missing.insert(b.missing.begin(), b.missing.end());
    return r;
  }
  // What is not exact lacks what its parts lack.
  const auto told = [&](const Value& v) {
    Result r{v, {}, false, facts};
    if (v.exact()) return r;
    r.missing = a.missing;
    r.missing.insert(b.missing.begin(), b.missing.end());
    return r;
  };
  const auto move = [&](const Value& length, const Value& day, bool back) {
    const auto at = [&](std::int64_t l, std::int64_t d) {
      const auto duration = Value::unpack_duration(l, length.days);
      const Date from{static_cast<std::int32_t>(d)};
      return back ? earlier(from, duration, calendar(place.day)) : later(from, duration, calendar(place.day));
    };
    return back ? Value::of(at(length.hi, day.lo), at(length.lo, day.hi))
                : Value::of(at(length.lo, day.lo), at(length.hi, day.hi));
  };
  if (expr.op == Op::date_after) return told(move(a.value, b.value, false));
  if (expr.op == Op::date_before) return told(move(a.value, b.value, true));
  auto v = a.value;
  if (expr.op == Op::multiply) {
    const auto& x = a.value;
    const auto& y = b.value;
    if (x.kind == Kind::duration || y.kind == Kind::duration) {
      const auto& length = x.kind == Kind::duration ? x : y;
      const auto n = static_cast<std::int32_t>(x.kind == Kind::duration ? y.lo : x.lo);
      auto times = length;
      for (auto* bound : {&times.lo, &times.hi}) {
        const auto d = Value::unpack_duration(*bound, length.days);
        *bound = Value::pack_duration({d.months * n, d.days * n, d.kind});
      }
      return told(times);
    }
    v.kind = y.kind == Kind::money || x.kind == Kind::integer ? y.kind : x.kind;
    v.lo = x.lo * y.lo, v.hi = x.hi * y.hi;
    if (x.kind == Kind::rate || y.kind == Kind::rate) {
      const bool share = x.kind != Kind::integer && y.kind != Kind::integer;
      if (share) v.lo /= 10000, v.hi /= 10000;
    }
    return told(v);
  }
  const bool minus = expr.op == Op::subtract;
  if (a.value.kind == Kind::date && b.value.kind == Kind::duration)
    return told(move(b.value, a.value, minus));
  if (a.value.kind == Kind::duration && b.value.kind == Kind::date)
    return told(move(a.value, b.value, minus));
  if (a.value.kind == Kind::duration && a.value.exact() && b.value.exact())
    return {lengthen(a.value, b.value, minus ? -1 : 1), {}, false, facts};
  if (a.value.kind == Kind::date && b.value.kind == Kind::date) v.kind = Kind::integer;
  v.lo = minus ? a.value.lo - b.value.hi : a.value.lo + b.value.lo;
  v.hi = minus ? a.value.hi - b.value.lo : a.value.hi + b.value.hi;
  return told(v);
}

Result World::table(const Expr& expr, const Place& place) const {
  const auto& table = model_.tables[expr.data & 0xFFFF];
  const auto column = table.inputs.size() + (expr.data >> 16);
  const bool asks = expr.op == Op::in_table;
  const auto subject = asks ? value(arg(expr, 0), place) : Result{};
  std::vector<Result> inputs;
  for (unsigned i = asks ? 1 : 0; i < expr.arg_count; ++i) inputs.push_back(value(arg(expr, i), place));

  Names missing = subject.missing;
  auto facts = subject.facts;
  for (const auto& input : inputs) facts.insert(input.facts.begin(), input.facts.end());
  std::vector<const TableCell*> possible;
  for (const auto& row : table.rows) {
    auto fits = Truth::yes;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const auto& cell = row[i];
      auto one = Truth::no;
      if (cell.kind == TableCell::Kind::any)
        one = Truth::yes;
      else if (cell.kind == TableCell::Kind::unknown)
        one = inputs[i].value.known() ? Truth::no : Truth::yes;
      else
        for (const auto& wanted : cell.values) {
          const auto& had = inputs[i].value;
          one = either(one, wanted.exact() ? equal(had, wanted)
                            : had.known()  ? within(had, Value::of(wanted.kind, wanted.lo),
                                                    Value::of(wanted.kind, wanted.hi))
                                           : Truth::unknown);
        }
      fits = both(fits, one);
    }
    if (fits == Truth::no) continue;
    possible.push_back(&row[column]);
    if (fits == Truth::yes) break;
  }
  if (possible.size() != 1)
    for (const auto& input : inputs) missing.insert(input.missing.begin(), input.missing.end());

  if (asks) {
    std::optional<Truth> all;
    for (const auto* cell : possible) {
      auto one = Truth::unknown;
      if (cell->kind == TableCell::Kind::any) one = Truth::yes;
      if (cell->kind == TableCell::Kind::values && !cell->values.empty() && subject.value.known()) {
        one = Truth::no;
        for (const auto& v : cell->values)
          one = either(one, within(subject.value, Value::of(v.kind, v.lo), Value::of(v.kind, v.hi)));
      }
      all = !all || *all == one ? one : Truth::unknown;
    }
    const auto t = all.value_or(Truth::unknown);
    if (missing.empty()) missing.insert(name(table.name));
    return {Value::of(t), t == Truth::unknown ? missing : Names{}, false, facts};
  }
  // What every possible row allows; words that differ have nothing in common.
  const auto wanting = missing;
  if (missing.empty()) missing.insert(name(table.name));
  std::optional<Value> common;
  for (const auto* cell : possible) {
    if (cell->kind != TableCell::Kind::values || cell->values.empty())
      return {Value{}, missing, false, facts};
    const auto& v = cell->values.front();
    if (!common) common = v;
    if ((v.kind == Value::Kind::symbol || v.kind == Value::Kind::boolean) && v.lo != common->lo)
      return {Value{}, missing, false, facts};
    common->lo = std::max(common->lo, v.lo), common->hi = std::min(common->hi, v.hi);
  }
  if (!common || common->lo > common->hi) return {Value{}, missing, false, facts};
  return {*common, wanting, false, facts};
}

/// Does the expression choose among what has occurred, so that its value may move with each event?
bool World::mentions_choice(ExprId id) const {
  const auto& expr = model_.exprs[id];
  if (expr.op == Op::latest || expr.op == Op::earliest || expr.op == Op::conditional) return true;
  for (unsigned i = 0; i < expr.arg_count; ++i)
    if (mentions_choice(arg(expr, i))) return true;
  return false;
}

/// Does it speak of the end of a délai, which may be put off?
bool World::mentions_end(ExprId id) const {
  const auto& expr = model_.exprs[id];
  if (expr.op == Op::end_of) return true;
  for (unsigned i = 0; i < expr.arg_count; ++i)
    if (mentions_end(arg(expr, i))) return true;
  return false;
}

}  // namespace filrouge::oracle
