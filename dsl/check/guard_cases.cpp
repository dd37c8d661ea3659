#include "dsl/check/guard_cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/core/model/plain_bound.hpp"

namespace filrouge::dsl {
namespace {

constexpr std::size_t most_cases = 100'000;

bool comparison(Op op) {
  return op == Op::equal || op == Op::different || op == Op::less || op == Op::less_equal ||
         op == Op::greater || op == Op::greater_equal;
}

Truth ordered(Op op, std::int64_t sign) {
  switch (op) {
    case Op::equal:
      return sign == 0 ? Truth::yes : Truth::no;
    case Op::different:
      return sign != 0 ? Truth::yes : Truth::no;
    case Op::less:
      return sign < 0 ? Truth::yes : Truth::no;
    case Op::less_equal:
      return sign <= 0 ? Truth::yes : Truth::no;
    case Op::greater:
      return sign > 0 ? Truth::yes : Truth::no;
    default:
      return sign >= 0 ? Truth::yes : Truth::no;
  }
}

}  // namespace

ExprId GuardCases::field_of_event(FieldId field) const {
  const auto* decl = c_.model.vocabulary.events[event_].field(field);
  const auto type = decl ? decl->type : ValueType::text;
  return c_.pool.expr(Op::field, type, {c_.pool.expr(Op::current, ValueType::event)}, field);
}

GuardCases::Variable& GuardCases::variable(ExprId subject, ExprId against) {
  for (auto& one : variables_)
    if (one.subject == subject && one.against == against) return one;
  variables_.push_back({subject, {}, against});
  return variables_.back();
}

const Value* GuardCases::current(ExprId subject, ExprId against) const {
  for (auto i = chosen_from_; i < variables_.size(); ++i)
    if (variables_[i].subject == subject && variables_[i].against == against)
      return &variables_[i].values[at_[i]];
  return nullptr;
}

bool GuardCases::open(ExprId subject) const {
  return std::any_of(variables_.begin(), variables_.begin() + static_cast<std::ptrdiff_t>(chosen_from_),
                     [&](const Variable& one) { return one.subject == subject && one.against == none_id; });
}

/// A comparison with a written value adds that value to those of its subject; with anything else, less, equal
/// or more.
void GuardCases::compared(ExprId subject, ExprId against) {
  if (literal(subject) && !literal(against)) std::swap(subject, against);
  if (literal(against)) {
    if (value_of(against).known()) variable(subject).values.push_back(value_of(against));
    return;
  }
  const auto first = std::min(subject, against), second = std::max(subject, against);
  auto& pair = variable(first, second);
  if (pair.values.empty())
    for (const std::int64_t sign : {0, -1, 1}) pair.values.push_back(Value::of(Value::Kind::integer, sign));
}

void GuardCases::collect_pattern(PatternId id) {
  if (id == none_id) return;
  for (const auto& constraint : c_.model.patterns[id].constraints)
    for (const auto value : constraint.values) compared(field_of_event(constraint.field), value);
}

void GuardCases::collect(ExprId id) {
  if (id == none_id || !collected_.insert(id).second) return;
  const auto expr = c_.model.exprs[id];
  if (expr.op == Op::literal) return;
  const auto arg = [&](std::uint32_t n) { return c_.pool.arg(id, n); };
  if (expr.op == Op::logical_and || expr.op == Op::logical_or || expr.op == Op::logical_not ||
      expr.op == Op::definition) {
    for (std::uint32_t i = 0; i < expr.arg_count; ++i) collect(arg(i));
  } else if (comparison(expr.op)) {
    compared(arg(0), arg(1));
  } else if (expr.op == Op::among) {
    for (std::uint32_t i = 1; i < expr.arg_count; ++i) compared(arg(0), arg(i));
  } else if (expr.op == Op::between) {
    compared(arg(0), arg(1));
    compared(arg(0), arg(2));
  } else if (expr.op == Op::is_known) {
    variable(arg(0));
  } else {
    variable(id);  // a fact that holds or not
  }
}

Truth GuardCases::compare(Op op, ExprId a, ExprId b) const {
  bool swapped = false;
  if (literal(a) && !literal(b)) std::swap(a, b), swapped = true;
  std::int64_t sign = 0;
  if (literal(b)) {
    if (!value_of(b).known()) return Truth::unknown;
    if (literal(a)) {
      sign = value_of(a).lo < value_of(b).lo ? -1 : value_of(a).lo > value_of(b).lo;
    } else {
      const auto* value = current(a);
      if (!value || !value->known()) return Truth::unknown;
      const auto& bound = value_of(b);
      sign = value->lo < bound.lo ? -1 : value->lo > bound.hi ? 1 : 0;
    }
    return ordered(op, swapped ? -sign : sign);
  }
  const auto first = std::min(a, b), second = std::max(a, b);
  const auto* value = current(first, second);
  if (!value) return Truth::unknown;
  return ordered(op, a == first ? value->lo : -value->lo);
}

Truth GuardCases::truth(ExprId id) const {
  if (id == none_id) return Truth::yes;
  const auto expr = c_.model.exprs[id];
  const auto arg = [&](std::uint32_t n) { return c_.pool.arg(id, n); };
  if (expr.op == Op::literal) {
    const auto& value = value_of(id);
    return !value.known() ? Truth::unknown : value.lo ? Truth::yes : Truth::no;
  }
  if (expr.op == Op::logical_not) return !truth(arg(0));
  if (expr.op == Op::definition) {
    const auto known = of_the_case_.find(id);
    if (known != of_the_case_.end()) return known->second;
    return of_the_case_[id] = truth(arg(0));
  }
  if (expr.op == Op::logical_and || expr.op == Op::logical_or) {
    auto result = expr.op == Op::logical_and ? Truth::yes : Truth::no;
    for (std::uint32_t i = 0; i < expr.arg_count; ++i)
      result =
          expr.op == Op::logical_and ? filrouge::both(result, truth(arg(i))) : either(result, truth(arg(i)));
    return result;
  }
  if (comparison(expr.op)) return compare(expr.op, arg(0), arg(1));
  if (expr.op == Op::among) {
    auto result = Truth::no;
    for (std::uint32_t i = 1; i < expr.arg_count; ++i)
      result = either(result, compare(Op::equal, arg(0), arg(i)));
    return result;
  }
  if (expr.op == Op::between)
    return filrouge::both(compare(Op::greater_equal, arg(0), arg(1)),
                          compare(Op::less_equal, arg(0), arg(2)));
  if (expr.op == Op::is_known) {
    const auto* value = current(arg(0));
    if (!value && open(arg(0))) return Truth::unknown;
    return value && value->known() ? Truth::yes : Truth::no;
  }
  const auto* value = current(id);
  if (!value || !value->known()) return Truth::unknown;
  return value->lo ? Truth::yes : Truth::no;
}

Truth GuardCases::truth(const Guard& guard) const {
  auto result = truth(guard.condition);
  if (guard.pattern == none_id) return result;
  for (const auto& constraint : c_.model.patterns[guard.pattern].constraints) {
    auto one = Truth::no;
    for (const auto value : constraint.values)
      one = either(one, compare(Op::equal, field_of_event(constraint.field), value));
    result = filrouge::both(result, one);
  }
  return result;
}

GuardCases::Answer GuardCases::both(const Guard& a, const Guard& b, std::string& example) {
  const auto answer = find(a, b, true);
  if (answer != Answer::overlap) return answer;
  example.clear();
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    const auto one = told(variables_[i], variables_[i].values[at_[i]]);
    if (!one.empty()) example += (example.empty() ? "" : ", ") + one;
  }
  return answer;
}

