#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/expressions.hpp"
#include "engine/core/calendar/duration.hpp"

/// What may be compared, added, chosen between.
namespace filrouge::dsl {
namespace {

bool wordlike(ValueType type) {
  return type == ValueType::enumeration || type == ValueType::text || type == ValueType::reference;
}

Op signed_by(std::string_view sign) {
  const auto all = operations();
  return static_cast<Op>(std::ranges::find(all, sign, &Operation::word) - all.begin());
}

std::string units_name(std::uint8_t units) {
  if (units == unit_months) return "une durée en mois";
  if (units == unit_days) return "une durée en jours";
  if (units == unit_hours) return "une durée en heures";
  return units == unit_working_days ? "une durée en jours ouvrés ou ouvrables" : "une durée en mois et jours";
}

}  // namespace

std::string type_name(const Typed& typed, const Checking& checking) {
  switch (typed.type) {
    case ValueType::boolean:
      return "oui ou non";
    case ValueType::integer:
      return "un nombre";
    case ValueType::date:
      return "une date";
    case ValueType::month:
      return "un mois";
    case ValueType::time:
      return "une heure";
    case ValueType::money:
      return "une somme en euros";
    case ValueType::rate:
      return "un taux";
    case ValueType::duration:
      return units_name(typed.units == unit_unsaid ? std::uint8_t{0xFF} : typed.units) ==
                     "une durée en mois et jours"
                 ? "une durée"
                 : units_name(typed.units);
    case ValueType::enumeration: {
      std::string words;
      if (typed.words)
        for (const auto word : *typed.words) words += (words.empty() ? "" : ", ") + checking.text(word);
      return words.empty() ? "un mot" : fmt::format("un mot parmi ({})", words);
    }
    case ValueType::text:
      return "un texte";
    case ValueType::reference:
      return "une référence";
    case ValueType::event:
      return typed.event == no_id
                 ? "un événement"
                 : fmt::format("l'événement {}",
                               checking.text(checking.model.vocabulary.events[typed.event].name));
    default:
      return "inconnu";
  }
}

Typed Expressions::as_date(View node, const Typed& typed) {
  if (!typed || typed.type == ValueType::none) return typed;
  if (typed.type == ValueType::date || typed.type == ValueType::month) return typed;
  if (typed.type == ValueType::event)
    return {pool().expr(Op::event_day, ValueType::date, {typed.id}), ValueType::date};
  c_.report(Code::wrong_type, node, {"une date", type_name(typed, c_)})
      .expecting(Phrase("un événement, une date, « la notification de … », « fin de … », « entrée »"));
  return {};
}

ExprId Expressions::date(View node, const Place& place) {
  return as_date(node, value(node, place)).id;
}

Typed Expressions::of_type(View node, const Place& place, ValueType type, const std::string& wanted) {
  Typed hint;
  hint.type = type;
  const auto typed = value(node, place, hint);
  if (!typed || typed.type == type || typed.type == ValueType::none) return typed;
  c_.report(Code::wrong_type, node, {wanted, type_name(typed, c_)});
  return {};
}

Typed Expressions::duration(View node, const Place& place) {
  return of_type(node, place, ValueType::duration, "une durée comme « 2 mois » ou « 10 jours »");
}

/// « Has it happened », carried inside what only chooses or names the event, so that an event that is absent
/// is a no.
ExprId Expressions::happened(ExprId id) {
  const auto expr = c_.model.exprs[id];
  switch (expr.op) {
    case Op::definition:
      return pool().expr(Op::definition, ValueType::boolean, {happened(pool().arg(id, 0))}, expr.data);
    case Op::at_day:
      return pool().expr(Op::at_day, ValueType::boolean, {happened(pool().arg(id, 0)), pool().arg(id, 1)});
    case Op::coalesce:
      return pool().expr(Op::logical_or, ValueType::boolean,
                         {happened(pool().arg(id, 0)), happened(pool().arg(id, 1))});
    default:
      return pool().expr(Op::occurred, ValueType::boolean, {id});
  }
}

ExprId Expressions::condition(View node, const Place& place) {
  const auto typed = value(node, place);
  if (!typed) return none_id;
  switch (typed.type) {
    case ValueType::boolean:
    case ValueType::none:
      return typed.id;
    case ValueType::event:
    case ValueType::date:
      return happened(typed.id);
    default:
      c_.report(Code::not_a_condition, node, {type_name(typed, c_)})
          .expecting(
              Phrase("un événement, une comparaison (« parcours = social »), « … connu », « fin de … »"));
      return none_id;
  }
}

ExprId Expressions::limit(View node, const Place& place) {
  if (node.is(NodeKind::pattern)) {
    const auto event = value(node, place);
    return event.id;
  }
  const auto typed = value(node, place);
  if (!typed) return none_id;
  if (typed.type == ValueType::date || typed.type == ValueType::event || typed.type == ValueType::duration ||
      typed.type == ValueType::none)
    return typed.id;
  c_.report(Code::wrong_type, node, {"une date, un événement ou une durée", type_name(typed, c_)});
  return none_id;
}

Typed Expressions::unify(View node, const Typed& a, const Typed& b) {
  if (!a || !b) return {};
  auto result = a.type == ValueType::none ? b : a;
  if (a.type != b.type && a.type != ValueType::none && b.type != ValueType::none &&
      !(wordlike(a.type) && wordlike(b.type))) {
    c_.report(Code::types_differ, node, {type_name(a, c_), type_name(b, c_)});
    return {};
  }
  if (a.type == ValueType::duration && a.units != b.units) result.units = unit_unsaid;
  if (a.event != b.event) result.event = no_id;
  return result;
}

Typed Expressions::compare(View node, Op op, const Typed& a, View a_node, const Typed& b, View b_node) {
  if (!a || !b) return {};
  const Typed result_of{none_id, ValueType::boolean};
  auto left = a, right = b;
  const auto made = [&] {
    auto result = result_of;
    result.id = pool().expr(op, ValueType::boolean, {left.id, right.id});
    return result;
  };
  // « = inconnu » asks whether it is known.
  if (left.type == ValueType::none || right.type == ValueType::none) {
    const auto known =
        pool().expr(Op::is_known, ValueType::boolean, {left.type == ValueType::none ? right.id : left.id});
    Typed result{known, ValueType::boolean};
    if (op == Op::equal) result.id = pool().expr(Op::logical_not, ValueType::boolean, {known});
    return result;
  }
  if (left.type == ValueType::event && right.type == ValueType::date) left = as_date(a_node, left);
  if (right.type == ValueType::event && left.type == ValueType::date) right = as_date(b_node, right);
  if (left.type == ValueType::event && right.type == ValueType::event) {
    left = as_date(a_node, left);
    right = as_date(b_node, right);
  }
  // « durée cumulée de … en jours » is a number: 60 jours are sixty of them.
  const auto days_as_number = [&](Typed& length, const Typed& number) {
    const auto& expr = c_.model.exprs[length.id];
    if (number.type != ValueType::integer || length.type != ValueType::duration || expr.op != Op::literal)
      return;
    if (c_.model.exprs[number.id].op != Op::cumulated_days && c_.model.exprs[number.id].op != Op::subtract)
      return;
    const auto& written = c_.model.values[expr.data];
    const auto unpacked = Value::unpack_duration(written.lo, written.days);
    if (unpacked.months != 0 || written.days != DayKind::calendar) return;
    length = {pool().literal(Value::of(Value::Kind::integer, unpacked.days), ValueType::integer),
              ValueType::integer};
  };
  days_as_number(left, right);
  days_as_number(right, left);
  if (left.type == ValueType::duration && right.type == ValueType::duration) {
    if (left.units && right.units && left.units != right.units) {
      c_.report(Code::units_differ, node, {units_name(left.units), units_name(right.units)})
          .suggesting(Phrase("écrivez les deux en mois, ou les deux en jours"));
      return {};
    }
    return made();
  }
  const bool same = left.type == right.type || (wordlike(left.type) && wordlike(right.type)) ||
                    (left.type == ValueType::date && right.type == ValueType::month) ||
                    (left.type == ValueType::month && right.type == ValueType::date);
  if (!same) {
    auto& said = c_.report(Code::types_differ, node, {type_name(left, c_), type_name(right, c_)});
    const bool money = left.type == ValueType::money || right.type == ValueType::money;
    const bool rate = left.type == ValueType::rate || right.type == ValueType::rate;
    const bool number = left.type == ValueType::integer || right.type == ValueType::integer;
    const bool date = left.type == ValueType::date || right.type == ValueType::date;
    const bool length = left.type == ValueType::duration || right.type == ValueType::duration;
    if (money && number)
      said.suggesting(Phrase("une somme s'écrit avec son unité : « 6 € »"));
    else if (rate && number)
      said.suggesting(Phrase("un taux s'écrit avec son signe : « 50 % »"));
    else if (date && length)
      said.suggesting(Phrase("comparez une date à une date : « 2 mois après orientation »"));
    return {};
  }
  const bool order = op != Op::equal && op != Op::different;
  if (order && (wordlike(left.type) || left.type == ValueType::boolean)) {
    c_.report(Code::types_differ, node, {type_name(left, c_), type_name(right, c_)})
        .expecting(Phrase("« = », « ≠ » ou « parmi » : des mots n'ont pas d'ordre"));
    return {};
  }
  return made();
}

Typed Expressions::binary(View node, const Place& place) {
  const auto& sign = node.text();
  const auto a_node = node.first(), b_node = a_node.next();
  if (sign == "et" || sign == "ou") {
    const auto a = condition(a_node, place), b = condition(b_node, place);
    if (a == none_id || b == none_id) return {};
    return {pool().expr(sign == "et" ? Op::logical_and : Op::logical_or, ValueType::boolean, {a, b}),
            ValueType::boolean};
  }
  if (sign == "apres" || sign == "avant") {
    const auto length = duration(a_node, place);
    const auto day = date(b_node, place);
    if (!length || day == none_id) return {};
    return {
        pool().expr(sign == "apres" ? Op::date_after : Op::date_before, ValueType::date, {length.id, day}),
        ValueType::date};
  }
  if (sign == "a_defaut") {
    auto a = value(a_node, place);
    auto b = value(b_node, place, a);
    if (a && b && a.type != b.type && (a.type == ValueType::event || b.type == ValueType::event)) {
      a = as_date(a_node, a);
      b = as_date(b_node, b);
    }
    auto result = unify(node, a, b);
    if (result) result.id = pool().expr(Op::coalesce, result.type, {a.id, b.id});
    return result;
  }
  if (sign == "+" || sign == "-" || sign == "*") {
    auto a = value(a_node, place);
    auto b = value(b_node, place, a);
    if (!a || !b) return {};
    const auto op = signed_by(sign);
    if (a.type == ValueType::event) a = as_date(a_node, a);
    if (b.type == ValueType::event) b = as_date(b_node, b);
    const auto made = [&](ValueType type) {
      Typed result{pool().expr(op, type, {a.id, b.id}), type};
      if (type == ValueType::duration)
        result.units =
            a.units == b.units || b.type == ValueType::integer ? a.units : std::uint8_t{unit_unsaid};
      return result;
    };
    using T = ValueType;
    if (op != Op::multiply) {
      if (a.type == T::date && b.type == T::duration) return made(T::date);
      if (op == Op::add && a.type == T::duration && b.type == T::date) return made(T::date);
      if (op == Op::subtract && a.type == T::date && b.type == T::date) return made(T::integer);
      if (a.type == b.type &&
          (a.type == T::integer || a.type == T::money || a.type == T::rate || a.type == T::duration))
        return made(a.type);
    } else {
      if (a.type == T::rate && b.type == T::money) return made(T::money);
      if (b.type == T::integer &&
          (a.type == T::integer || a.type == T::money || a.type == T::duration || a.type == T::rate)) {
        if (a.type == T::rate) std::swap(a, b);
        return made(a.type == T::integer && b.type == T::rate ? T::rate : a.type);
      }
      if (a.type == T::integer && (b.type == T::money || b.type == T::duration)) {
        std::swap(a, b);
        return made(a.type);
      }
      if (a.type == T::money && b.type == T::rate) return made(T::money);
    }
    c_.report(Code::types_differ, node, {type_name(a, c_), type_name(b, c_)})
        .expecting(Phrase("une date et une durée, deux sommes, deux durées, un taux et une somme"));
    return {};
  }
  auto a = value(a_node, place);
  if (!a) return {};
  const auto b = value(b_node, place, a);
  return compare(node, signed_by(sign), a, a_node, b, b_node);
}

Typed Expressions::among(View node, const Place& place) {
  const auto subject_node = node.first();
  const auto subject = value(subject_node, place);
  if (!subject) return {};
  std::vector<ExprId> args{subject.id};
  bool good = true;
  for (auto it = subject_node.next(); it; it = it.next()) {
    const auto one = value(it, place, subject);
    const auto compared = one ? compare(it, Op::equal, subject, subject_node, one, it) : Typed{};
    if (!compared)
      good = false;
    else
      args.push_back(one.id);
  }
  if (!good) return {};
  auto id = pool().expr(Op::among, ValueType::boolean, args);
  if (node.number() == 1) id = pool().expr(Op::logical_not, ValueType::boolean, {id});
  return {id, ValueType::boolean};
}

Typed Expressions::choice(View node, const Place& place, Op op) {
  std::vector<ExprId> args;
  for (const auto child : node) {
    const auto one = value(child, place);
    if (!one) return {};
    if (one.type != ValueType::event && !as_date(child, one)) return {};
    args.push_back(one.id);
  }
  return {pool().expr(op, ValueType::date, args), ValueType::date};
}

Typed Expressions::conditional(View node, const Place& place) {
  const auto first = node.first();
  const auto when = condition(first, place);
  auto a = value(first.next(), place);
  auto b = value(first.next().next(), place, a);
  if (a && b && a.type != b.type && (a.type == ValueType::event || b.type == ValueType::event)) {
    a = as_date(first.next(), a);
    b = as_date(first.next().next(), b);
  }
  auto result = unify(node, a, b);
  if (when == none_id || !result) return {};
  result.id = pool().expr(Op::conditional, result.type, {when, a.id, b.id});
  return result;
}

}  // namespace filrouge::dsl
