#include "engine/core/machine/interpreter.hpp"

#include <algorithm>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge {
namespace {

/// « msa » of « MSA Sud Aquitaine ».
std::string first_word(std::string_view text) {
  auto word = fold(text);
  word.resize(std::min(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), word.size()));
  return word;
}

}  // namespace

void Interpreter::begin_collecting() {
  facts_.clear();
  missing_.clear();
  reason_.reset();
  decided_by_.reset();
}

void Interpreter::note_fact(std::uint32_t event) {
  if (event != none_id) facts_.push_back(event);
}

std::uint32_t Interpreter::deciding_act() {
  if (decided_by_) return *decided_by_;
  const auto& all = facts();
  return all.empty() ? none_id : all.front();
}

const std::vector<std::uint32_t>& Interpreter::facts() {
  seen_.in_their_order(facts_);
  return facts_;
}

void Interpreter::note_missing(Symbol fact) {
  if (fact && !lacks(fact)) missing_.push_back(fact);
}

bool Interpreter::lacks(Symbol fact) const {
  return std::find(missing_.begin() + static_cast<std::ptrdiff_t>(first_missing_), missing_.end(), fact) !=
         missing_.end();
}

Value Interpreter::missing(Symbol fact) {
  note_missing(fact);
  return Value::missing(fact);
}

void Interpreter::start() {
  // The dossier before this one may have been left in the middle of a question.
  parts_.clear();
  inputs_.clear();
  found_.clear();
  own_.clear();
  following_ = reads_today_ = hurried_ = still_ = false;
  next_.restart({});
  letters_turn_.restart(seen_.asked());
  facts_.clear();
  missing_.clear();
  first_missing_ = 0;
  notices_.clear();
  notice_facts_.clear();
  post_listed_ = false;
  crossings_.clear();
  ++dossier_;
  not_excluded_.resize(program_.model.patterns.size());
  budget_.start(program_.accounts());
}

// Each question put from outside is an evaluation of its own: between two, the machines may have moved.
void Interpreter::begin_question() {
  if (still_) return;
  ++evaluation_;
  remembered_missing_.clear();
  remembered_facts_.clear();
}

Value Interpreter::value(ExprId id, const Place& place) {
  begin_question();
  return evaluate(id, place);
}

Truth Interpreter::truth(ExprId id, const Place& place) {
  begin_question();
  return holds(id, place);
}

Truth Interpreter::truth_alone(ExprId id, const Place& place) {
  hurried_ = true;
  const auto result = truth(id, place);
  hurried_ = false;
  return result;
}

Truth Interpreter::truth_again(ExprId id, const Place& place) {
  hurried_ = true;
  const auto result = holds(id, place);
  hurried_ = false;
  return result;
}

Truth Interpreter::matches(PatternId id, std::uint32_t event, const Place& place) {
  begin_question();
  const auto before = missing_.size();
  const auto result = fits(id, event, place);
  if (result != Truth::unknown) missing_.resize(before);  // what is known lacks nothing
  return result;
}

Value Interpreter::definition(const Expr& expr, const Place& place) {
  const auto slot = 2 * expr.data + (following_ ? 1 : 0);
  if (remembered_.size() <= slot) remembered_.resize(2 * program_.model.definitions.size());
  if (const auto& known = remembered_[slot]; known.evaluation == evaluation_ && known.place == place) {
    for (std::uint32_t i = 0; i < known.missing_count; ++i)
      note_missing(remembered_missing_[known.first_missing + i]);
    for (std::uint32_t i = 0; i < known.fact_count; ++i) note_fact(remembered_facts_[known.first_fact + i]);
    reads_today_ = reads_today_ || known.follows;
    next_.consider(known.turn);
    return known.value;
  }
  const auto facts = facts_.size();
  // What it lacks is told apart from what was lacking before it: it may be asked again without that.
  const auto lacking = std::exchange(first_missing_, missing_.size());
  const auto before = first_missing_;
  const auto outer = std::exchange(reads_today_, false);
  Value result;
  const auto turn = turn_of([&] { result = evaluate(arg(expr, 0), place); });
  const auto follows = std::exchange(reads_today_, outer || reads_today_);
  auto& kept = remembered_[slot];
  kept = {evaluation_,
          place,
          result,
          turn,
          follows,
          static_cast<std::uint32_t>(remembered_missing_.size()),
          0,
          static_cast<std::uint32_t>(remembered_facts_.size()),
          0};
  for (auto i = facts; i < facts_.size(); ++i) remembered_facts_.push_back(facts_[i]), ++kept.fact_count;
  for (auto i = before; i < missing_.size(); ++i)
    remembered_missing_.push_back(missing_[i]), ++kept.missing_count;
  missing_.resize(before);
  first_missing_ = lacking;
  for (std::uint32_t i = 0; i < kept.missing_count; ++i)
    note_missing(remembered_missing_[kept.first_missing + i]);
  return result;
}

