#include "dsl/diff/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

FormPtr form(std::string head, std::vector<FormPtr> parts = {}) {
  auto it = std::make_shared<Form>();
  it->head = std::move(head);
  it->parts = std::move(parts);
  return it;
}

FormPtr sorted(std::string head, std::vector<FormPtr> parts) {
  std::vector<std::pair<std::string, FormPtr>> keyed;
  for (auto& part : parts) keyed.emplace_back(part->key(), std::move(part));
  std::ranges::sort(keyed, {}, [](const auto& one) { return one.first; });
  const auto [first, last] = std::ranges::unique(keyed, {}, [](const auto& one) { return one.first; });
  // « a + a » is not « a ».
  if (head != "add" && head != "multiply") keyed.erase(first, last);
  parts.clear();
  for (auto& [key, part] : keyed) parts.push_back(std::move(part));
  return form(std::move(head), std::move(parts));
}

/// « a et (b et c) » is « a et b et c ».
FormPtr joined(const std::string& head, const std::vector<FormPtr>& parts) {
  std::vector<FormPtr> flat;
  for (const auto& part : parts) {
    if (part->head == head)
      flat.insert(flat.end(), part->parts.begin(), part->parts.end());
    else
      flat.push_back(part);
  }
  auto all = sorted(head, std::move(flat));
  return all->parts.size() == 1 ? all->parts.front() : all;
}

bool in_any_order(const std::string& head) {
  return head == "logical_and" || head == "logical_or" || head == "equal" || head == "different" ||
         head == "latest" || head == "earliest" || head == "add" || head == "multiply";
}

/// « a et d », of a définition d that says « b et c », are a, b and c; what was met already adds nothing.
void flatten(const Form& it, const std::string& head, std::vector<FormPtr>& parts,
             std::set<const Form*>& met) {
  for (const auto& part : it.parts) {
    auto body = part;
    while (body->definition) body = body->parts.front();
    if (!met.insert(body.get()).second) continue;
    if (body->head == head)
      flatten(*body, head, parts, met);
    else
      parts.push_back(part);
  }
}
std::vector<FormPtr> flattened(const Form& it, const std::string& head) {
  std::vector<FormPtr> parts;
  std::set<const Form*> met;
  flatten(it, head, parts, met);
  return parts;
}

/// A form as a text. Sixty définitions that each name the one before twice say more than a memory holds: past
/// what is left, they are told by their names.
class Writing {
 public:
  explicit Writing(bool whole) : whole_(whole) {}

  void write(const Form& it, std::string& text) {
    const bool opened = whole_ && left_ > 0;
    if (it.definition && opened) return write(*it.parts.front(), text);
    if (whole_ && in_any_order(it.head)) return write_sorted(it, text);
    put(it.head, text);
    if (it.parts.empty() || it.definition) return;
    put("(", text);
    for (const auto& part : it.parts) {
      if (&part != &it.parts.front()) put(",", text);
      write(*part, text);
    }
    put(")", text);
  }

 private:
  /// Définitions told by their bodies, the order in which their names had put them is none.
  void write_sorted(const Form& it, std::string& text) {
    const bool nests = it.head == "logical_and" || it.head == "logical_or";
    std::vector<std::string> told;
    for (const auto& part : nests ? flattened(it, it.head) : it.parts) write(*part, told.emplace_back());
    std::ranges::sort(told);
    if (nests) told.erase(std::ranges::unique(told).begin(), told.end());
    text += it.head + "(";
    for (const auto& one : told) text.append(&one == &told.front() ? "" : ",").append(one);
    text += ')';
  }
  void put(std::string_view words, std::string& text) {
    text += words;
    left_ -= std::min(left_, words.size());
  }

  bool whole_;
  std::size_t left_ = std::size_t{1} << 18;
};

}  // namespace

std::string Form::key() const {
  std::string text;
  Writing(false).write(*this, text);
  return text;
}

std::string Form::whole_key() const {
  std::string text;
  Writing(true).write(*this, text);
  return text;
}

FormPtr Former::expression(ExprId id, std::uint16_t procedure) {
  if (id == none_id) return nullptr;
  const auto found = made_.find({id, procedure});
  if (found != made_.end()) return found->second;
  auto it = made(id, procedure);
  made_.emplace(std::pair(id, procedure), it);
  return it;
}

std::string Former::delai_name(std::uint16_t procedure, std::uint32_t index) const {
  if (procedure == no_id || index >= model_.procedures[procedure].delais.size()) return "?";
  return naming_.of_delai(procedure, static_cast<std::uint16_t>(index));
}

