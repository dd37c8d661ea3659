#include <algorithm>

#include "tests/oracle/world.hpp"

/// Searches through the journal: last, first, count, exists, and what is measured over many events.
namespace filrouge::oracle {

Truth World::in_domain(const Query& query, const Event& event, const Place& place) const {
  if (event.person_unknown) return Truth::no;
  if (query.domain == Domain::household) return Truth::yes;
  if (query.domain == Domain::affaire_of) {
    const auto whose = value(query.whose, place);
    if (whose.value.kind != Value::Kind::event) return whose.absent ? Truth::no : Truth::unknown;
    return of_one_affaire(events_[static_cast<std::size_t>(whose.value.lo)], event);
  }
  const bool whole_dossier = place.person < 0;
  if (!whole_dossier && event.person >= 0 && event.person != place.person) return Truth::no;
  if (query.domain == Domain::person) return Truth::yes;
  if (!place.life)
    return query.domain == Domain::instance && place.current ? of_one_affaire(*place.current, event)
                                                             : Truth::yes;
  const auto its = belonging(*place.life, event);
  // Put before the act at hand, it might have been expected.
  const bool put_before =
      place.others == Place::Others::before && place.current && rank_of(event) > rank_of(*place.current);
  return its == Truth::no && put_before && of_no_affaire(*place.life, event) ? Truth::unknown : its;
}

/// « Ou d'avant, depuis P »: a length counts back from the first day of the affaire.
Truth World::far_enough_back(const Query& query, const Event& event, const Place& place,
                             Names& missing) const {
  const auto asked = value(query.since, place);
  const auto since = asked.value.kind == Value::Kind::event
                         ? Value::of(events_[static_cast<std::size_t>(asked.value.lo)].on)
                         : asked.value;
  Date surely, perhaps;
  if (since.kind == Value::Kind::duration) {
    const auto back = [&](std::int64_t packed) {
      return earlier(place.life->begun, Value::unpack_duration(packed, since.days), calendar(place.day));
    };
    surely = back(since.lo), perhaps = back(since.hi);
  } else if (since.kind == Value::Kind::date) {
    surely = since.latest(), perhaps = since.earliest();
  } else {
    missing.insert(asked.missing.begin(), asked.missing.end());
    return Truth::unknown;
  }
  return event.on >= surely ? Truth::yes : event.on < perhaps ? Truth::no : Truth::unknown;
}

Truth World::in_window(const Query& query, const Event& event, const Place& place, Names& missing) const {
  auto inside = Truth::yes;
  const auto day_of = [&](const Result& r) {
    if (r.value.kind == Value::Kind::event)
      return Value::of(events_[static_cast<std::size_t>(r.value.lo)].on);
    return r.value;
  };
  if (query.since != none_id && !(query.domain == Domain::instance_or_before && place.life)) {
    const auto r = value(query.since, place);
    const auto v = day_of(r);
    if (const auto length = duration_of(v)) {
      inside =
          both(inside, later(event.on, *length, calendar(place.day)) >= place.day ? Truth::yes : Truth::no);
    } else if (v.kind == Value::Kind::duration) {
      const auto shortest = later(event.on, Value::unpack_duration(v.lo, v.days), calendar(place.day));
      const auto longest = later(event.on, Value::unpack_duration(v.hi, v.days), calendar(place.day));
      inside = both(inside, shortest >= place.day ? Truth::yes
                            : longest < place.day ? Truth::no
                                                  : Truth::unknown);
    } else if (v.kind == Value::Kind::date) {
      inside = both(inside, event.on >= v.latest()    ? Truth::yes
                            : event.on < v.earliest() ? Truth::no
                                                      : Truth::unknown);
    } else {
      missing.insert(r.missing.begin(), r.missing.end());
      inside = both(inside, Truth::unknown);
    }
  }
  if (query.before != none_id) {
    const auto r = value(query.before, place);
    const auto v = day_of(r);
    if (v.kind == Value::Kind::date) {
      inside = both(inside, event.on < v.earliest()  ? Truth::yes
                            : event.on >= v.latest() ? Truth::no
                                                     : Truth::unknown);
    } else {
      missing.insert(r.missing.begin(), r.missing.end());
      inside = both(inside, Truth::unknown);
    }
  }
  return inside;
}

/// Has it been done, and is it taken, for who looks from there?
bool World::in_sight(std::size_t rank, const Place& place) const {
  const auto& event = events_[rank];
  const bool of_another_source = place.current && &event != place.current && unordered(event, *place.current);
  const bool comes_otherwise = place.others != Place::Others::as_they_come && of_another_source;
  if (comes_otherwise ? place.others == Place::Others::after : rank >= place.seen) return false;
  return event.on <= place.day;
}

std::vector<World::Found> World::search(const Query& query, const Place& place) const {
  std::vector<Found> found;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const auto& event = events_[i];
    if (!in_sight(i, place) || event.type != model_.patterns[query.pattern].type) continue;
    Names missing;
    auto its = in_domain(query, event, place);
    bool too_far = false;
    if (query.domain == Domain::instance_or_before && place.life && its != Truth::yes &&
        may_be_hers(*place.life, event)) {
      const auto taken = taken_up(*place.life, event);
      const auto back = taken == Truth::no ? Truth::no : far_enough_back(query, event, place, missing);
      too_far = its == Truth::no && taken != Truth::no && back == Truth::no;
      its = either(its, both(taken, back));
    }
    if (its == Truth::no && !too_far) continue;
    if (query.domain == Domain::affaire_of) missing = value(query.whose, place).missing;
    auto match = in_window(query, event, place, missing);
    if (match == Truth::no || too_far) {
      found.push_back({&event, Truth::no, {}});
      continue;
    }
    auto here = place;
    here.candidate = &event;
    const auto [pattern, names] = matches(query.pattern, event, here);
    match = both(match, pattern);
    missing.insert(names.begin(), names.end());
    if (query.such_that != none_id && match != Truth::no) {
      const auto r = value(query.such_that, here);
      match = both(match, truth(r));
      missing.insert(r.missing.begin(), r.missing.end());
    }
    // A personal event nobody is named for may be hers: it proves nothing, and excludes nothing.
    const bool whose_act = !place.life && place.current && place.current->ambiguous && event.person >= 0;
    const bool of_anybody = query.domain == Domain::household || query.domain == Domain::affaire_of;
    if ((event.ambiguous || whose_act) && !of_anybody && match == Truth::yes) {
      match = Truth::unknown;
      missing.insert("personne");
    }
    // Of two matters that could take it, nobody knows which it is about.
    match = both(match, its);
    if (match == Truth::unknown && missing.empty()) missing.insert(type_name(event.type));
    found.push_back({&event, match, match == Truth::unknown ? missing : Names{}});
  }
  return found;
}

