#include <algorithm>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/calendar/measure.hpp"
#include "engine/core/calendar/notification.hpp"
#include "engine/core/replay/interpreter.hpp"

/// Queries over the journal: what the rules look for among the events of an instance, of a person, of a
/// foyer.
namespace filrouge {

Interpreter::Window Interpreter::window(const Query& query, const Place& place) {
  Window window;
  window.to = place.day;
  if (query.domain == Domain::instance && place.instance) window.from = place.instance->begun;
  const auto day_of = [&](const Value& bound) {
    if (bound.kind == Value::Kind::event) return seen_.event(static_cast<std::uint32_t>(bound.lo)).on;
    return bound.kind == Value::Kind::date && bound.exact() ? bound.earliest() : Date{};
  };
  if (query.since != none_id) {
    const auto since = value(query.since, place);
    if (since.kind == Value::Kind::duration) {
      window.length = since;
    } else if (const auto day = day_of(since); day.known()) {
      window.from = std::max(window.from, day);
    } else {
      window.unknown = true;
    }
  }
  if (query.before != none_id) {
    const auto before = day_of(value(query.before, place));
    if (!before.known())
      window.unknown = true;
    else
      window.to = std::min(window.to, before - 1);
  }
  return window;
}

bool Interpreter::in_domain(const Query& query, std::uint32_t event, const Place& place) const {
  if (query.domain == Domain::household) return true;
  if (!seen_.concerns(event, place.person)) return false;
  if (query.domain == Domain::person || !place.instance) return true;
  return machines_.belongs(place.instance_index, event);
}

Interpreter::Match Interpreter::candidate_matches(const Query& query, const Window& window,
                                                  std::uint32_t event, const Place& place) {
  const auto& seen_event = seen_.event(event);
  if (seen_event.type != plan_.model.patterns[query.pattern].type) return Match::no;
  if (seen_event.on > window.to || seen_event.on < window.from) return Match::no;
  if (!in_domain(query, event, place)) return Match::no;
  auto there = place;
  there.candidate = event;
  const auto missing_count = missing_.size();
  auto result = matches(query.pattern, event, there);
  if (result == Truth::no) {
    missing_.resize(missing_count);
    return Match::no;
  }
  if (seen_.whose_is_unknown(event) && query.domain != Domain::household) result = Truth::unknown;
  if (query.domain == Domain::instance && machines_.doubtful(place.instance_index, event))
    result = Truth::unknown;
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
  if (query.such_that != none_id) result = both(result, truth(query.such_that, there));
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
  std::int64_t count = 0, doubts = 0, sum_least = 0, sum_greatest = 0;
  std::int64_t run = 0, longest = 0;
  bool sum_unknown = false;
  Value run_field;
  auto sum_kind = expr.type == ValueType::money     ? Value::Kind::money
                  : expr.type == ValueType::integer ? Value::Kind::integer
                                                    : Value::Kind::rate;
  for (const auto event : seen_.order()) {
    if (seen_.event(event).on > limits.to) break;
    if (seen_.event(event).type != type) continue;
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
      continue;
    }
    ++count;
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
      if (doubtful != none_id || limits.unknown) return missing(name);
      const auto open = open_world(query, limits, place);
      if (open == Truth::unknown) note_missing(name);
      return Value::of(open);
    }
    default: {
      if (doubtful != none_id && (found == none_id || expr.op == Op::first)) return missing(name);
      if (found == none_id) return missing(name);
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
  for (const auto event : seen_.order()) {
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

std::uint32_t Interpreter::letter_of(std::uint32_t event) const {
  const auto& act = seen_.event(event);
  const auto& letters = plan_.letters;
  if (act.type == letters.sent || act.type == letters.handed) return event;
  const auto wanted = plan_.model.text(plan_.model.vocabulary.events[act.type].name) == "orientation"
                          ? letters.orientation
                          : letters.decision;
  std::uint32_t by_subject = none_id;
  for (const auto rank : seen_.order()) {
    const auto& letter = seen_.event(rank);
    if (letter.type != letters.sent && letter.type != letters.handed) continue;
    if (letter.on < act.on || !seen_.concerns(rank, act.person)) continue;
    for (std::uint32_t i = 0; i < letter.reference_count; ++i) {
      const auto target = seen_.journal().references[letter.first_reference + i].target;
      if (target && (target == act.id)) return rank;
    }
    if (by_subject == none_id && letter.type == letters.sent) {
      const auto subject = seen_.field(rank, letters.subject);
      const bool refers_elsewhere = letter.reference_count > 0 && letter.reference != act.reference;
      if (subject.kind == Value::Kind::symbol && static_cast<Symbol>(subject.lo) == wanted &&
          !refers_elsewhere)
        by_subject = rank;
    }
  }
  return by_subject;
}

Value Interpreter::notification(std::uint32_t event) {
  const auto& words = plan_.letters;
  const auto rank = letter_of(event);
  const auto name = plan_.model.vocabulary.symbols.find("notification");
  if (rank == none_id) {
    reason_ = NotificationReason::not_sent;
    return missing(name);
  }
  const auto& letter = seen_.event(rank);
  note_fact(rank);
  reason_ = NotificationReason::handed;
  if (letter.type == words.handed) return Value::of(letter.on);
  LetterFacts facts;
  facts.sent = letter.on;
  const auto mode = seen_.field(rank, words.mode);
  const auto is = [](const Value& value, Symbol word) {
    return value.kind == Value::Kind::symbol && word && static_cast<Symbol>(value.lo) == word;
  };
  facts.mode = is(mode, words.lrar)         ? LetterFacts::Mode::lrar
               : is(mode, words.simple)     ? LetterFacts::Mode::simple
               : is(mode, words.by_hand)    ? LetterFacts::Mode::remise
               : is(mode, words.electronic) ? LetterFacts::Mode::electronique
                                            : LetterFacts::Mode::unknown;
  if (facts.mode == LetterFacts::Mode::remise) facts.handed = letter.on;
  const auto day_field = [&](FieldId id) {
    const auto value = id == no_id ? Value{} : seen_.field(rank, id);
    return value.kind == Value::Kind::date ? value.earliest() : Date{};
  };
  facts.available = day_field(words.available);
  facts.consulted = day_field(words.consulted);
  if (words.consent != no_id)
    if (const auto consent = seen_.field(rank, words.consent); consent.kind == Value::Kind::boolean)
      facts.consent = consent.lo ? LetterFacts::Proof::yes : LetterFacts::Proof::no;
  if (words.protection != no_id && letter.person >= 0) {
    const auto protection = seen_.attribute(words.protection, letter.person, letter.on, next_);
    facts.protected_person = is(protection, words.minor) || is(protection, words.protected_adult);
  }
  // Facts of the post refer to the letter, or follow it as the last letter of that person.
  std::uint32_t last_letter = none_id;
  for (const auto other : seen_.order()) {
    const auto& fact = seen_.event(other);
    // What names the letter is about it, whoever signed for it; the rest follows the person's last letter.
    const bool of_other = fact.person != letter.person && fact.person >= 0 && letter.person >= 0;
    if (of_other && fact.reference_count == 0) continue;
    if (fact.type == words.sent && !of_other) last_letter = other;
    if (fact.type == words.address_change && fact.on <= letter.on) {
      const auto told = words.signalled == no_id ? Value{} : seen_.field(other, words.signalled);
      facts.address_change_signalled = told.kind == Value::Kind::boolean && told.lo == 1;
    }
    if (fact.type != words.presented && fact.type != words.collected && fact.type != words.returned &&
        fact.type != words.handed)
      continue;
    bool refers = false, refers_elsewhere = false;
    for (std::uint32_t i = 0; i < fact.reference_count; ++i) {
      const auto target = seen_.journal().references[fact.first_reference + i].target;
      if (target == letter.id || (letter.reference && target == letter.reference && last_letter == rank))
        refers = true;
      else
        refers_elsewhere = true;
    }
    if (!refers && (refers_elsewhere || last_letter != rank)) continue;
    note_fact(other);
    const auto keep = [&](Date& slot) {
      if (!slot.known()) slot = fact.on;
    };
    if (fact.type == words.presented) keep(facts.presented);
    if (fact.type == words.collected) keep(facts.collected);
    if (fact.type == words.handed) keep(facts.handed);
    if (fact.type == words.returned) {
      keep(facts.returned);
      const auto reason = seen_.field(other, words.reason);
      facts.reason = is(reason, words.npai)        ? LetterFacts::ReturnReason::npai
                     : is(reason, words.refused)   ? LetterFacts::ReturnReason::refuse
                     : is(reason, words.unclaimed) ? LetterFacts::ReturnReason::non_reclame
                                                   : LetterFacts::ReturnReason::none;
    }
    if (words.proof != no_id)
      if (const auto proof = seen_.field(other, words.proof); proof.kind == Value::Kind::boolean)
        facts.avis_instance = proof.lo ? LetterFacts::Proof::yes : LetterFacts::Proof::no;
  }
  const auto result = notify(facts, seen_.asked());
  reason_ = result.reason;
  switch (result.kind) {
    case Notification::Kind::known:
      return Value::of(result.earliest);
    case Notification::Kind::waiting:
      next_.consider(result.latest + 1);
      return Value::of(result.earliest, result.latest);
    default:
      return missing(name);
  }
}

}  // namespace filrouge