Truth Interpreter::holds(ExprId id, const Place& place) {
  if (id == none_id) return Truth::yes;
  const auto result = evaluate(id, place);
  if (result.kind == Value::Kind::boolean)
    return result.lo == result.hi ? (result.lo ? Truth::yes : Truth::no) : Truth::unknown;
  return result.kind == Value::Kind::null ? Truth::no : Truth::unknown;
}

[[gnu::always_inline]] inline Value Interpreter::worth(ExprId id, const Expr& expr, const Place& place) {
  const auto& model = program_.model;
  const auto own_trigger = [&] {
    return place.instance == none_id ? none_id : machines_.instance(place.instance).trigger;
  };
  // The facts of an act, and of what is read of it: itself.
  const auto the_act = [&](std::uint32_t event) {
    if (event == none_id) return Value::absent(0);  // none opened it
    note_fact(event);
    return Value::of(Value::Kind::event, event);
  };
  switch (expr.op) {
    case Op::literal:
      break;  // read where it stands
    case Op::parameter:
      return parameter(expr, place);
    case Op::attribute: {
      const auto result =
          seen_.attribute(static_cast<AttributeId>(expr.data), place.person, place.day, next_);
      if (!result.known()) note_missing(static_cast<Symbol>(result.lo));
      return result;
    }
    case Op::trigger:
      // While the instance is only about to open, its trigger is the event at hand.
      return the_act(place.instance == none_id ? place.current : own_trigger());
    case Op::current:
      return the_act(place.current != none_id ? place.current : own_trigger());
    case Op::candidate:
      return the_act(place.candidate);
    case Op::last:
    case Op::first:
    case Op::count:
    case Op::exists:
      return collection(expr, place);
    case Op::field: {
      const auto event = evaluate(arg(expr, 0), place);
      const auto field = static_cast<FieldId>(expr.data);
      if (event.kind != Value::Kind::event) {
        if (!event.known() && event.lo == 0) note_missing(model.vocabulary.field_symbol(field));
        return event.unknown();
      }
      const auto result = seen_.field(static_cast<std::uint32_t>(event.lo), field);
      if (!result.known()) note_missing(static_cast<Symbol>(result.lo));
      return result;
    }
    case Op::event_day: {
      const auto event = evaluate(arg(expr, 0), place);
      if (event.kind != Value::Kind::event) return event.unknown();
      return Value::of(seen_.event(static_cast<std::uint32_t>(event.lo)).on);
    }
    case Op::notification: {
      const auto event = evaluate(arg(expr, 0), place);
      if (event.kind != Value::Kind::event) return event.unknown();
      return notification(static_cast<std::uint32_t>(event.lo));
    }
    case Op::end_of: {
      if (place.instance == none_id) return Value::missing();
      const auto delai = static_cast<std::uint16_t>(expr.data);
      note_fact(machines_.lifting_act(place.instance, delai));
      const auto end = machines_.delai_end(place.instance, delai, place.day);
      if (!end.known() || end.half_open())
        note_missing(end.is_absent() ? static_cast<Symbol>(end.lo)
                                     : machines_.delai_lacks(place.instance, delai));
      return end;
    }
    case Op::delai_is: {
      if (place.instance == none_id) return Value::missing();
      const auto delai = static_cast<std::uint16_t>(expr.data & 0xFFFF);
      const auto state = static_cast<DelaiState>(expr.data >> 16);
      turns_after(machines_.delai_end(place.instance, delai, place.day));
      const auto result = machines_.delai_is(place.instance, delai, state, place.day);
      if (result == Truth::yes && state == DelaiState::kept)
        note_fact(machines_.keeping_act(place.instance, delai));
      if (result == Truth::yes && state == DelaiState::elapsed)
        note_fact(machines_.lifting_act(place.instance, delai));
      if (result == Truth::unknown) note_missing_end(delai, place);
      return Value::of(result);
    }
    case Op::in_state:
      return place.instance != none_id ? Value::of(machines_.instance(place.instance).state == expr.data)
                                       : Value::missing();
    case Op::linked_in_state: {
      const auto [result, cause] =
          machines_.linked_in_state(place.instance, static_cast<std::uint16_t>(expr.data & 0xFFFF),
                                    static_cast<StateId>(expr.data >> 16));
      note_fact(cause);
      return Value::of(result);
    }
    case Op::entry_day:
      return place.instance != none_id ? Value::of(machines_.instance(place.instance).entered)
                                       : Value::missing();
    case Op::start_day:
      return place.instance != none_id ? Value::of(machines_.instance(place.instance).begun)
                                       : Value::missing();
    case Op::today:
      reads_today_ = true;
      if (!following_) next_.consider(place.day + 1);
      return Value::of(place.day);
    case Op::age:
      return age(place);
    case Op::departement: {
      const auto departement = seen_.departement_on(place.day);
      if (departement.empty()) return missing(model.vocabulary.symbols.find("departement"));
      return Value::of(Value::Kind::symbol, model.vocabulary.symbols.find(departement));
    }
    case Op::payer: {
      const auto kind = first_word(seen_.journal().organisme);
      if (kind.empty()) return missing(model.vocabulary.symbols.find("organisme"));
      return Value::of(Value::Kind::symbol, model.vocabulary.symbols.find(kind));
    }
    case Op::logical_and:
    case Op::logical_or:
      return connective(expr, place);
    case Op::logical_not:
      return Value::of(!holds(arg(expr, 0), place));
    case Op::occurred:
      return occurred(arg(expr, 0), place);
    case Op::equal:
    case Op::different:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::among:
    case Op::between:
      return compare(expr, place);
    case Op::is_known: {
      // Asking whether a fact is known is no use of it: what is missing here is not asked for.
      const auto asked = evaluate(arg(expr, 0), place);
      return Value::of(asked.known() && !asked.half_open());
    }
    case Op::in_table:
      return within_table(expr, place);
    case Op::table_value:
      return table(expr, 0, place);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::date_after:
    case Op::date_before:
      return arithmetic(expr, place);
    case Op::first_of_month:
    case Op::first_of_next_month:
    case Op::first_of_year: {
      const auto argument = following(arg(expr, 0), place);
      auto day = argument.value;
      if (day.kind == Value::Kind::event) day = Value::of(seen_.event(static_cast<std::uint32_t>(day.lo)).on);
      if (day.kind != Value::Kind::date) return day.unknown();
      const auto rounded = [&](Date date) {
        if (is_beyond(date)) return date;
        const auto civil = civil_day(date);
        if (expr.op == Op::first_of_year) return *civil_date(civil.year, 1, 1);
        const auto month = *civil_date(civil.year, civil.month, 1);
        return expr.op == Op::first_of_next_month ? std::min(add_months(month, 1), last_day()) : month;
      };
      if (argument.follows && !following_) {
        // It turns with the month, or the year, of the day it follows, which may itself go by months.
        consider_crossing(id, place, rounded(day.earliest()));
        if (!day.exact()) consider_crossing(id, place, rounded(day.latest()));
      }
      return Value::of(rounded(day.earliest()), rounded(day.latest()));
    }
    case Op::coalesce: {
      const auto facts = facts_.size(), lacking = missing_.size();
      const auto first = evaluate(arg(expr, 0), place);
      if (first.known() && !first.half_open()) return first;
      facts_.resize(facts);
      missing_.resize(lacking);
      return evaluate(arg(expr, 1), place);
    }
    case Op::latest:
    case Op::earliest:
      return choice_of_dates(expr, place);
    case Op::conditional: {
      const auto before = static_cast<std::ptrdiff_t>(facts_.size());
      const auto condition = holds(arg(expr, 0), place);
      if (condition != Truth::unknown) return evaluate(arg(expr, condition == Truth::yes ? 1 : 2), place);
      const auto of_condition = static_cast<std::ptrdiff_t>(facts_.size());
      const auto branch = [&](unsigned which) {
        const auto id = arg(expr, which);
        return following_ ? following(id, place) : Following{evaluate(id, place), false};
      };
      const auto [a, a_follows] = branch(1);
      const auto of_branch = facts_.size();
      const auto [b, b_follows] = branch(2);
      // A day that follows the other branch's is worth the same on one day: it is known that day alone.
      if ((a_follows || b_follows) && a.kind == Value::Kind::date && b.kind == Value::Kind::date) {
        if (a == b || (a_follows && b_follows))
          next_.consider(place.day + 1);
        else
          consider_crossing(arg(expr, a_follows ? 1 : 2), place, (a_follows ? b : a).earliest());
      }
      facts_.resize(of_branch);
      // Worth the same either way, it does not rest on the condition.
      if ((a.known() && a == b) || (a.is_absent() && b.is_absent())) {
        facts_.erase(facts_.begin() + before, facts_.begin() + of_condition);
        return a;
      }
      facts_.resize(static_cast<std::size_t>(of_condition));
      return a == b ? a : Value::missing();
    }
    case Op::cumulated_days:
    case Op::cumulated_months:
      return cumulated(expr, place);
    case Op::sum:
    case Op::sum_in_force:
      return collection(expr, place);
    case Op::at_day: {
      const auto day = evaluate(arg(expr, 1), place);
      if (!day.exact()) return day.unknown();
      auto there = place;
      there.day = day.earliest();
      return evaluate(arg(expr, 0), there);
    }
    case Op::definition:
      return definition(expr, place);
  }
  return Value::missing();
}

