#include "engine/core/explain/phrase.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/core/model/plain_bound.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/opened_name.hpp"

namespace filrouge {
namespace {

/// Deeper than this a condition is not read aloud any more.
constexpr int depth_limit = 200;
/// How tightly what is told binds, where no row of operations.def says it.
constexpr int open_end = 0, closed = 9;

class Phraser {
 public:
  Phraser(const Model& model, const Wording& wording)
      : model_(model), wording_(wording), reach_(wording.reach) {}

  std::string whole(ExprId id, bool as_day, int least) {
    return id == none_id ? std::string() : within(id, least, as_day);
  }

  std::string pattern(PatternId id) {
    const auto& it = model_.patterns[id];
    auto text = event(it.type);
    for (const auto& constraint : it.constraints) {
      text += fmt::format(", {}", field(constraint.field, it.type));
      if (constraint.values.size() == 1) {
        text += (wording_.as_in_the_rules ? ": " : " : ") + within(constraint.values.front(), 7);
        continue;
      }
      text += " parmi (";
      for (std::size_t i = 0; i < constraint.values.size(); ++i)
        text += (i ? ", " : "") + within(constraint.values[i], 1);
      text += ")";
    }
    if (it.not_cancelled) text += ", non annulé";
    return text;
  }

  std::string query(QueryId id) {
    const auto& it = model_.queries[id];
    auto text = pattern(it.pattern) + reach(it);
    auto join = std::string(text.find(", ") == std::string::npos ? " " : ", ");
    const auto add = [&](std::string_view word, const std::string& told) {
      text.append(join).append(word).append(told);
    };
    const auto limit = [&](std::string_view word, ExprId day) {
      if (day == none_id) return;
      auto told = piece(day);
      // « depuis dernier X avant Y »: Y would be read as a limit of X.
      add(word, told.binds < 7 || !ends(day) ? "(" + told.text + ")" : told.text);
    };
    limit("depuis ", it.since);
    limit("avant ", it.before);
    if (it.consecutive)
      add("consécutifs", it.same_field == no_id
                             ? std::string()
                             : " de même " + field(it.same_field, model_.patterns[it.pattern].type));
    if (it.such_that != none_id) {
      const auto outer = std::exchange(candidate_, model_.patterns[it.pattern].type);
      add("dont ", within(it.such_that, 0));
      candidate_ = outer;
    }
    return text;
  }

 private:
  struct Piece {
    std::string text;
    int binds = closed;
  };

  const Expr& at(ExprId id) const { return model_.exprs[id]; }
  ExprId arg(const Expr& expr, std::uint32_t i) const { return model_.args[expr.first_arg + i]; }

  std::string within(ExprId id, int least, bool as_day = false) {
    auto told = piece(id, as_day);
    return told.binds < least ? "(" + told.text + ")" : told.text;
  }

  Piece piece(ExprId id, bool as_day = false) {
    if (depth_ > depth_limit) return {"…"};
    ++depth_;
    const auto& expr = at(id);
    // « 10 jours après orientation »: an event stands for its day.
    const bool its_day = as_day && expr.op == Op::event_day && at(arg(expr, 0)).op != Op::candidate;
    const auto& form = facts_of(expr.op);
    auto told = its_day             ? piece(arg(expr, 0))
                : form.told.empty() ? prose(expr)
                                    : Piece{filled(form.told, expr), form.binds};
    --depth_;
    return told;
  }

  /// The prose of a row of operations.def: its text, with what stands between braces told in its place.
  std::string filled(std::string_view form, const Expr& expr) {
    // The same délai or procédure in each of its versions is named once.
    if (expr.op == Op::coalesce || expr.op == Op::logical_or)
      if (auto same = within(arg(expr, 0), 0);
          one_name(arg(expr, 0)) && one_name(arg(expr, 1)) && same == within(arg(expr, 1), 0))
        return same;
    std::string text;
    for (auto open = form.find('{'); open != std::string_view::npos; open = form.find('{')) {
      text += form.substr(0, open);
      const auto n = static_cast<std::uint32_t>(form[open + 1] - '0');
      const int least = form[open + 3] - '0';
      const char how = form[open + 4];
      if (how == '*') {
        for (auto i = n; i < expr.arg_count; ++i) text += (i > n ? ", " : "") + within(arg(expr, i), least);
      } else if (how == 'o') {
        const auto& one = at(arg(expr, n));
        const bool date = one.op == Op::literal && one.type == ValueType::date;
        text += date ? "du " + literal(one) : joined_by_of(within(arg(expr, n), least, true));
      } else {
        text += operand(expr, n, least, how == 'd');
      }
      form.remove_prefix(form.find('}', open) + 1);
    }
    return text.append(form);
  }