/// Could a matching event be missing from the journal? Every day looked at must be covered.
bool World::open_world(const Query& query, const Place& place) const {
  auto from = first_day_;
  auto to = place.day;
  if (query.domain == Domain::affaire_of && value(query.whose, place).absent) return false;
  const bool takes_up = query.domain == Domain::instance_or_before && place.life;
  if (query.domain == Domain::instance && place.life) from = place.life->begun;
  if (query.since != none_id) {
    const auto v = value(query.since, place).value;
    if (v.kind == Value::Kind::event)
      from = events_[static_cast<std::size_t>(v.lo)].on;
    else if (v.kind == Value::Kind::date)
      from = v.earliest();
    else if (v.kind == Value::Kind::duration)
      from = earlier(takes_up ? place.life->begun : place.day, Value::unpack_duration(v.hi, v.days),
                     calendar(place.day));
  }
  if (query.before != none_id) {
    const auto v = value(query.before, place).value;
    if (v.kind == Value::Kind::event)
      to = std::min(to, events_[static_cast<std::size_t>(v.lo)].on - 1);
    else if (v.kind == Value::Kind::date)
      to = std::min(to, v.latest() - 1);
  }
  return !covered(model_.patterns[query.pattern].type, from, to);
}

Result World::collection(const Expr& expr, const Place& place) const {
  const auto& query = model_.queries[expr.data];
  auto found = search(query, place);
  const auto type = type_name(model_.patterns[query.pattern].type);
  Facts sure_ones, doubtful_ones;
  for (const auto& one : found) {
    if (one.match == Truth::yes) sure_ones.insert(rank_of(*one.event));
    if (one.match == Truth::unknown) doubtful_ones.insert(rank_of(*one.event));
  }
  switch (expr.op) {
    case Op::last:
    case Op::first: {
      if (expr.op == Op::last) std::ranges::reverse(found);
      for (const auto& one : found) {
        if (one.match == Truth::yes) {
          const auto rank = rank_of(*one.event);
          return {Value::of(Value::Kind::event, static_cast<std::int64_t>(rank)), {}, false, {rank}};
        }
        if (one.match == Truth::unknown) return {Value::missing(), one.missing, false, {rank_of(*one.event)}};
      }
      // Outside what the sources cover, an act that is not there may have happened: unknown rather than
      // absent.
      return {Value::missing(symbol(type)), {type}, !open_world(query, place)};
    }
    case Op::exists: {
      Names missing;
      for (const auto& one : found) {
        if (one.match == Truth::yes) return {Value::of(true), {}, false, sure_ones};
        missing.insert(one.missing.begin(), one.missing.end());
      }
      const bool doubtful =
          std::ranges::any_of(found, [](const Found& one) { return one.match == Truth::unknown; });
      const bool open = open_world(query, place);
      if (open) missing.insert(type);
      if (doubtful || open) return {Value{}, missing, false, doubtful_ones};
      return {Value::of(false), {}, false};
    }
    default:
      break;
  }

  // count
  if (open_world(query, place)) return {Value::missing(symbol(type)), {type}, false};
  const auto counted = [&](const std::vector<Found>& events) {
    std::int64_t sure = 0, possible = 0;
    if (!query.consecutive) {
      for (const auto& one : events) sure += one.match == Truth::yes, possible += one.match != Truth::no;
      return std::pair(sure, possible);
    }
    // The run that reaches the day: any other event of the type breaks it.
    bool surely = true;
    for (auto one = events.rbegin(); one != events.rend() && one->match != Truth::no; ++one) {
      surely = surely && one->match == Truth::yes;
      if (surely) ++sure;
      ++possible;
    }
    return std::pair(sure, possible);
  };
  std::pair<std::int64_t, std::int64_t> result{0, 0};
  if (query.same_field == no_id) {
    result = counted(found);
  } else {
    std::map<std::int64_t, std::vector<Found>> by_value;
    for (const auto& one : found) {
      const auto v = field(*one.event, query.same_field);
      if (v.exact()) by_value[v.lo].push_back(one);
    }
    for (const auto& [v, events] : by_value) {
      const auto [sure, possible] = counted(events);
      result = {std::max(result.first, sure), std::max(result.second, possible)};
    }
  }
  Names missing;
  for (const auto& one : found) missing.insert(one.missing.begin(), one.missing.end());
  Value v = Value::of(Value::Kind::integer, result.first);
  v.hi = result.second;
  if (!v.exact()) sure_ones.insert(doubtful_ones.begin(), doubtful_ones.end());
  return {v, v.exact() ? Names{} : missing, false, sure_ones};
}

