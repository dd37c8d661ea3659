#include <algorithm>
#include <tuple>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/machine/interpreter.hpp"

/// Queries over the journal: what the rules look for among the events of an instance, of a person, of a
/// foyer.
namespace filrouge {
Interpreter::Window Interpreter::window(const Query& query, const Place& place) {
  Window window;
  window.to = window.sure_to = place.day;
  if (query.unbounded()) return window;
  const auto outer = reads_today_;
  if (query.domain == Domain::affaire_of) {
    const auto act = evaluate(query.whose, place);
    window.nothing = act.is_absent();
    if (act.kind == Value::Kind::event) window.whose = static_cast<std::uint32_t>(act.lo);
  }
  const auto days_of = [&](const Value& bound) {
    if (bound.kind == Value::Kind::event)
      return Value::of(seen_.event(static_cast<std::uint32_t>(bound.lo)).on);
    return bound.kind == Value::Kind::date ? bound : Value{};
  };
  if (query.since != none_id) {
    const auto [since, follows] = following(query.since, place);
    window.since_follows = follows;
    if (query.domain == Domain::instance_or_before && place.instance != none_id) {
      take_up(window, since.kind == Value::Kind::duration ? since : days_of(since), place);
    } else if (since.kind == Value::Kind::duration) {
      window.length = since;
    } else if (const auto days = days_of(since); days.known()) {
      window.from = std::max(window.from, days.earliest());
      window.sure_from = std::max(window.sure_from, days.latest());
    } else {
      window.unknown = true;
    }
  }
  if (query.before != none_id) {
    const auto [before, follows] = following(query.before, place);
    window.before_follows = follows;
    const auto days = days_of(before);
    if (days.known()) {
      window.to = std::min(window.to, days.latest() - 1);
      window.sure_to = std::min(window.sure_to, days.earliest() - 1);
    } else {
      window.unknown = true;
    }
  }
  reads_today_ = outer;
  return window;
}

/// A duration is counted back from its first day; unknown, nothing is surely taken up, even of that day.
void Interpreter::take_up(Window& window, const Value& since, const Place& place) const {
  const auto begun = machines_.instance(place.instance).begun;
  window.surely_taken_up = begun + 1;
  if (since.kind == Value::Kind::duration) {
    const auto back = [&](std::int64_t packed) {
      return before(begun, Value::unpack_duration(packed, since.days), seen_.calendar_on(place.day));
    };
    window.taken_up = back(since.hi);
    window.surely_taken_up = back(since.lo);
  } else if (since.known()) {
    window.taken_up = since.earliest();
    window.surely_taken_up = since.latest();
  }
}

void Interpreter::tell_where_it_looks(QueryId id, const Window& window, const Place& place) const {
  const auto& query = program_.model.queries[id];
  if (place.instance == none_id || window.nothing || query.domain == Domain::instance ||
      query.domain == Domain::instance_or_before)
    return;
  // What breaks a run comes after it.
  const bool moves = window.before_follows || query.consecutive;
  machines_.looks_beyond(place.instance, id, window.whose, moves ? Date{} : window.to);
}

Truth Interpreter::in_domain(const Query& query, std::uint32_t event, const Place& place,
                             const Window& window) const {
  if (seen_.event(event).person_unknown || window.nothing) return Truth::no;
  if (query.domain == Domain::household) return Truth::yes;
  // Whoever's they are: an affaire is of one person or of the foyer, and says so itself.
  if (query.domain == Domain::affaire_of)
    return window.whose == none_id ? Truth::unknown : machines_.share_an_instance(window.whose, event);
  if (!seen_.concerns(event, place.person)) return Truth::no;
  auto belongs = Truth::yes;
  if (query.domain != Domain::person && place.instance != none_id)
    belongs = machines_.belongs(place.instance, event);
  else if (query.domain == Domain::instance && place.current != none_id)
    belongs = machines_.share_an_instance(place.current, event);
  // Taken before what it came after, it might have been expected.
  if (belongs == Truth::no && place.disorder == Disorder::all_before && place.instance != none_id &&
      seen_.position(event) > seen_.position(place.current) && machines_.of_no_affaire(place.instance, event))
    belongs = Truth::unknown;
  if (query.domain == Domain::instance_or_before && place.instance != none_id && belongs != Truth::yes) {
    const auto on = seen_.event(event).on;
    auto taken_up = machines_.taken_up(place.instance, event);
    if (on < window.taken_up) taken_up = Truth::no;
    if (on < window.surely_taken_up) taken_up = both(taken_up, Truth::unknown);
    belongs = either(belongs, taken_up);
  }
  // A personal act nobody is named for may be hers: it proves nothing, and excludes nothing.
  const bool whose_act = place.instance == none_id && place.current != none_id &&
                         seen_.event(event).person >= 0 && seen_.whose_is_unknown(place.current);
  return seen_.whose_is_unknown(event) || whose_act ? both(belongs, Truth::unknown) : belongs;
}

Interpreter::Match Interpreter::candidate_matches(const Query& query, const Window& window,
                                                  std::uint32_t event, const Place& place,
                                                  std::optional<Truth> known) {
  const auto& seen_event = seen_.event(event);
  const auto belongs = in_domain(query, event, place, window);
  if (belongs == Truth::no) return Match::no;
  if (window.since_follows && seen_event.on >= window.from && seen_event.on >= window.taken_up)
    consider_crossing(query.since, place, seen_event.on);
  if (window.before_follows && seen_event.on > window.sure_to)
    consider_crossing(query.before, place, seen_event.on);
  if (seen_event.on > window.to || seen_event.on < window.from) return Match::no;
  const auto there = [&] {
    auto at_candidate = place;
    at_candidate.candidate = event;
    return at_candidate;
  };
  const auto missing_count = missing_.size();
  auto result = known ? *known : fits(query.pattern, event, there());
  if (result == Truth::no) {
    missing_.resize(missing_count);
    return Match::no;
  }
  if (seen_event.on < window.sure_from || seen_event.on > window.sure_to) result = Truth::unknown;
  result = both(result, belongs);
  if (window.length.known()) {
    // e ≤ day ≤ e + length, counted forwards.
    const auto calendar = seen_.calendar_on(place.day);
    const auto end_of = [&](std::int64_t packed) {
      return after(seen_event.on, Value::unpack_duration(packed, window.length.days), calendar);
    };
    const auto least = end_of(window.length.lo), greatest = end_of(window.length.hi);
    if (place.day > greatest) {
      missing_.resize(missing_count);
      return Match::no;
    }
    next_.consider(least + 1);
    next_.consider(greatest + 1);
    if (place.day > least) result = both(result, Truth::unknown);
  }
  if (query.such_that != none_id) result = both(result, holds(query.such_that, there()));
  if (result == Truth::no) {
    missing_.resize(missing_count);
    return Match::no;
  }
  return result == Truth::yes && !window.unknown ? Match::yes : Match::doubtful;
}

Truth Interpreter::open_world(const Query& query, const Window& window, const Place& place) {
  if (seen_.complete() || window.nothing) return Truth::no;
  const auto type = program_.model.patterns[query.pattern].type;
  // Where the query says from when, every day from then on must be vouched for.
  auto from = first_day_looked_at(query, place);
  if (window.from.known()) from = window.from;
  if (window.taken_up.known()) from = window.taken_up;
  const auto looked_at_from = [&](Date day) {
    return before(day, Value::unpack_duration(window.length.hi, window.length.days),
                  seen_.calendar_on(place.day));
  };
  if (window.length.known() && place.day.known()) from = looked_at_from(place.day);
  // The days looked at move with the day of evaluation: a source that begins or ceases to vouch comes in, and
  // goes out.
  const auto comes_in = [&](Date turn) {
    if (turn > last_day()) return;
    if (window.to == place.day) next_.consider(turn);
    // Out of reach of the longest length, it has gone out already.
    const auto longest = Value::unpack_duration(window.length.hi, window.length.days);
    const bool gone = window.length.days == DayKind::calendar &&
                      turn + (31 * longest.months + longest.days + 2) < place.day;
    if (window.length.known() && !gone) {
      const auto out = after(turn, Value::unpack_duration(window.length.hi, window.length.days),
                             seen_.calendar_on(place.day));
      // The day on which the turn is as far back as is looked: to count back is not to undo a count forwards.
      auto first = out;
      while (looked_at_from(first) < turn) first = first + 1;
      while (first > place.day && looked_at_from(first - 1) >= turn) first = first - 1;
      next_.consider(first);
      next_.consider(out);
      next_.consider(out + 1);
    }
    if (window.since_follows) consider_crossing(query.since, place, turn);
    if (window.before_follows) consider_crossing(query.before, place, turn);
  };
  if (window.length.known() || window.since_follows || window.before_follows)
    std::ranges::for_each(seen_.turns(type), comes_in);
  else if (window.to == place.day)
    next_.consider_first_of(seen_.turns(type));
  // Once it begins after it ends, nothing is looked at, and nothing is left to vouch for.
  if (window.to < place.day) comes_in(window.to + 1);
  return unvouched(type, from, window.to, place.day);
}

Date Interpreter::first_day_looked_at(const Query& query, const Place& place) const {
  return query.domain == Domain::instance && place.instance != none_id
             ? machines_.instance(place.instance).begun
             : seen_.first_day();
}

Truth Interpreter::unvouched(EventTypeId type, Date from, Date to, Date day) {
  // Looked at from a day to come on, nothing need be vouched for before it.
  if (from > day) next_.consider(from);
  return !from.known() || from > to || seen_.covered(type, from, to) ? Truth::no : Truth::unknown;
}

Truth Interpreter::open_since_ever(const Query& query, const Place& place) {
  if (seen_.complete()) return Truth::no;
  const auto type = program_.model.patterns[query.pattern].type;
  next_.consider_first_of(seen_.turns(type));
  return unvouched(type, first_day_looked_at(query, place), place.day, place.day);
}

/// Is it one of the acts of the day that, were they taken in another order, the act at hand would not see?
bool Interpreter::out_of_sight(std::uint32_t event, const Place& place) const {
  if (place.disorder == Disorder::as_taken || event == place.current) return false;
  const bool unordered = seen_.unordered(event, place.current);
  if (place.disorder == Disorder::all_after) return unordered;
  return !unordered && seen_.position(event) > seen_.position(place.current);
}

/// The one met first is doubtful: it leaves the last (the first) unknown whatever the others are. Would they
/// say what else is lacking, or on which day they turn?
bool Interpreter::the_others_add_nothing(const Query& query, const Window& window) const {
  if (window.length.known() || window.since_follows || window.before_follows || query.such_that != none_id)
    return false;
  return program_.of_words[query.pattern] && lacks_all_of(query.pattern);
}

bool Interpreter::lacks_all_of(PatternId id) const {
  return hurried_ || std::ranges::all_of(program_.model.patterns[id].constraints, [&](const Constraint& one) {
           return lacks(program_.model.vocabulary.field_symbol(one.field));
         });
}

/// What a query finds, on top of found_: the acts that match, and whether they surely do. What was read to
/// find them is no fact of the value.
/// `most`: of the last (the first), what comes before (after) the one that settles it is not looked at.
std::size_t Interpreter::search(const Query& query, const Window& window, const Place& place, Op most) {
  const auto first = found_.size(), facts = facts_.size();
  const auto acts = within_reach(query, window, place);
  if (acts.empty()) return first;
  const bool backwards = most == Op::last || most == Op::exists;
  constexpr auto none = static_cast<std::size_t>(-1);
  const auto& words = not_excluded_[query.pattern];
  const bool known = !words.fits.empty() && words.dossier == dossier_;
  const bool plain = program_.model.patterns[query.pattern].constraints.empty();
  bool lacks_all = false;
  const auto fit_of = [&](std::uint32_t event, std::size_t rank) -> std::optional<Truth> {
    if (plain) return Truth::yes;
    if (!known) return std::nullopt;
    if (rank == none) {
      const auto place_of = [this](std::uint32_t act) { return seen_.position(act); };
      const auto at = std::ranges::lower_bound(words.acts, seen_.position(event), {}, place_of);
      if (at == words.acts.end() || *at != event) return Truth::no;
      rank = static_cast<std::size_t>(at - words.acts.begin());
    }
    const auto fit = words.fits[rank];
    // What it does not say is noted as it is read.
    if (fit == Truth::unknown && !lacks_all) lacks_all = lacks_all_of(query.pattern);
    return fit == Truth::unknown && !lacks_all ? std::nullopt : std::optional(fit);
  };
  /// Tells whether that is enough. `rank`: among those that words do not exclude.
  const auto look_at = [&](std::uint32_t event, std::size_t rank) {
    const auto fit = fit_of(event, rank);
    budget_.spend(fit && query.such_that == none_id ? 1 : steps_of_an_expression);
    if (out_of_sight(event, place)) return false;
    const auto match = candidate_matches(query, window, event, place, fit);
    facts_.resize(facts);
    if (match == Match::no) return false;
    found_.emplace_back(event, match == Match::yes);
    if (most == Op::exists) return hurried_ && match == Match::yes;
    if ((most != Op::last && most != Op::first) || found_.size() > first + 1) return false;
    return match == Match::yes || the_others_add_nothing(query, window);
  };
  // Of the acts of its type, or of those of its affaires, whichever are fewer.
  const auto own_first = own_.size();
  bool own = false;
  if (acts.size() > 1 && place.disorder == Disorder::as_taken) {
    if (query.domain == Domain::affaire_of && window.whose != none_id)
      own = machines_.given_beside(window.whose, acts.size(), own_);
    else if (query.domain == Domain::instance && place.instance != none_id)
      own = machines_.given_to(place.instance, acts.size(), own_);
  }
  const auto own_count = own_.size() - own_first;
  if (own) {
    const auto type = program_.model.patterns[query.pattern].type;
    const auto from = seen_.position(acts.front()), to = seen_.position(acts.back());
    // What is looked for in one may be looked for among the acts of another affaire.
    for (std::size_t i = 0; i < own_count; ++i) {
      const auto event = own_[own_first + (backwards ? own_count - 1 - i : i)];
      const auto at = seen_.position(event);
      if (at >= from && at <= to && seen_.event(event).type == type && look_at(event, none)) break;
    }
  } else {
    const auto begin = known ? static_cast<std::size_t>(acts.data() - words.acts.data()) : 0;
    for (std::size_t i = 0; i < acts.size(); ++i) {
      const auto at = backwards ? acts.size() - 1 - i : i;
      if (look_at(acts[at], begin + at)) break;
    }
  }
  own_.resize(own_first);
  if (backwards) std::reverse(found_.begin() + static_cast<std::ptrdiff_t>(first), found_.end());
  return first;
}

/// The acts of its type that a query may find, in order: seen by then, and not surely out of its window.
std::span<const std::uint32_t> Interpreter::within_reach(const Query& query, const Window& window,
                                                         const Place& place) {
  const auto acts = seen_.before(not_excluded(query.pattern), place.horizon);
  const auto day_of = [this](std::uint32_t event) { return seen_.event(event).on; };
  auto from = window.from;
  // « depuis 24 mois »: no month is longer than 31 days.
  if (window.length.known() && window.length.days == DayKind::calendar) {
    const auto greatest = Value::unpack_duration(window.length.hi, window.length.days);
    from = std::max(from, place.day - (31 * greatest.months + greatest.days + 1));
  }
  // Of a bound that follows the day of evaluation, the acts beyond it tell when they come in.
  if (window.before_follows) from = Date{};
  const auto to = window.before_follows ? place.day : std::min(window.to, place.day);
  const auto first = from.known() ? std::ranges::lower_bound(acts, from, {}, day_of) : acts.begin();
  const auto last = std::ranges::upper_bound(acts, to, {}, day_of);
  return first < last ? std::span(first, last) : std::span<const std::uint32_t>();
}

/// Most of what is looked for in a dossier is not there.
bool Interpreter::none_taken(PatternId id, std::uint32_t horizon) const {
  const auto of_type = seen_.of_type(program_.model.patterns[id].type);
  return of_type.empty() || seen_.position(of_type.front()) >= horizon;
}

bool Interpreter::excludes(PatternId id, std::uint32_t event) const {
  return std::ranges::any_of(program_.model.patterns[id].constraints, [&](const Constraint& constraint) {
    const auto actual = seen_.field(event, constraint.field);
    return actual.known() && std::ranges::all_of(constraint.values, [&](ExprId wanted) {
             const auto& expr = program_.model.exprs[wanted];
             if (expr.op != Op::literal) return false;
             const auto& written = program_.model.values[expr.data];
             return written.known() && !may_be_equal(actual, written);
           });
  });
}

/// What an act says is the same on every day walked, and so is what a pattern writes: of a dossier with a
/// thousand letters, who looks for one kind does not read the others again.
std::span<const std::uint32_t> Interpreter::not_excluded(PatternId id) {
  const auto& pattern = program_.model.patterns[id];
  const auto of_type = seen_.of_type(pattern.type);
  if (of_type.empty() || pattern.constraints.empty()) return of_type;
  auto& kept = not_excluded_[id];
  if (kept.dossier != dossier_) {
    kept.dossier = dossier_;
    kept.acts.clear();
    kept.fits.clear();
    const bool of_words = program_.of_words[id];
    const auto lacking = missing_.size();
    for (const auto event : of_type) {
      if (excludes(id, event)) continue;
      kept.acts.push_back(event);
      if (of_words) kept.fits.push_back(fits(id, event, {}));
    }
    missing_.resize(lacking);
  }
  return kept.acts;
}

Value Interpreter::collection(const Expr& expr, const Place& place) {
  if (place.instance == none_id || !machines_.remembers()) return looked_for(expr, place);
  Value value;
  const auto turn = turn_of([&] { value = looked_for(expr, place); });
  machines_.answered(place, expr, value, turn);
  return value;
}

Value Interpreter::looked_for(const Expr& expr, const Place& place) {
  if (expr.op == Op::sum_in_force && place.instance != none_id) machines_.looks_at_measures(place.instance);
  const auto& query = program_.model.queries[expr.data];
  // Of what is in force, only the acts that are there count.
  const bool in_force = expr.op == Op::sum_in_force;
  const bool none = none_taken(query.pattern, place.horizon);
  if (none && query.unbounded()) {
    tell_where_it_looks(expr.data, window(query, place), place);
    return nothing_found(expr, query, in_force || open_since_ever(query, place) == Truth::no);
  }
  const auto facts = facts_.size();
  const auto limits = window(query, place);
  facts_.resize(facts);
  tell_where_it_looks(expr.data, limits, place);
  if (!none && in_force && query.domain == Domain::household && query.unbounded() &&
      query.such_that == none_id && program_.of_words[query.pattern] && place.disorder == Disorder::as_taken)
    return in_force_for_all(expr, query, limits, place);
  const auto first = none ? found_.size() : search(query, limits, place, expr.op);
  const auto result =
      found_.size() == first
          ? nothing_found(expr, query, in_force || open_world(query, limits, place) == Truth::no)
          : collected(expr, query, limits, place, first);
  found_.resize(first);
  return result;
}

Value Interpreter::nothing_found(const Expr& expr, const Query& query, bool sure) {
  const auto name = program_.model.vocabulary.events[program_.model.patterns[query.pattern].type].name;
  switch (expr.op) {
    case Op::last:
    case Op::first:
      note_missing(name);
      return sure ? Value::absent(name) : Value::missing(name);
    case Op::exists:
      return sure ? Value::of(false) : missing(name);
    case Op::count:
      return sure ? Value::of(Value::Kind::integer, 0) : missing(name);
    default:
      return sure ? sum_of_nothing(expr) : missing(name);
  }
}

Value Interpreter::collected(const Expr& expr, const Query& query, const Window& limits, const Place& place,
                             std::size_t first) {
  const auto name = program_.model.vocabulary.events[program_.model.patterns[query.pattern].type].name;
  const auto found = std::span(found_).subspan(first);
  const auto note_those = [&](bool sure) {
    for (const auto& [event, surely] : found)
      if (surely == sure) note_fact(event);
  };
  switch (expr.op) {
    case Op::last:
    case Op::first: {
      // A doubtful act that may be the one looked for leaves it unknown; one that cannot be leaves it as it
      // is.
      const auto& [event, surely] = expr.op == Op::first ? found.front() : found.back();
      note_fact(event);
      return surely ? Value::of(Value::Kind::event, event) : missing(name);
    }
    case Op::exists: {
      if (std::ranges::any_of(found, &Found::second)) {
        note_those(true);
        return Value::of(true);
      }
      note_those(false);
      return missing(name);
    }
    case Op::count: {
      if (open_world(query, limits, place) == Truth::unknown) return missing(name);
      auto least = std::ranges::count_if(found, &Found::second);
      auto greatest = static_cast<std::ptrdiff_t>(found.size());
      if (query.consecutive) std::tie(least, greatest) = in_a_row(query, limits, place, found);
      note_those(true);
      if (least != greatest) note_those(false), note_missing(name);
      return Value::between(Value::Kind::integer, least, greatest);
    }
    default:
      return summed(expr, query, limits, place, found);
  }
}

/// The run that reaches the day: any other act of the type, in its domain, breaks it. « De même catégorie »:
/// one run a value of the field, the longest.
std::pair<std::ptrdiff_t, std::ptrdiff_t> Interpreter::in_a_row(const Query& query, const Window& window,
                                                                const Place& place,
                                                                std::span<const Found> found) {
  runs_.clear();
  const auto acts = seen_.of_type(program_.model.patterns[query.pattern].type);
  for (auto act = acts.rbegin(); act != acts.rend(); ++act) {
    budget_.spend();
    if (seen_.event(*act).on > place.day || seen_.position(*act) >= place.horizon ||
        out_of_sight(*act, place) || in_domain(query, *act, place, window) == Truth::no)
      continue;
    std::int64_t value = 0;
    if (query.same_field != no_id) {
      const auto field = seen_.field(*act, query.same_field);
      if (!field.exact()) continue;
      value = field.lo;
    }
    auto run = std::ranges::find(runs_, value, &Run::value);
    if (run == runs_.end()) run = runs_.insert(runs_.end(), Run{value});
    if (run->broken) continue;
    budget_.spend(found.size());
    const auto match = std::ranges::find(found, *act, &Found::first);
    if (match == found.end()) {
      run->broken = true;
      continue;
    }
    run->surely = run->surely && match->second;
    run->least += run->surely;
    ++run->greatest;
  }
  std::ptrdiff_t least = 0, greatest = 0;
  for (const auto& run : runs_)
    least = std::max(least, run.least), greatest = std::max(greatest, run.greatest);
  return {least, greatest};
}

}  // namespace filrouge