  /// « durée cumulée de … en jours ≥ 60 » is written « ≥ 60 jours ».
  std::string operand(const Expr& expr, std::uint32_t n, int least, bool as_day) {
    auto text = within(arg(expr, n), least, as_day);
    const auto& one = at(arg(expr, n));
    if (facts_of(expr.op).binds != facts_of(Op::equal).binds || one.op != Op::literal ||
        one.type != ValueType::integer || expr.arg_count != 2)
      return text;
    const auto other = at(arg(expr, 1 - n)).op;
    if (other != Op::cumulated_days && other != Op::subtract) return text;
    return text + (text == "1" || text == "0" ? " jour" : " jours");
  }

  /// Délais and linked procédures, whose name may stand for several.
  bool one_name(ExprId id) const {
    const auto& expr = at(id);
    if (expr.op == Op::coalesce || expr.op == Op::logical_or)
      return one_name(arg(expr, 0)) && one_name(arg(expr, 1));
    return expr.op == Op::end_of || expr.op == Op::delai_is || expr.op == Op::linked_in_state;
  }

  /// Does it end where it ends, whatever follows? A search would take what follows for a limit of its own.
  bool ends(ExprId id) const {
    const auto& expr = at(id);
    switch (expr.op) {
      case Op::last:
        return !bare(expr) || model_.patterns[model_.queries[expr.data].pattern].constraints.empty();
      case Op::first:
      case Op::count:
      case Op::exists:
      case Op::sum:
      case Op::sum_in_force:
        return false;
      case Op::definition:
      case Op::table_value:
      case Op::latest:
      case Op::earliest:
        return true;
      default:
        return expr.arg_count == 0 || ends(arg(expr, expr.arg_count - 1u));
    }
  }

  Piece prose(const Expr& expr) {
    switch (expr.op) {
      case Op::literal:
        return {literal(expr)};
      case Op::parameter:
        return {marked(Named::parameter, expr.data, declared(model_.parameters, expr.data))};
      case Op::attribute:
        return {marked(Named::attribute, expr.data,
                       within_a_sentence(vocabulary_name(model_.vocabulary.attributes[expr.data].name)))};
      case Op::definition:
        return {marked(Named::definition, expr.data, declared(model_.definitions, expr.data))};
      case Op::current:
        return {wording_.as_in_the_rules && wording_.current != no_id ? event(wording_.current)
                                                                      : std::string("cet acte")};
      case Op::trigger:
        return {wording_.trigger != no_id ? event(wording_.trigger) : std::string("l'acte d'ouverture")};
      case Op::candidate:
        return {"celui-ci"};
      case Op::field:
        return {field_of(expr)};
      case Op::last:
        if (bare(expr)) {
          const auto& it = model_.queries[expr.data];
          auto text = pattern(it.pattern) + reach(it);
          return {text, text.find(", ") == std::string::npos ? closed : open_end};
        }
        return searched("le dernier ", expr.data);
      case Op::first:
        return searched("le premier ", expr.data);
      case Op::count:
        return searched("nombre ", expr.data, true);
      case Op::exists:
        return searched("il existe ", expr.data);
      case Op::cumulated_days:
      case Op::cumulated_months:
        return {fmt::format("durée cumulée {} en {}", joined_by_of(query(expr.data)),
                            expr.op == Op::cumulated_days ? "jours" : "mois")};
      case Op::sum:
      case Op::sum_in_force:
        return sum(expr);
      case Op::logical_not:
        return negated(arg(expr, 0));
      case Op::occurred:
        return piece(arg(expr, 0));
      case Op::subtract:
        if (at(arg(expr, 0)).op == Op::literal && model_.values[at(arg(expr, 0)).data] == nothing(expr))
          return {"-" + within(arg(expr, 1), closed)};
        return {within(arg(expr, 0), 7, true) + " - " + within(arg(expr, 1), 8, true),
                facts_of(expr.op).binds};
      case Op::end_of:
        return {"fin " + joined_by_of(delai(expr.data))};
      case Op::delai_is: {
        constexpr auto words = std::to_array<std::string_view>({"en cours", "finie", "dépassée", "tenue"});
        return {fmt::format("{} {}", delai(expr.data & 0xFFFF), words[expr.data >> 16])};
      }
      case Op::in_state:
        return {"dans l'état " + state(wording_.procedure, expr.data)};
      case Op::linked_in_state: {
        const auto procedure = static_cast<std::uint16_t>(expr.data & 0xFFFF);
        const auto& it = model_.procedures[procedure];
        const auto name = std::string(model_.text(it.name));
        return {fmt::format("{} liée dans l'état {}",
                            marked(Named::procedure, procedure,
                                   wording_.as_in_the_rules ? name.substr(name.rfind('.') + 1) : it.label),
                            state(procedure, expr.data >> 16))};
      }
      case Op::in_table:
        return {fmt::format("{} dans {}", within(arg(expr, 0), 7), table(expr.data & 0xFFFF)),
                facts_of(expr.op).binds};
      case Op::table_value:
        return {table_value(expr)};
      default:
        return {};
    }
  }