/// What is known lacks nothing: whatever its parts lacked is not asked for. What a table gives while an input
/// is unknown is what protects, not yet what holds: the input is asked for all the same.
Value Interpreter::evaluate(ExprId id, const Place& place) {
  budget_.spend(steps_of_an_expression);
  const auto& expr = program_.model.exprs[id];
  if (expr.op == Op::literal) return program_.model.values[expr.data];
  const auto lacking = missing_.size();
  const auto result = worth(id, expr, place);
  if (missing_.size() > lacking && result.exact() && expr.op != Op::table_value && expr.op != Op::definition)
    missing_.resize(lacking);
  return result;
}

bool Interpreter::holds(const DatedValue& dated, const Place& place) const {
  return (!dated.from.known() || dated.from <= place.governing) &&
         (!dated.to.known() || place.governing <= dated.to) &&
         (dated.departement.empty() || dated.departement == seen_.departement_on(place.day));
}

std::uint32_t Interpreter::held(const Parameter& parameter, const Place& place) const {
  const auto& territoire = seen_.journal().territoire;
  auto held = none_id;
  for (std::uint32_t i = 0; i < parameter.values.size(); ++i) {
    const auto& dated = parameter.values[i];
    if (holds(dated, place) &&
        (dated.territoire.empty() || (!territoire.empty() && fold(dated.territoire) == fold(territoire))))
      held = i;
  }
  return held;
}