/// The days an event covers: du…au, else from `du` to the eve of du + duree.
std::optional<std::pair<Date, Date>> World::span(const Event& event) const {
  if (!event.from.known()) return std::nullopt;
  if (event.to.known()) return std::pair(event.from, event.to);
  if (const auto id = model_.vocabulary.find_field("duree"))
    if (const auto length = duration_of(field(event, *id)))
      return std::pair(event.from, later(event.from, *length, calendar(event.from)) - 1);
  return std::nullopt;
}

/// Whether, that day, a measure has given way: to a later one of its affaire, or to an act that ends it.
Truth World::gave_way(const Event& measure, const std::vector<Found>& found, const Place& place,
                      Names& missing) const {
  auto over = Truth::no;
  Names doubts;
  const auto given = [&](const Event& to, Date surely, Date perhaps) {
    const auto began = surely <= place.day ? Truth::yes : perhaps > place.day ? Truth::no : Truth::unknown;
    const auto it = both(began, of_one_affaire(measure, to));
    if (it == Truth::unknown) doubts.insert(type_name(to.type));
    over = either(over, it);
  };
  for (const auto& one : found)
    if (one.match == Truth::yes && rank_of(*one.event) > rank_of(measure) && one.event->from.known())
      given(*one.event, one.event->from, one.event->from);
  for (auto rank = rank_of(measure) + 1; rank < events_.size(); ++rank) {
    const auto& event = events_[rank];
    if (event.type == no_id || !in_sight(rank, place)) continue;
    const auto& type = model_.vocabulary.events[event.type];
    if (std::ranges::find(type.ends, measure.type) == type.ends.end()) continue;
    const auto said = type.ends_on == no_id ? Value{} : field(event, type.ends_on);
    if (said.kind == Value::Kind::date)
      given(event, said.latest(), said.earliest());
    else
      given(event, event.on, event.on);
  }
  if (over == Truth::unknown) missing.insert(doubts.begin(), doubts.end());
  return over;
}