  /// What « - x » takes x away from.
  static Value nothing(const Expr& expr) {
    return Value::of(expr.type == ValueType::money ? Value::Kind::money : Value::Kind::integer, 0);
  }

  /// A search that says more than what it looks for keeps between parentheses what it says: what follows is
  /// not of it.
  Piece searched(std::string_view word, QueryId id, bool of = false) {
    const auto& it = model_.queries[id];
    auto text = std::string(word) + (of ? joined_by_of(query(id)) : query(id));
    const bool alone = it.since == none_id && it.before == none_id && !it.consecutive &&
                       it.such_that == none_id && text.find(", ") == std::string::npos;
    return {std::move(text), alone ? closed : open_end};
  }

  Piece negated(ExprId id) {
    const auto& expr = at(id);
    if (expr.op == Op::exists) return searched("aucun ", expr.data);
    if (expr.op == Op::is_known)
      return {within(arg(expr, 0), closed) + " inconnu", facts_of(Op::is_known).binds};
    if (expr.op == Op::among) {
      auto text = within(arg(expr, 0), 7) + " n'est pas parmi (";
      for (std::uint32_t i = 1; i < expr.arg_count; ++i)
        text += (i > 1 ? ", " : "") + within(arg(expr, i), 1);
      return {text + ")", facts_of(Op::among).binds};
    }
    return {"non " + within(id, closed), facts_of(Op::logical_not).binds};
  }

  Piece sum(const Expr& expr) {
    const bool in_force = expr.op == Op::sum_in_force;
    const auto domain = model_.queries[expr.data].domain;
    const auto type = model_.patterns[model_.queries[expr.data].pattern].type;
    auto text = "somme des " + field(static_cast<FieldId>(expr.extra), type);
    const auto outer = reach_;
    if (in_force) {
      text += " en vigueur";
      if (domain == Domain::household) text += " du foyer";
      reach_ = domain == Domain::household ? domain : Domain::person;
    }
    text += " " + joined_by_of(query(expr.data));
    reach_ = outer;
    return {text, open_end};
  }

  /// A last event that its bare name means: nothing restricts it, and it is not the event at hand.
  bool bare(const Expr& expr) const {
    const auto& it = model_.queries[expr.data];
    if (it.such_that != none_id || it.since != none_id || it.before != none_id || it.consecutive)
      return false;
    const auto& looked_for = model_.patterns[it.pattern];
    if (!looked_for.constraints.empty()) return true;
    if (looked_for.not_cancelled || it.domain != reach_ || it.reach_said) return true;
    return looked_for.type != wording_.current && looked_for.type != wording_.trigger;
  }