Value Interpreter::parameter(const Expr& expr, const Place& place) {
  const auto& parameter = program_.model.parameters[expr.data];
  const auto index = held(parameter, place);
  if (place.governing_moves)
    for (const auto& dated : parameter.values) {
      next_.consider(dated.from);
      if (dated.to.known()) next_.consider(dated.to + 1);
    }
  if (index == none_id) return missing(parameter.name);
  const auto& holding = parameter.values[index];
  auto result = holding.value;
  const auto or_else = [&result](const Value& other) {
    result.lo = std::min(result.lo, other.lo);
    result.hi = std::max(result.hi, other.hi);
  };
  for (const auto& other : holding.possible) or_else(other);
  if (!seen_.journal().territoire.empty()) return result;
  // Nobody said of which territoire it is: it may be of one that has its own value, the last set there.
  for (auto it = parameter.values.begin(); it != parameter.values.end(); ++it) {
    const auto set_again = [&](const DatedValue& later) {
      return later.territoire == it->territoire && holds(later, place);
    };
    if (it->territoire.empty() || !holds(*it, place) ||
        std::any_of(it + 1, parameter.values.end(), set_again))
      continue;
    const bool of_one_scale = result.kind == Value::Kind::duration && it->value.days == result.days;
    if (it->value == result) continue;
    if (!of_one_scale) return missing(program_.territoire);
    note_missing(program_.territoire);
    or_else(it->value);
  }
  return result;
}