FormPtr Former::made(ExprId id, std::uint16_t procedure) {
  const auto& expr = model_.exprs[id];
  std::vector<FormPtr> parts;
  for (std::uint32_t i = 0; i < expr.arg_count; ++i)
    parts.push_back(expression(model_.args[expr.first_arg + i], procedure));
  const auto name = std::string(facts_of(expr.op).name);
  const auto field = [&](std::uint32_t of) {
    return std::string(model_.vocabulary.field_name(static_cast<FieldId>(of)));
  };
  switch (expr.op) {
    case Op::literal: {
      const auto& value = model_.values[expr.data];
      auto it = std::make_shared<Form>();
      it->value = value;
      // The symbols of two models are not those of one another.
      it->head = value.kind == Value::Kind::symbol
                     ? "« " + fold(model_.text(static_cast<Symbol>(value.lo))) + " »"
                     : fmt::format("#{}:{}:{}:{}", static_cast<int>(value.kind), static_cast<int>(value.days),
                                   value.known() ? value.lo : 0, value.known() ? value.hi : 0);
      return it;
    }
    case Op::parameter:
      return form("param:" + naming_.of(Bears::parameter, expr.data));
    case Op::attribute:
      return form("attr:" + naming_.of(Bears::attribute, expr.data));
    case Op::definition: {
      auto it = std::make_shared<Form>();
      it->head = "def:" + naming_.of(Bears::definition, expr.data);
      it->parts = std::move(parts);
      it->definition = true;
      return it;
    }
    case Op::field:
      return form("field:" + field(expr.data), std::move(parts));
    case Op::end_of:
      return form("end_of:" + delai_name(procedure, expr.data));
    case Op::delai_is:
      return form(fmt::format("delai_is:{}:{}", delai_name(procedure, expr.data & 0xFFFF), expr.data >> 16));
    case Op::in_state:
      return form("in_state:" +
                  (procedure == no_id ? "?" : naming_.of_state(procedure, static_cast<StateId>(expr.data))));
    case Op::linked_in_state: {
      const auto linked = static_cast<std::uint16_t>(expr.data & 0xFFFF);
      return form("linked:" + naming_.of(Bears::procedure, linked) + "/" +
                  naming_.of_state(linked, static_cast<StateId>(expr.data >> 16)));
    }
    case Op::in_table:
    case Op::table_value: {
      const auto table = expr.data & 0xFFFF;
      return form(name + ":" + naming_.of(Bears::table, table) + "." +
                      std::string(model_.text(model_.tables[table].outputs[expr.data >> 16])),
                  std::move(parts));
    }
    case Op::logical_and:
    case Op::logical_or:
      return joined(name, parts);
    case Op::logical_not:
      if (parts.front()->head == name) return parts.front()->parts.front();
      return form(name, std::move(parts));
    case Op::greater:
      return form("less", {parts[1], parts[0]});
    case Op::greater_equal:
      return form("less_equal", {parts[1], parts[0]});
    case Op::among: {
      auto words = sorted("", {parts.begin() + 1, parts.end()});
      words = form("among", words->parts);
      auto all = words->parts;
      if (all.size() == 1) return sorted("equal", {parts.front(), all.front()});
      all.insert(all.begin(), parts.front());
      return form(name, std::move(all));
    }
    default:
      break;
  }
  if (facts_of(expr.op).reads == Reads::query) {
    parts.insert(parts.begin(), query(expr.data, procedure));
    const bool of_a_field = expr.op == Op::sum || expr.op == Op::sum_in_force;
    return form(of_a_field ? name + ":" + field(expr.extra) : name, std::move(parts));
  }
  return in_any_order(name) ? sorted(name, std::move(parts)) : form(name, std::move(parts));
}

FormPtr Former::pattern(PatternId id, std::uint16_t procedure) {
  return id == none_id ? nullptr : pattern(model_.patterns[id], procedure);
}

FormPtr Former::pattern(const Pattern& it, std::uint16_t procedure) {
  std::vector<FormPtr> constraints;
  for (const auto& constraint : it.constraints) {
    std::vector<FormPtr> values;
    for (const auto value : constraint.values) values.push_back(expression(value, procedure));
    constraints.push_back(
        sorted("is:" + std::string(model_.vocabulary.field_name(constraint.field)), std::move(values)));
  }
  if (it.not_cancelled) constraints.push_back(form("not_cancelled"));
  return sorted("act:" + naming_.of(Bears::event, it.type), std::move(constraints));
}

FormPtr Former::query(QueryId id, std::uint16_t procedure) {
  const auto& it = model_.queries[id];
  // It is so of every search: written or not.
  auto looked_for = model_.patterns[it.pattern];
  looked_for.not_cancelled = false;
  std::vector<FormPtr> parts{pattern(looked_for, procedure)};
  parts.push_back(form(fmt::format("reach:{}", static_cast<int>(it.domain))));
  const auto add = [&](const char* head, ExprId expr) {
    if (expr != none_id) parts.push_back(form(head, {expression(expr, procedure)}));
  };
  add("whose", it.whose);
  add("such_that", it.such_that);
  add("since", it.since);
  add("before", it.before);
  if (it.consecutive)
    parts.push_back(form("consecutive:" + (it.same_field == no_id
                                               ? std::string()
                                               : std::string(model_.vocabulary.field_name(it.same_field)))));
  return form("query", std::move(parts));
}