  std::string field_of(const Expr& expr) {
    const auto id = static_cast<FieldId>(expr.data);
    const auto& of = at(arg(expr, 0));
    const auto has = [&](EventTypeId type) {
      return type != no_id && (id < static_cast<FieldId>(BuiltinField::count) ||
                               model_.vocabulary.events[type].field(id) != nullptr);
    };
    // A bare field is of the event looked at, else of the event at hand, else of the one that opened.
    const bool hidden = (of.op == Op::current && has(candidate_)) ||
                        (of.op == Op::trigger && (has(candidate_) || has(wording_.current)));
    const auto type = of.op == Op::candidate ? candidate_
                      : of.op == Op::current ? wording_.current
                      : of.op == Op::trigger ? wording_.trigger
                                             : searched_type(of);
    auto name = field(id, type);
    // « par », « du », « au » are read as fields only beside their event.
    const bool of_the_sentence =
        wording_.as_in_the_rules && of.op != Op::candidate && (name == "par" || name == "du" || name == "au");
    if (!of_the_sentence && (of.op == Op::candidate || of.op == Op::current || of.op == Op::trigger) &&
        !hidden)
      return name;
    return name + " " + joined_by_of(within(arg(expr, 0), closed));
  }

  EventTypeId searched_type(const Expr& expr) const {
    return facts_of(expr.op).reads == Reads::query ? model_.patterns[model_.queries[expr.data].pattern].type
                                                   : no_id;
  }

  std::string table_value(const Expr& expr) {
    const auto& it = model_.tables[expr.data & 0xFFFF];
    auto text = table(expr.data & 0xFFFF);
    // Read from the place where it is used unless what goes in is said.
    bool said = expr.arg_count != it.inputs.size();
    std::string inputs;
    for (std::uint32_t i = 0; i < expr.arg_count; ++i) {
      const auto told = within(arg(expr, i), 1);
      said = said || (i < it.columns.size() && fold(told) != fold(it.columns[i]));
      inputs += (i ? ", " : "") + told;
    }
    if (said) text += " (" + inputs + ")";
    if (said && it.outputs.size() < 2) return text;
    return vocabulary_name(it.outputs[expr.data >> 16]) + " " + joined_by_of(text);
  }

  std::string literal(const Expr& expr) const {
    const auto& value = model_.values[expr.data];
    if (value.kind == Value::Kind::symbol) {
      const auto symbol = static_cast<Symbol>(value.lo);
      const auto text = std::string(model_.text(symbol));
      const bool word =
          expr.type == ValueType::enumeration ||
          (expr.type == ValueType::reference && fold(text) == text && !text.empty() &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string::npos);
      if (!word) return "« " + text + " »";
      return wording_.as_in_the_rules ? text : marked(Named::word, symbol, model_.vocabulary.told_word(text));
    }
    if (!value.known()) return "inconnu";
    const auto least = plain_bound(value, false);
    return value.exact() ? least : least + " à " + plain_bound(value, true);
  }

  // --- names

