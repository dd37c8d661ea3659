#include <algorithm>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/calendar/measure.hpp"
#include "engine/core/replay/interpreter.hpp"

/// Queries over the journal: what the rules look for among the events of an instance, of a person, of a
/// foyer.
namespace filrouge {

Interpreter::Window Interpreter::window(const Query& query, const Place& place) {
  Window window;
  window.to = window.sure_to = place.day;
  if (query.domain == Domain::instance && place.instance != none_id)
    window.from = window.sure_from = machines_.instance(place.instance).begun;
  const auto days_of = [&](const Value& bound) {
    if (bound.kind == Value::Kind::event)
      return Value::of(seen_.event(static_cast<std::uint32_t>(bound.lo)).on);
    return bound.kind == Value::Kind::date ? bound : Value{};
  };
  if (query.since != none_id) {
    const auto since = evaluate(query.since, place);
    if (since.kind == Value::Kind::duration) {
      window.length = since;
    } else if (const auto days = days_of(since); days.known()) {
      window.from = std::max(window.from, days.earliest());
      window.sure_from = std::max(window.sure_from, days.latest());
    } else {
      window.unknown = true;
    }
  }
  if (query.before != none_id) {
    const auto days = days_of(evaluate(query.before, place));
    if (days.known()) {
      window.to = std::min(window.to, days.latest() - 1);
      window.sure_to = std::min(window.sure_to, days.earliest() - 1);
    } else {
      window.unknown = true;
    }
  }
  return window;
}

bool Interpreter::in_domain(const Query& query, std::uint32_t event, const Place& place) const {
  if (seen_.event(event).person_unknown) return false;
  if (query.domain == Domain::household) return true;
  if (!seen_.concerns(event, place.person)) return false;
  if (query.domain == Domain::person || place.instance == none_id) return true;
  return machines_.belongs(place.instance, event);
}

Interpreter::Match Interpreter::candidate_matches(const Query& query, const Window& window,
                                                  std::uint32_t event, const Place& place) {
  const auto& seen_event = seen_.event(event);
  if (seen_event.on > window.to || seen_event.on < window.from) return Match::no;
  if (!in_domain(query, event, place)) return Match::no;
  auto there = place;
  there.candidate = event;
  const auto missing_count = missing_.size();
  auto result = fits(query.pattern, event, there);
  if (result == Truth::no) {
    missing_.resize(missing_count);
    return Match::no;
  }
  if (seen_event.on < window.sure_from || seen_event.on > window.sure_to) result = Truth::unknown;
  // A personal act nobody is named for may be hers: it proves nothing, and excludes nothing.
  const bool whose_act = place.instance == none_id && place.current != none_id && seen_event.person >= 0 &&
                         seen_.whose_is_unknown(place.current);
  if ((seen_.whose_is_unknown(event) || whose_act) && query.domain != Domain::household)
    result = Truth::unknown;
  if (query.domain == Domain::instance && machines_.doubtful(place.instance, event)) result = Truth::unknown;
  if (window.length.known()) {
    // e ≤ day ≤ e + length, counted forwards.
    const auto calendar = calendar_of(seen_.journal().departement, {});
    const auto end_of = [&](std::int64_t packed) {
      return after(seen_event.on, Value::unpack_duration(packed, window.length.days), calendar, false);
    };
    const auto least = end_of(window.length.lo), greatest = end_of(window.length.hi);
    if (place.day > greatest) return Match::no;
    next_.consider(least + 1);
    next_.consider(greatest + 1);
    if (place.day > least) result = both(result, Truth::unknown);
  }
  if (query.such_that != none_id) result = both(result, holds(query.such_that, there));
  if (result == Truth::no) {
    missing_.resize(missing_count);
    return Match::no;
  }
  return result == Truth::yes && !window.unknown ? Match::yes : Match::doubtful;
}

Truth Interpreter::open_world(const Query& query, const Window& window, const Place& place) const {
  if (seen_.complete()) return Truth::no;
  const auto type = plan_.model.patterns[query.pattern].type;
  auto from = std::max(window.from, seen_.first_day());
  if (window.length.known() && place.day.known()) {
    const auto calendar = calendar_of(seen_.journal().departement, {});
    from = compute_delai(place.day, Value::unpack_duration(window.length.hi, window.length.days),
                         {.calendar = calendar, .backwards = true})
               .end;
  }
  return !from.known() || from > window.to || seen_.covered(type, from, window.to) ? Truth::no
                                                                                   : Truth::unknown;
}

Value Interpreter::collection(const Expr& expr, const Place& place) {
  const auto& query = plan_.model.queries[expr.data];
  const auto limits = window(query, place);
  const auto& types = plan_.model.vocabulary.events;
  const auto type = plan_.model.patterns[query.pattern].type;
  const auto name = types[type].name;
  std::uint32_t found = none_id, doubtful = none_id;
  bool doubt_before_found = false, doubt_after_found = false;
  std::int64_t count = 0, doubts = 0, sum_least = 0, sum_greatest = 0;
  std::int64_t run = 0, longest = 0;
  bool sum_unknown = false;
  Value run_field;
  auto sum_kind = expr.type == ValueType::money     ? Value::Kind::money
                  : expr.type == ValueType::integer ? Value::Kind::integer
                                                    : Value::Kind::rate;
  for (const auto event : seen_.of_type(type)) {
    if (seen_.event(event).on > limits.to || seen_.position(event) >= place.horizon) break;
    const auto match = candidate_matches(query, limits, event, place);
    if (query.consecutive && in_domain(query, event, place)) {
      // Runs are counted by the value of the field (« de même catégorie »); any other event of that value
      // breaks them.
      const auto field = query.same_field == no_id ? Value::of(true) : seen_.field(event, query.same_field);
      if (match == Match::no) {
        if (field == run_field || query.same_field == no_id) run = 0;
      } else {
        run = field == run_field || run == 0 ? run + 1 : 1;
        run_field = field;
        longest = run;
      }
      if (run == 0) longest = 0;
    }
    if (match == Match::no) continue;
    if (expr.op == Op::sum) {
      const auto amount = seen_.field(event, static_cast<FieldId>(expr.extra));
      if (!amount.known()) note_missing(static_cast<Symbol>(amount.lo));
      if (!amount.known() || match == Match::doubtful) {
        sum_unknown = true;
        continue;
      }
      note_fact(event);
      sum_least += amount.lo;
      sum_greatest += amount.hi;
      continue;
    }
    if (expr.op == Op::sum_in_force) {
      const auto from = seen_.field(event, static_cast<FieldId>(BuiltinField::du));
      const auto to = last_day_in_force(event);
      if (from.known() && from.earliest() > place.day) continue;
      if (to.known() && to < place.day) continue;
      if (to.known()) next_.consider(to + 1);
      const auto amount = seen_.field(event, static_cast<FieldId>(expr.extra));
      if (!amount.known() || !from.known() || !to.known() || match == Match::doubtful) {
        if (!amount.known()) note_missing(static_cast<Symbol>(amount.lo));
        if (!from.known() || !to.known()) note_missing_span(event);
        sum_unknown = true;
        continue;
      }
      note_fact(event);
      sum_kind = amount.kind;
      sum_least += amount.lo;
      sum_greatest += amount.hi;
      continue;
    }
    if (match == Match::doubtful) {
      ++doubts;
      doubtful = event;
      (found == none_id ? doubt_before_found : doubt_after_found) = true;
      continue;
    }
    ++count;
    doubt_after_found = expr.op == Op::first && doubt_after_found;
    if (expr.op == Op::first && found != none_id) continue;
    found = event;
    if (expr.op == Op::count) note_fact(event);
  }
  switch (expr.op) {
    case Op::sum:
      if (open_world(query, limits, place) == Truth::unknown) return missing(name);
      [[fallthrough]];
    case Op::sum_in_force:
      return sum_unknown ? Value::missing() : Value{sum_kind, DayKind::calendar, sum_least, sum_greatest};
    case Op::count: {
      if (doubts > 0) note_missing(name);
      if (open_world(query, limits, place) == Truth::unknown) return missing(name);
      if (query.consecutive) return Value::of(Value::Kind::integer, longest);
      return {Value::Kind::integer, DayKind::calendar, count, count + doubts};
    }
    case Op::exists: {
      if (found != none_id) {
        note_fact(found);
        return Value::of(true);
      }
      if (doubtful != none_id) return missing(name);
      const auto open = open_world(query, limits, place);
      if (open == Truth::unknown) note_missing(name);
      return Value::of(open);
    }
    default: {
      // A doubtful act that may be the one looked for leaves it unknown; one that cannot be leaves it as it
      // is.
      const bool in_doubt = expr.op == Op::first ? doubt_before_found : doubt_after_found;
      if (found == none_id && doubtful == none_id && open_world(query, limits, place) == Truth::no) {
        note_missing(name);
        return Value::absent(name);
      }
      if (found == none_id || in_doubt) return missing(name);
      note_fact(found);
      return Value::of(Value::Kind::event, found);
    }
  }
}

Date Interpreter::last_day_in_force(std::uint32_t event) const {
  const auto& seen_event = seen_.event(event);
  if (seen_event.to.known()) return seen_event.to;
  if (!seen_event.from.known()) return {};
  const auto field = plan_.model.vocabulary.find_field("duree");
  if (!field) return {};
  const auto length = seen_.field(event, *field);
  if (length.kind != Value::Kind::duration) return {};
  return measure_last_day(seen_event.from, Value::unpack_duration(length.lo, length.days));
}

void Interpreter::note_missing_span(std::uint32_t event) {
  const auto& symbols = plan_.model.vocabulary.symbols;
  note_missing(symbols.find(seen_.event(event).from.known() ? "duree" : "du"));
}

Value Interpreter::cumulated(const Query& query, const Place& place, bool months) {
  const auto limits = window(query, place);
  spans_.clear();
  for (const auto event : seen_.of_type(plan_.model.patterns[query.pattern].type)) {
    if (seen_.position(event) >= place.horizon) break;
    const auto match = candidate_matches(query, limits, event, place);
    if (match == Match::no) continue;
    const auto to = last_day_in_force(event);
    const auto from = seen_.event(event).from;
    if (!from.known() || !to.known()) note_missing_span(event);
    if (match == Match::doubtful) note_missing(plan_.model.vocabulary.events[seen_.event(event).type].name);
    if (match == Match::doubtful || !from.known() || !to.known()) return Value::missing();
    note_fact(event);
    if (from <= to) spans_.emplace_back(from.days, to.days);
  }
  std::ranges::sort(spans_);
  std::int64_t days = 0, whole_months = 0;
  for (std::size_t i = 0; i < spans_.size();) {
    auto [from, to] = spans_[i];
    for (++i; i < spans_.size() && spans_[i].first <= to + 1; ++i) to = std::max(to, spans_[i].second);
    days += to - from + 1;
    auto reached = 0;
    while (add_months(Date{from}, reached + 1).days <= to + 1) ++reached;
    whole_months += reached;
  }
  if (!months) return Value::of(Value::Kind::integer, days);
  return Value::of(Duration{.months = static_cast<std::int32_t>(whole_months)});
}

}  // namespace filrouge