const Value* literal_of(const FormPtr& form) {
  if (!form || form->head.empty() || form->head.front() != '#' || !form->value.exact()) return nullptr;
  return &form->value;
}

// --- how a condition moves

namespace {

Moves other_way(Moves moves) {
  return moves == Moves::stronger ? Moves::weaker : moves == Moves::weaker ? Moves::stronger : moves;
}

std::set<std::string> keys_of(const FormPtr& form, const std::string& head) {
  std::set<std::string> keys;
  for (const auto& part : form->head == head ? flattened(*form, head) : std::vector<FormPtr>{form})
    keys.insert(part->whole_key());
  return keys;
}

bool within(const std::set<std::string>& some, const std::set<std::string>& all) {
  return std::ranges::includes(all, some);
}

/// Two numbers, days or lengths of one kind.
int order(const Value& a, const Value& b, bool& comparable) {
  comparable = a.kind == b.kind && a.days == b.days && a.kind != Value::Kind::symbol;
  if (comparable && a.kind == Value::Kind::duration) {
    const auto one = a.length(), other = b.length();
    // « 1 mois » and « 30 jours »: which is the longer depends on the day.
    comparable = one.months == other.months || one.days == other.days;
  }
  return a.lo < b.lo ? -1 : a.lo > b.lo ? 1 : 0;
}

/// « x < 10 jours » and « x < 15 jours ».
Moves of_a_bound(const Form& before, const Form& after) {
  const auto same = [](const FormPtr& a, const FormPtr& b) { return a->whole_key() == b->whole_key(); };
  for (const std::size_t side : {0u, 1u}) {
    const auto *one = literal_of(before.parts[side]), *other = literal_of(after.parts[side]);
    if (!one || !other || !same(before.parts[1 - side], after.parts[1 - side])) continue;
    bool comparable = false;
    const int moved = order(*one, *other, comparable);
    if (!comparable || moved == 0) return Moves::unknown;
    const bool greater = moved < 0;  // the bound is greater after
    return greater == (side == 1) ? Moves::weaker : Moves::stronger;
  }
  return Moves::unknown;
}

/// The parts that one has and not the other.
std::vector<FormPtr> left(const Form& of, const Form& besides) {
  std::multiset<std::string> there;
  for (const auto& part : besides.parts) there.insert(part->whole_key());
  std::vector<FormPtr> alone;
  for (const auto& part : of.parts) {
    const auto found = there.find(part->whole_key());
    if (found == there.end())
      alone.push_back(part);
    else
      there.erase(found);
  }
  return alone;
}

Moves of_words(const Form& before, const Form& after) {
  if (before.parts.front()->whole_key() != after.parts.front()->whole_key()) return Moves::unknown;
  std::set<std::string> a, b;
  for (std::size_t i = 1; i < before.parts.size(); ++i) a.insert(before.parts[i]->whole_key());
  for (std::size_t i = 1; i < after.parts.size(); ++i) b.insert(after.parts[i]->whole_key());
  return within(b, a) ? Moves::stronger : within(a, b) ? Moves::weaker : Moves::unknown;
}

/// « x entre 1 mois et 4 mois »: either bound moved, or both the same way.
Moves of_an_interval(const Form& before, const Form& after) {
  if (before.parts.front()->whole_key() != after.parts.front()->whole_key()) return Moves::unknown;
  auto moves = Moves::not_at_all;
  for (const std::size_t side : {1u, 2u}) {
    const auto *one = literal_of(before.parts[side]), *other = literal_of(after.parts[side]);
    if (before.parts[side]->whole_key() == after.parts[side]->whole_key()) continue;
    if (!one || !other) return Moves::unknown;
    bool comparable = false;
    const int moved = order(*one, *other, comparable);
    if (!comparable) return Moves::unknown;
    const auto this_side = (moved < 0) == (side == 2) ? Moves::weaker : Moves::stronger;
    if (moves != Moves::not_at_all && moves != this_side) return Moves::unknown;
    moves = this_side;
  }
  return moves;
}

}  // namespace

