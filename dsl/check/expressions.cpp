#include "dsl/check/expressions.hpp"

#include <fmt/format.h>

#include <charconv>

#include "engine/core/calendar/duration.hpp"

namespace filrouge::dsl {
namespace {

/// Digits after the comma brought to hundredths of a percent: 0,8 is 8000.
std::int64_t ten_thousandths(std::string_view text) {
  std::int64_t number = 0;
  int decimals = -1;
  for (const char c : text) {
    if (c == ',' || c == '.')
      decimals = 0;
    else if (c >= '0' && c <= '9' && decimals < 4) {
      number = number * 10 + (c - '0');
      if (decimals >= 0) ++decimals;
    }
  }
  for (auto i = std::max(decimals, 0); i < 4; ++i) number *= 10;
  return number;
}

bool holds_word(const std::vector<Symbol>* words, Symbol word) {
  if (!words || word == 0) return false;
  for (const auto one : *words)
    if (one == word) return true;
  return false;
}

}  // namespace

Duration length_of(View node) {
  Duration length;
  length.months = static_cast<std::int32_t>(node.number());
  const auto& text = node.text();
  // "15", "15 ouvres", "15 ouvrables", "14 semaines", "ans", "15 ans" after the months.
  std::from_chars(text.data(), text.data() + text.size(), length.days);
  if (text.ends_with("ouvres")) length.kind = DayKind::ouvre;
  if (text.ends_with("ouvrables")) length.kind = DayKind::ouvrable;
  if (text.ends_with("heures")) length.kind = DayKind::hour;
  if (text.ends_with("semaines")) length.written = WrittenIn::weeks;
  if (text.ends_with("ans")) length.written = WrittenIn::years;
  return length;
}

Typed Expressions::word(std::string_view text, const Typed& wanted) {
  Typed typed{pool().literal(Value::of(Value::Kind::symbol, c_.intern(text)), wanted.type), wanted.type};
  typed.words = wanted.words;
  return typed;
}

/// A day plus forty-eight hours is no day.
bool Expressions::refuses_hours(View node) {
  hours_met_ = true;
  if (hours_fit_) return false;
  c_.report(Code::hours_misplaced, node, {excerpt(c_, node)})
      .expecting(
          Phrase("la longueur d'une échéance, d'une attente, d'un terme ou d'une faculté, ou la valeur "
                 "d'un paramètre"))
      .suggesting(Phrase("comptez en jours : « 2 jours »"));
  return true;
}

Typed Expressions::literal(View node, const Typed& wanted) {
  using K = Value::Kind;
  const auto made = [&](Value value, ValueType type, std::uint8_t units = unit_unsaid) {
    Typed typed{pool().literal(value, type), type};
    typed.units = units;
    return typed;
  };
  const auto as_word = [&](std::string_view text) { return word(text, wanted); };
  switch (node.kind()) {
    case NodeKind::number_literal: {
      const bool decimal = node.text().find_first_of(",.") != std::string::npos;
      const auto digits = node.text().empty() ? std::to_string(node.number()) : node.text();
      if (wanted.type == ValueType::enumeration &&
          holds_word(wanted.words, c_.model.vocabulary.symbols.find(digits)))
        return as_word(digits);
      if (wanted.type == ValueType::text || wanted.type == ValueType::reference) return as_word(digits);
      if (decimal) return made(Value::of(K::rate, ten_thousandths(node.text())), ValueType::rate);
      return made(Value::of(K::integer, node.number()), ValueType::integer);
    }
    case NodeKind::text_literal: {
      const auto symbol = c_.model.vocabulary.add_text(node.text());
      Typed typed{pool().literal(Value::of(K::symbol, symbol), ValueType::text), ValueType::text};
      return typed;
    }
    case NodeKind::date_literal:
      return made(Value::of(Date{static_cast<std::int32_t>(node.number())}), ValueType::date);
    case NodeKind::duration_literal: {
      const auto length = length_of(node);
      if (length.kind == DayKind::hour) {
        if (refuses_hours(node)) return {};
        return made(Value::of(length), ValueType::duration, unit_hours);
      }
      const std::uint8_t day_unit = length.kind == DayKind::calendar ? unit_days : unit_working_days;
      const std::uint8_t units = length.months && length.days ? std::uint8_t{unit_unsaid}
                                 : length.months              ? std::uint8_t{unit_months}
                                                              : day_unit;
      return made(Value::of(length), ValueType::duration, units);
    }
    case NodeKind::money_literal:
      return made(Value::of(K::money, node.number()), ValueType::money);
    case NodeKind::rate_literal:
      return made(Value::of(K::rate, node.number()), ValueType::rate);
    case NodeKind::boolean_literal: {
      const auto* word = node.number() ? "oui" : "non";
      if (wanted.type == ValueType::enumeration && holds_word(wanted.words, c_.intern(word)))
        return as_word(word);
      if (wanted.type == ValueType::text) return as_word(word);
      return made(Value::of(node.number() != 0), ValueType::boolean);
    }
    default:
      // « inconnu » may be a word like another.
      if (wanted.type == ValueType::enumeration && holds_word(wanted.words, c_.intern("inconnu")))
        return as_word("inconnu");
      return made(Value::missing(), ValueType::none);
  }
}

void Expressions::keep(ReadExpression::Kind kind, View node, const Place& place, std::uint32_t id) {
  if (!c_.keeps_expressions || depth_ != 0 || id == none_id) return;
  ReadExpression read{kind, node.range(), id, no_id, place.current, place.trigger, place.domain};
  if (place.procedure) read.procedure = static_cast<std::uint16_t>(place.procedure - c_.procedures.data());
  c_.expressions.push_back(read);
}

Typed Expressions::value(View node, const Place& place, const Typed& wanted) {
  if (!node) return {};
  // Hours do not pass into a computation.
  const auto fit =
      std::exchange(hours_fit_, hours_fit_ && (node.is(NodeKind::duration_literal) ||
                                               node.is(NodeKind::name) || node.is(NodeKind::conditional)));
  auto typed =
      kept(ReadExpression::Kind::expression, node, place, [&] { return read_value(node, place, wanted); });
  hours_fit_ = fit;
  return typed;
}

Typed Expressions::read_value(View node, const Place& place, const Typed& wanted) {
  switch (node.kind()) {
    case NodeKind::number_literal:
    case NodeKind::text_literal:
    case NodeKind::date_literal:
    case NodeKind::duration_literal:
    case NodeKind::money_literal:
    case NodeKind::rate_literal:
    case NodeKind::boolean_literal:
    case NodeKind::unknown_literal:
      return literal(node, wanted);
    case NodeKind::interval: {
      const auto least = value(node.first(), place, wanted),
                 greatest = value(node.first().next(), place, wanted);
      const auto result = unify(node, least, greatest);
      if (!result) return {};
      const auto& lo = c_.model.exprs[least.id];
      const auto& hi = c_.model.exprs[greatest.id];
      if (lo.op != Op::literal || hi.op != Op::literal) {
        c_.report(Code::wrong_type, node, {"un intervalle de valeurs écrites", "un calcul"});
        return {};
      }
      auto both = c_.model.values[lo.data];
      both.hi = c_.model.values[hi.data].hi;
      if (both.hi < both.lo) {
        c_.report(Code::wrong_type, node,
                  {"un intervalle du plus petit au plus grand", "un intervalle à l'envers"});
        return {};
      }
      auto typed = result;
      typed.id = pool().literal(both, result.type);
      return typed;
    }
    case NodeKind::binary:
      return binary(node, place);
    case NodeKind::unary: {
      if (node.text() == "non") {
        const auto inner = condition(node.first(), place);
        if (inner == none_id) return {};
        return {pool().expr(Op::logical_not, ValueType::boolean, {inner}), ValueType::boolean};
      }
      const auto inner = value(node.first(), place);
      if (!inner) return {};
      if (inner.type != ValueType::integer && inner.type != ValueType::money) {
        c_.report(Code::wrong_type, node, {"un nombre ou une somme", type_name(inner, c_)});
        return {};
      }
      const auto kind = inner.type == ValueType::money ? Value::Kind::money : Value::Kind::integer;
      return {
          pool().expr(Op::subtract, inner.type, {pool().literal(Value::of(kind, 0), inner.type), inner.id}),
          inner.type};
    }
    case NodeKind::among:
      return among(node, place);
    case NodeKind::is_known: {
      const auto inner = value(node.first(), place);
      if (!inner) return {};
      auto id = pool().expr(Op::is_known, ValueType::boolean, {inner.id});
      if (node.number() == 1) id = pool().expr(Op::logical_not, ValueType::boolean, {id});
      return {id, ValueType::boolean};
    }
    case NodeKind::between: {
      const auto a_node = node.first();
      const auto a = value(a_node, place);
      const auto b = value(a_node.next(), place, a), c = value(a_node.next().next(), place, a);
      if (!a || !compare(node, Op::greater_equal, a, a_node, b, a_node.next()) ||
          !compare(node, Op::less_equal, a, a_node, c, a_node.next().next()))
        return {};
      const bool days = a.type == ValueType::event;
      const auto subject = days ? as_date(a_node, a).id : a.id;
      const auto bound = [&](const Typed& typed, View at) {
        return typed.type == ValueType::event ? as_date(at, typed).id : typed.id;
      };
      return {pool().expr(Op::between, ValueType::boolean,
                          {subject, bound(b, a_node.next()), bound(c, a_node.next().next())}),
              ValueType::boolean};
    }
    case NodeKind::in_table:
      return in_table(node, place);
    case NodeKind::count:
      return collection(node, Op::count, place);
    case NodeKind::exists:
      return collection(node, Op::exists, place);
    case NodeKind::none: {
      const auto found = collection(node, Op::exists, place);
      if (!found) return {};
      return {pool().expr(Op::logical_not, ValueType::boolean, {found.id}), ValueType::boolean};
    }
    case NodeKind::first:
      return collection(node, Op::first, place);
    case NodeKind::last:
      return collection(node, Op::last, place);
    case NodeKind::query:
    case NodeKind::pattern: {
      // A pattern without any field is the event itself.
      if (node.is(NodeKind::pattern) && !node.first()) return name(node, place, wanted);
      EventTypeId type = no_id;
      const auto found = query(node, place, &type);
      if (!found) return {};
      Typed typed{pool().expr(Op::last, ValueType::event, {}, *found), ValueType::event};
      typed.event = type;
      return typed;
    }
    case NodeKind::notification_of:
    case NodeKind::day_of: {
      const auto inner = value(node.first(), place);
      if (!inner) return {};
      const bool day = node.is(NodeKind::day_of);
      if (day && inner.type == ValueType::date) return inner;
      if (inner.type != ValueType::event) {
        c_.report(Code::wrong_type, node.first(), {"un événement", type_name(inner, c_)});
        return {};
      }
      return {pool().expr(day ? Op::event_day : Op::notification, ValueType::date, {inner.id}),
              ValueType::date};
    }
    case NodeKind::end_of:
      return end_of(node, node.text(), place);
    case NodeKind::delai_status:
      return delai_is(node, place);
    case NodeKind::in_state:
      return in_state(node, place);
    case NodeKind::linked_in_state:
      return linked_in_state(node, place);
    case NodeKind::entry_day:
      if (wanted.type == ValueType::enumeration && holds_word(wanted.words, c_.intern("entree")))
        return word("entree", wanted);
      return {pool().expr(Op::entry_day, ValueType::date), ValueType::date};
    case NodeKind::start_day:
      // « début » is also a word some enumerations have.
      if (wanted.type == ValueType::enumeration && holds_word(wanted.words, c_.intern("debut")))
        return word("debut", wanted);
      return {pool().expr(Op::start_day, ValueType::date), ValueType::date};
    case NodeKind::function_of_date: {
      const auto day = date(node.first(), place);
      if (day == none_id) return {};
      const auto op = static_cast<Op>(node.number());
      return {pool().expr(op, facts_of(op).type, {day}), facts_of(op).type};
    }
    case NodeKind::today:
      return {pool().expr(Op::today, ValueType::date), ValueType::date};
    case NodeKind::field_of:
      return field_of(node, place);
    case NodeKind::latest:
      return choice(node, place, Op::latest);
    case NodeKind::earliest:
      return choice(node, place, Op::earliest);
    case NodeKind::conditional:
      return conditional(node, place);
    case NodeKind::cumulated_length:
      return cumulated(node, place);
    case NodeKind::sum_in_force:
      return sum_in_force(node, place);
    case NodeKind::at_day: {
      auto inner = value(node.first(), place, wanted);
      const auto day = date(node.first().next(), place);
      if (!inner || day == none_id) return {};
      inner.id = pool().expr(Op::at_day, inner.type, {inner.id, day});
      return inner;
    }
    case NodeKind::call:
      return call(node, place);
    case NodeKind::name:
      return name(node, place, wanted);
    default:
      // An `error` node was said by the reader of the text; anything else is no value.
      if (!node.is(NodeKind::error))
        c_.report(Code::wrong_type, node, {"une valeur", fmt::format("« {} »", excerpt(c_, node))});
      return {};
  }
}

}  // namespace filrouge::dsl