Result World::measured(const Expr& expr, const Place& place) const {
  const auto& query = model_.queries[expr.data];
  const auto found = search(query, place);
  if (expr.op == Op::sum && open_world(query, place)) {
    const auto type = type_name(model_.patterns[query.pattern].type);
    return {Value::missing(symbol(type)), {type}, false};
  }
  if (expr.op == Op::sum || expr.op == Op::sum_in_force) {
    Value sum = Value::of(expr.type == ValueType::money     ? Value::Kind::money
                          : expr.type == ValueType::integer ? Value::Kind::integer
                                                            : Value::Kind::rate,
                          0);
    Names missing;
    Facts facts, unknown_ones;
    bool unknown = false;
    for (const auto& one : found) {
      if (one.match == Truth::no) continue;
      if (one.match == Truth::unknown) {
        unknown = true;
        unknown_ones.insert(rank_of(*one.event));
        missing.insert(one.missing.begin(), one.missing.end());
        continue;
      }
      const auto& event = *one.event;
      const bool in_force_only = expr.op == Op::sum_in_force;
      if (in_force_only && !event.from.known()) {
        unknown = true;
        unknown_ones.insert(rank_of(event));
        missing.insert("du");
        continue;
      }
      if (in_force_only && event.from > place.day) continue;
      const auto days = in_force_only ? span(event) : std::nullopt;
      if (days && days->second < place.day) continue;
      Names doubts;
      const auto given_way = in_force_only ? gave_way(event, found, place, doubts) : Truth::no;
      if (given_way == Truth::yes) continue;
      if (given_way == Truth::unknown) {
        unknown = true;
        unknown_ones.insert(rank_of(event));
        missing.insert(doubts.begin(), doubts.end());
        if (!days) missing.insert("duree");
        continue;
      }
      if (in_force_only && !days) {
        unknown = true;
        unknown_ones.insert(rank_of(event));
        missing.insert("duree");
        continue;
      }
      const auto v = field(event, static_cast<FieldId>(expr.extra));
      if (!v.known()) {
        unknown = true;
        unknown_ones.insert(rank_of(event));
        missing.insert(std::string(model_.vocabulary.field_name(static_cast<FieldId>(expr.extra))));
        continue;
      }
      sum.lo += v.lo, sum.hi += v.hi;
      facts.insert(rank_of(event));
    }
    if (unknown) return {Value{}, missing, false, unknown_ones};
    return {sum, {}, false, facts};
  }

  std::set<std::int32_t> days;
  Facts facts;
  for (const auto& one : found) {
    if (one.match == Truth::no) continue;
    if (one.match == Truth::unknown) return {Value{}, one.missing, false, {rank_of(*one.event)}};
    const auto covered_days = span(*one.event);
    if (!covered_days)
      return {Value{}, {one.event->from.known() ? "duree" : "du"}, false, {rank_of(*one.event)}};
    for (auto day = covered_days->first; day <= covered_days->second; day = day + 1) days.insert(day.days);
    facts.insert(rank_of(*one.event));
  }
  if (expr.op == Op::cumulated_days) {
    const auto n = static_cast<std::int32_t>(days.size());
    if (expr.type == ValueType::integer) return {Value::of(Value::Kind::integer, n), {}, false, facts};
    return {Value::of(Duration{0, n, DayKind::calendar}), {}, false, facts};
  }
  // Whole months of each span of days that follow one another.
  std::int32_t months = 0;
  for (auto day = days.begin(); day != days.end();) {
    const Date first{*day};
    Date last = first;
    for (++day; day != days.end() && *day == last.days + 1; ++day) last = {*day};
    for (std::int32_t m = 1; add_months(first, m) <= last + 1; ++m) ++months;
  }
  if (expr.type == ValueType::integer) return {Value::of(Value::Kind::integer, months), {}, false, facts};
  return {Value::of(Duration{months, 0, DayKind::calendar}), {}, false, facts};
}

}  // namespace filrouge::oracle