bool GuardCases::implies(const Guard& a, const Guard& b) {
  return find(a, b, false) == Answer::disjoint;
}

GuardCases::Answer GuardCases::find(const Guard& a, const Guard& b, bool true_too) {
  variables_.clear();
  collected_.clear();
  for (const auto& guard : {a, b}) {
    collect_pattern(guard.pattern);
    collect(guard.condition);
  }
  std::size_t cases = 1;
  for (auto& one : variables_) {
    if (one.against == none_id) {
      const auto& expr = c_.model.exprs[one.subject];
      std::vector<Value> values;
      const FieldDecl* decl = nullptr;
      const AttributeDecl* attribute = nullptr;
      if (expr.op == Op::field)
        for (const auto& type : c_.model.vocabulary.events)
          if (const auto* found = type.field(static_cast<FieldId>(expr.data));
              found && (&type == &c_.model.vocabulary.events[event_] || !decl))
            decl = found;
      if (expr.op == Op::attribute) attribute = &c_.model.vocabulary.attributes[expr.data];
      const auto* words = decl ? &decl->allowed : attribute ? &attribute->allowed : nullptr;
      if (expr.type == ValueType::enumeration && words && !words->empty()) {
        for (const auto word : *words) values.push_back(Value::of(Value::Kind::symbol, word));
        values.push_back(Value{});
      } else if (expr.type == ValueType::boolean) {
        values = {Value::of(true), Value::of(false), Value{}};
      } else if (one.values.empty()) {
        values = {Value::of(Value::Kind::event, 1), Value{}};  // known or not
      } else {
        std::set<std::int64_t> points;
        const auto kind = one.values.front().kind;
        for (const auto& value : one.values) {
          points.insert({value.lo, value.hi});
          if (kind != Value::Kind::symbol) points.insert({value.lo - 1, value.hi + 1});
        }
        for (const auto point : points) values.push_back(Value::of(kind, point));
        if (kind == Value::Kind::symbol) values.push_back(Value::of(kind, c_.intern("autre chose")));
        values.push_back(Value{});
      }
      one.values = std::move(values);
    }
    cases *= one.values.size();
    if (cases > most_cases) return Answer::too_many;
  }
  at_.assign(variables_.size(), 0);
  chosen_from_ = variables_.size();
  return one_is_found(a, b, true_too) ? Answer::overlap : Answer::disjoint;
}