Moves strength(const FormPtr& before, const FormPtr& after) {
  if (!before || !after)
    return before == after ? Moves::not_at_all : !before ? Moves::stronger : Moves::weaker;
  if (before->definition) return strength(before->parts.front(), after);
  if (after->definition) return strength(before, after->parts.front());
  if (before->whole_key() == after->whole_key()) return Moves::not_at_all;
  const bool and_there = before->head == "logical_and" || after->head == "logical_and";
  if (and_there) {
    const auto a = keys_of(before, "logical_and"), b = keys_of(after, "logical_and");
    if (a == b) return Moves::not_at_all;
    if (within(a, b)) return Moves::stronger;
    if (within(b, a)) return Moves::weaker;
  }
  if (before->head == "logical_or" || after->head == "logical_or") {
    const auto a = keys_of(before, "logical_or"), b = keys_of(after, "logical_or");
    if (a == b) return Moves::not_at_all;
    if (within(a, b)) return Moves::weaker;
    if (within(b, a)) return Moves::stronger;
  }
  const auto& head = before->head;
  if (head != after->head) {
    // « = a » and « parmi (a, b) ».
    const auto as_words = [](const FormPtr& it) -> FormPtr {
      if (it->head != "equal" || it->parts.size() != 2) return it;
      const bool first = it->parts[1]->head.starts_with("«");
      return form("among", {it->parts[first ? 0 : 1], it->parts[first ? 1 : 0]});
    };
    const auto a = as_words(before), b = as_words(after);
    return a->head == "among" && b->head == "among" ? of_words(*a, *b) : Moves::unknown;
  }
  if (head == "less" || head == "less_equal") return of_a_bound(*before, *after);
  if (head == "among") return of_words(*before, *after);
  if (head == "between") return of_an_interval(*before, *after);
  if (head == "logical_not") return other_way(strength(before->parts.front(), after->parts.front()));
  if (head == "logical_and" || head == "logical_or") {
    const auto a = left(*before, *after), b = left(*after, *before);
    if (a.size() == 1 && b.size() == 1) return strength(a.front(), b.front());
  }
  return Moves::unknown;
}

// --- what follows another

namespace {

Follows turned(Follows it) {
  return it == Follows::with_it ? Follows::against_it : it == Follows::against_it ? Follows::with_it : it;
}

Follows both(Follows a, Follows b) {
  if (a == Follows::not_at_all) return b;
  if (b == Follows::not_at_all || a == b) return a;
  return Follows::unknown;
}

class Following {
 public:
  explicit Following(const std::string& name) : name_(name) {}

  Follows of(const FormPtr& it) {
    if (!it) return Follows::not_at_all;
    const auto known = known_.find(it.get());
    if (known != known_.end()) return known->second;
    const auto answer = read(it);
    known_.emplace(it.get(), answer);
    return answer;
  }

 private:
  Follows read(const FormPtr& it) {
    if (it->head == name_) return Follows::with_it;
    if (it->definition) return of(it->parts.front());
    const auto& head = it->head;
    if (head == "less" || head == "less_equal") return both(turned(of(it->parts[0])), of(it->parts[1]));
    if (head == "logical_not") return turned(of(it->parts.front()));
    if (head == "subtract" || head == "date_before") {
      // « 2 mois avant le jour »: the longer, the earlier.
      const bool length_first = head == "date_before";
      const auto a = of(it->parts[0]);
      const auto b = it->parts.size() > 1 ? of(it->parts[1]) : Follows::not_at_all;
      return length_first ? both(turned(a), b) : both(a, turned(b));
    }
    if (head == "conditional") return of_a_choice(*it);
    auto all = Follows::not_at_all;
    for (const auto& part : it->parts) all = both(all, of(part));
    if (all == Follows::not_at_all) return all;
    const bool monotone = head == "logical_and" || head == "logical_or" || head == "add" ||
                          head == "date_after" || head == "latest" || head == "earliest" ||
                          head == "coalesce" || head == "first_of_next_month" || head == "first_of_month" ||
                          head == "first_of_year";
    return monotone ? all : Follows::unknown;
  }

  /// « si x > p alors x sinon p » is the greater of the two, « si x < p alors x sinon p » the lesser.
  Follows of_a_choice(const Form& it) {
    const auto condition = of(it.parts[0]), then = of(it.parts[1]), otherwise = of(it.parts[2]);
    const auto values = both(then, otherwise);
    if (condition == Follows::not_at_all) return values;
    const auto& test = it.parts[0];
    if (test->head != "less" && test->head != "less_equal") return Follows::unknown;
    // What is not known is the parameter: « (x à défaut p) > p » compares x.
    const auto compared = [](const FormPtr& side) {
      return side->head == "coalesce" ? side->parts.front()->whole_key() : side->whole_key();
    };
    const std::set<std::string> tested{compared(test->parts[0]), compared(test->parts[1])};
    const std::set<std::string> chosen{it.parts[1]->whole_key(), it.parts[2]->whole_key()};
    return tested == chosen ? values : Follows::unknown;
  }

  const std::string& name_;
  std::map<const Form*, Follows> known_;
};

}  // namespace

Follows follows(const FormPtr& form, const std::string& name) {
  return Following(name).of(form);
}

}  // namespace filrouge::dsl