  std::string marked(Named what, std::uint32_t index, std::string name) const {
    if (!wording_.as_in_the_rules) name = opened_name(name);
    return wording_.mark ? wording_.mark(what, index, std::move(name)) : name;
  }
  /// Its name; in the rules, with its module where another module gives the same to another thing.
  template <class Declared>
  std::string declared(const std::vector<Declared>& all, std::uint32_t index) const {
    const auto& it = all[index];
    const auto simple = [&](Symbol name) {
      const auto text = model_.text(name);
      return text.substr(text.rfind('.') + 1);
    };
    const bool shared = wording_.as_in_the_rules && std::ranges::any_of(all, [&](const Declared& other) {
                          return other.name != it.name && simple(other.name) == simple(it.name);
                        });
    return shared ? std::string(model_.text(it.name)) : it.label;
  }
  std::string vocabulary_name(Symbol name) const {
    const auto text = model_.text(name);
    return wording_.as_in_the_rules ? std::string(text) : model_.vocabulary.told(text);
  }
  /// « taille du foyer », of a label that begins « Taille »; « CSP » keeps its capitals.
  static std::string within_a_sentence(std::string label) {
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (label.size() > 1 && capital(label[0]) && !capital(label[1]))
      label[0] = static_cast<char>(label[0] - 'A' + 'a');
    return label;
  }
  std::string event(EventTypeId type) const {
    const auto name = vocabulary_name(model_.vocabulary.events[type].name);
    return wording_.as_in_the_rules ? name : marked(Named::event, type, "« " + name + " »");
  }
  std::string field(FieldId id, EventTypeId of) const {
    auto name = std::string(model_.vocabulary.field_name(id));
    if (wording_.as_in_the_rules) return name;
    const auto* decl = of == no_id ? nullptr : model_.vocabulary.events[of].field(id);
    return marked(Named::field, id,
                  decl && !decl->label.empty() ? decl->label : model_.vocabulary.told(name));
  }
  std::string table(std::uint32_t index) const {
    return marked(Named::table, index, declared(model_.tables, index));
  }
  std::string state(std::uint16_t procedure, std::uint32_t index) const {
    if (procedure == no_id) return "attendu";
    const auto& it = model_.procedures[procedure].states[index];
    if (wording_.as_in_the_rules) return std::string(model_.text(it.name));
    return marked(Named::state, index, "« " + it.label + " »");
  }
  std::string delai(std::uint32_t index) const {
    if (wording_.procedure == no_id) return "délai";
    const auto& it = model_.procedures[wording_.procedure].delais[index];
    if (wording_.as_in_the_rules) return std::string(model_.text(it.name));
    return marked(Named::delai, index, "« " + it.label + " »");
  }

  /// How far a query looks, when the rule says it, or when it is not what its place means without a word.
  std::string reach(const Query& query) {
    if (query.domain == reach_ && !query.reach_said) return {};
    const auto type = model_.patterns[query.pattern].type;
    switch (query.domain) {
      case Domain::instance:
        return ", de cette affaire";
      case Domain::instance_or_before:
        return ", de cette affaire ou d'avant";
      case Domain::person:
        return model_.vocabulary.events[type].of_one_affaire ? ", de la même personne, toutes affaires"
                                                             : ", de la même personne";
      case Domain::household:
        return ", du foyer";
      case Domain::affaire_of:
        return ", de l'affaire " + joined_by_of(within(query.whose, closed));
    }
    return {};
  }

  const Model& model_;
  const Wording& wording_;
  EventTypeId candidate_ = no_id;  ///< the event looked at by the enclosing query
  Domain reach_;
  int depth_ = 0;
};

}  // namespace

std::string phrase(const Model& model, ExprId expression, const Wording& wording, Beside beside) {
  return Phraser(model, wording).whole(expression, false, static_cast<int>(beside));
}
std::string day_phrase(const Model& model, ExprId expression, const Wording& wording, Beside beside) {
  return Phraser(model, wording).whole(expression, true, static_cast<int>(beside));
}
std::string pattern_phrase(const Model& model, PatternId pattern, const Wording& wording) {
  return Phraser(model, wording).pattern(pattern);
}
std::string query_phrase(const Model& model, QueryId query, const Wording& wording) {
  return Phraser(model, wording).query(query);
}

Wording wording_in(const Model& model, std::uint16_t procedure) {
  Wording wording;
  if (procedure == no_id) {
    wording.reach = Domain::person;
    return wording;
  }
  wording.procedure = procedure;
  if (const auto trigger = model.procedures[procedure].trigger; trigger != none_id)
    wording.trigger = model.patterns[trigger].type;
  return wording;
}

std::string joined_by_of(const std::string& told) {
  if (told.starts_with("le ")) return "du " + told.substr(3);
  if (told.starts_with("les ")) return "des " + told.substr(4);
  if (told.starts_with("premier ") || told.starts_with("dernier ")) return "du " + told;
  const auto first = fold(std::string_view(told).substr(0, 2));
  const bool vowel =
      !first.empty() && std::string_view("aeiouy").find(first.front()) != std::string_view::npos;
  return (vowel ? "d'" : "de ") + told;
}

}  // namespace filrouge