bool GuardCases::one_is_found(const Guard& a, const Guard& b, bool true_too) {
  of_the_case_.clear();
  const auto first = truth(a);
  const bool whole = chosen_from_ == 0;
  if (first == Truth::no || (whole && first != Truth::yes)) return false;
  const auto second = truth(b);
  if (whole) return (second == Truth::yes) == true_too;
  if (second == (true_too ? Truth::no : Truth::yes)) return false;
  const auto next = --chosen_from_;
  for (at_[next] = 0; at_[next] < variables_[next].values.size(); ++at_[next])
    if (one_is_found(a, b, true_too)) return true;
  chosen_from_ = next + 1;
  return false;
}

std::string GuardCases::name_of(ExprId id) const {
  const auto& expr = c_.model.exprs[id];
  const auto& model = c_.model;
  switch (expr.op) {
    case Op::field:
      return std::string(model.vocabulary.field_name(static_cast<FieldId>(expr.data)));
    case Op::attribute:
      return c_.text(model.vocabulary.attributes[expr.data].name);
    case Op::parameter:
      return c_.text(model.parameters[expr.data].name);
    case Op::definition:
      return c_.text(model.definitions[expr.data].name);
    case Op::occurred:
      return name_of(c_.pool.arg(id, 0));
    case Op::last:
    case Op::first:
    case Op::exists:
    case Op::count: {
      const auto& pattern = model.patterns[model.queries[expr.data].pattern];
      auto text = c_.text(model.vocabulary.events[pattern.type].name);
      for (const auto& constraint : pattern.constraints) {
        std::string values;
        for (const auto value : constraint.values)
          if (literal(value) && value_of(value).kind == Value::Kind::symbol)
            values += (values.empty() ? "" : " ou ") + c_.text(static_cast<Symbol>(value_of(value).lo));
        if (!values.empty())
          text += fmt::format(" ({}: {})", model.vocabulary.field_name(constraint.field), values);
      }
      return text;
    }
    case Op::notification:
      return "la notification";
    case Op::end_of:
      return "la fin du délai";
    case Op::event_day:
      return "le jour de " + name_of(c_.pool.arg(id, 0));
    case Op::current:
    case Op::trigger:
    case Op::candidate:
      return "l'événement";
    case Op::literal:
      return "une valeur";
    default:
      return "une des conditions";
  }
}

std::string GuardCases::told(const Variable& variable, const Value& value) const {
  const auto name = name_of(variable.subject);
  if (variable.against != none_id) {
    const auto other = name_of(variable.against);
    return fmt::format("{} {} {}", name, value.lo < 0 ? "<" : value.lo > 0 ? ">" : "=", other);
  }
  const auto op = c_.model.exprs[variable.subject].op;
  const bool fact = op != Op::field && op != Op::attribute && op != Op::parameter;
  if (!value.known()) return fact ? std::string() : fmt::format("{} inconnu", name);
  switch (value.kind) {
    case Value::Kind::boolean:
      return fact ? fmt::format("{} {}", name, value.lo ? "a eu lieu" : "n'a pas eu lieu")
                  : fmt::format("{} = {}", name, value.lo ? "oui" : "non");
    case Value::Kind::symbol:
      return fmt::format("{} = {}", name, c_.text(static_cast<Symbol>(value.lo)));
    case Value::Kind::integer:
    case Value::Kind::rate:
    case Value::Kind::money:
      return fmt::format("{} = {}", name, plain_bound(value, false));
    case Value::Kind::date:
      return fmt::format("{} le {}", name, french_date(value.earliest()));
    default:
      return fmt::format("{} connu", name);
  }
}

}  // namespace filrouge::dsl