/// The parts that are worth what the whole is worth make it; where one decides, the first that does.
Value Interpreter::connective(const Expr& expr, const Place& place) {
  const auto stop = expr.op == Op::logical_and ? Truth::no : Truth::yes;
  auto result = !stop;
  const auto first = facts_.size();
  const auto parts = parts_.size();
  for (std::uint32_t i = 0; i < expr.arg_count; ++i) {
    const auto from = facts_.size();
    const auto part = holds(arg(expr, i), place);
    if (part == stop) {
      facts_.erase(facts_.begin() + static_cast<std::ptrdiff_t>(first),
                   facts_.begin() + static_cast<std::ptrdiff_t>(from));
      parts_.resize(parts);
      return Value::of(part);
    }
    if (part == Truth::unknown) result = part;
    parts_.push_back({facts_.size(), part});
  }
  if (result == Truth::unknown) {
    auto kept = first, from = first;
    for (auto i = parts; i < parts_.size(); ++i) {
      for (auto fact = from; fact < parts_[i].end; ++fact)
        if (parts_[i].worth == result) facts_[kept++] = facts_[fact];
      from = parts_[i].end;
    }
    facts_.resize(kept);
  }
  parts_.resize(parts);
  return Value::of(result);
}

/// What is said of a délai turns the day after its end.
void Interpreter::turns_after(const Value& end) {
  if (!end.known()) return;
  next_.consider(end.earliest() + 1);
  next_.consider(end.latest() + 1);
}

/// What would tell whether a délai is over: what its end waits for, or the letter that makes it an interval.
void Interpreter::note_missing_end(std::uint16_t delai, const Place& place) {
  const auto end = machines_.delai_end(place.instance, delai, place.day);
  const bool in_hours = program_.delai(machines_.instance(place.instance).procedure, delai).in_hours;
  note_missing(end.known() && !end.half_open()
                   ? (in_hours ? program_.model.vocabulary.field_symbol(time_field) : program_.notification)
               : end.is_absent() ? static_cast<Symbol>(end.lo)
                                 : machines_.delai_lacks(place.instance, delai));
}

Value Interpreter::age(const Place& place) {
  const auto birth =
      place.person < 0 ? Date{} : seen_.journal().persons[static_cast<std::size_t>(place.person)].birth;
  if (!birth.known()) return missing(program_.model.vocabulary.symbols.find("naissance"));
  std::int32_t years = 0;
  const auto birthday = [&](std::int32_t year) { return add_months(birth, 12 * year); };
  while (birthday(years + 1) <= place.day) ++years;
  next_.consider(birthday(years + 1));
  // Born on a 29 February: another year than a leap one, the birthday is the 28, or the day after.
  const auto today = birthday(years);
  if (years == 0 || today != place.day || civil_day(today).day == civil_day(birth).day)
    return Value::of(Value::Kind::integer, years);
  next_.consider(today + 1);
  note_missing(program_.leap_birthday);
  return Value::between(Value::Kind::integer, years - 1, years);
}

Value Interpreter::arithmetic(const Expr& expr, const Place& place) {
  const auto a = evaluate(arg(expr, 0), place), b = evaluate(arg(expr, 1), place);
  if (!a.known() || !b.known() || a.kind == Value::Kind::null || b.kind == Value::Kind::null)
    return !a.known() ? a : b.unknown();
  const auto shift = [&](const Value& length, const Value& day, bool backwards) {
    const auto calendar = seen_.calendar_on(place.day);
    const auto move = [&](std::int64_t packed, Date from) {
      const auto by = Value::unpack_duration(packed, length.days);
      return backwards ? before(from, by, calendar) : after(from, by, calendar);
    };
    const auto x = move(backwards ? length.hi : length.lo, day.earliest());
    const auto y = move(backwards ? length.lo : length.hi, day.latest());
    return Value::of(x, y);
  };
  switch (expr.op) {
    case Op::date_after:
      return shift(a, b, false);
    case Op::date_before:
      return shift(a, b, true);
    case Op::add:
      if (a.kind == Value::Kind::date && b.kind == Value::Kind::duration) return shift(b, a, false);
      if (b.kind == Value::Kind::date && a.kind == Value::Kind::duration) return shift(a, b, false);
      return {a.kind, a.days, a.written, a.lo + b.lo, a.hi + b.hi};
    case Op::subtract:
      if (a.kind == Value::Kind::date && b.kind == Value::Kind::duration) return shift(b, a, true);
      if (a.kind == Value::Kind::date && b.kind == Value::Kind::date)
        return Value::between(Value::Kind::integer, a.lo - b.hi, a.hi - b.lo);
      return {a.kind, a.days, a.written, a.lo - b.hi, a.hi - b.lo};
    default: {
      // A rate times a sum, in centimes. Least and greatest are rounded towards the inside of the interval.
      const auto& rate = a.kind == Value::Kind::rate ? a : b;
      const auto& amount = a.kind == Value::Kind::rate ? b : a;
      if (rate.kind != Value::Kind::rate)
        return {amount.kind, amount.days, amount.written, a.lo * b.lo, a.hi * b.hi};
      if (amount.kind == Value::Kind::integer)
        return Value::between(Value::Kind::rate, rate.lo * amount.lo, rate.hi * amount.hi);
      const auto least = rate.lo * amount.lo, greatest = rate.hi * amount.hi;
      if (least == greatest) return Value::of(amount.kind, (least + 5000) / 10000);
      return {amount.kind, amount.days, amount.written, (least + 9999) / 10000, greatest / 10000};
    }
  }
}

bool Interpreter::may_be_equal(const Value& a, const Value& b) {
  return a.kind == b.kind && a.lo <= b.hi && b.lo <= a.hi;
}

Truth Interpreter::fits(PatternId id, std::uint32_t event, const Place& place) {
  const auto& pattern = program_.model.patterns[id];
  if (seen_.event(event).type != pattern.type) return Truth::no;
  auto result = Truth::yes;
  for (const auto& constraint : pattern.constraints) {
    const auto actual = seen_.field(event, constraint.field);
    if (!actual.known()) {
      note_missing(static_cast<Symbol>(actual.lo));
      result = Truth::unknown;
      continue;
    }
    auto one_fits = Truth::no;
    for (const auto wanted : constraint.values) {
      const auto& expr = program_.model.exprs[wanted];
      const auto expected =
          expr.op == Op::literal ? program_.model.values[expr.data] : evaluate(wanted, place);
      if (!expected.known())
        one_fits = either(one_fits, Truth::unknown);
      else if (may_be_equal(expected, actual))
        one_fits = either(one_fits, expected.exact() && actual.exact() ? Truth::yes : Truth::unknown);
    }
    if (one_fits == Truth::no) return Truth::no;
    result = both(result, one_fits);
  }
  return result;
}

}  // namespace filrouge
