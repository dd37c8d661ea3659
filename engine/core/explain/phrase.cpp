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

  std::string pattern(PatternId id) { return pattern(model_.patterns[id]); }
  std::string pattern(const Pattern& it) {
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
    if (it.not_cancelled) text += several_ && !wording_.as_in_the_rules ? ", non annulés" : ", non annulé";
    return text;
  }

  std::string query(QueryId id, std::string_view noun = {}) {
    const auto& it = model_.queries[id];
    auto text = wording_.as_in_the_rules ? std::string() : std::string(noun);
    const bool outer_several = std::exchange(several_, noun.starts_with("actes"));
    text += pattern(it.pattern) + reach(it);
    several_ = outer_several;
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

  std::string field(FieldId id, EventTypeId of) const {
    auto name = std::string(model_.vocabulary.field_name(id));
    if (wording_.as_in_the_rules) return name;
    const auto* decl = of == no_id ? nullptr : model_.vocabulary.events[of].field(id);
    return marked(Named::field, id,
                  decl && !decl->label.empty() ? decl->label : model_.vocabulary.told(name));
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
    const auto for_people = wording_.as_in_the_rules ? std::string_view() : day_of_the_machine(expr.op);
    auto told = !for_people.empty() ? Piece{std::string(for_people)}
                : its_day           ? piece(arg(expr, 0))
                : form.told.empty() ? prose(expr)
                                    : Piece{filled(form.told, expr), form.binds};
    --depth_;
    return told;
  }

  /// « début », « entrée »: of what, where nothing around says it.
  static std::string_view day_of_the_machine(Op op) {
    return op == Op::start_day ? "le début du suivi" : op == Op::entry_day ? "l'entrée dans l'état" : "";
  }

  /// The same délai or procédure in each of its versions is named once; empty: it is not that.
  std::string told_once(const Expr& expr) {
    if (expr.op != Op::coalesce && expr.op != Op::logical_or) return {};
    if (!one_name(arg(expr, 0)) || !one_name(arg(expr, 1))) return {};
    auto same = within(arg(expr, 0), 0);
    return same == within(arg(expr, 1), 0) ? same : std::string();
  }

  /// Where the grammar joins what a reader might not: « a ou b et c », « 2 mois après a à défaut b », « a à
  /// défaut b - 1 jour ».
  bool misread(Op outer, const Expr& inner) {
    const bool sum = inner.op == Op::add || inner.op == Op::subtract;
    if (outer == Op::coalesce) return sum;
    if (outer == Op::logical_or) return inner.op == Op::logical_and;
    const auto binds = facts_of(outer).binds;
    if (binds == facts_of(Op::equal).binds && (inner.op == Op::date_after || inner.op == Op::date_before))
      return true;
    return inner.op == Op::coalesce && told_once(inner).empty() && binds >= facts_of(Op::equal).binds &&
           binds < closed;
  }

  /// The prose of a row of operations.def: its text, with what stands between braces told in its place.
  std::string filled(std::string_view form, const Expr& expr) {
    if (auto once = told_once(expr); !once.empty()) return once;
    std::string text;
    for (auto open = form.find('{'); open != std::string_view::npos; open = form.find('{')) {
      text += form.substr(0, open);
      const auto n = static_cast<std::uint32_t>(form[open + 1] - '0');
      const int least = form[open + 3] - '0';
      const char how = form[open + 4];
      if (how == '*') {
        for (auto i = n; i < expr.arg_count; ++i) text += (i > n ? ", " : "") + within(arg(expr, i), least);
      } else if (how == 'o') {
        text += of_day(arg(expr, n), least);
      } else {
        text += operand(expr, n, least, how == 'd');
      }
      form.remove_prefix(form.find('}', open) + 1);
    }
    return text.append(form);
  }

  /// « du 2026-01-31 », « du 31 janvier 2026 », « de la notification ».
  std::string of_day(ExprId id, int least) {
    const auto told = within(id, least, true);
    const auto& expr = at(id);
    const bool bare = wording_.as_in_the_rules && expr.op == Op::literal && expr.type == ValueType::date;
    return bare ? "du " + told : joined_by_of(told);
  }

  /// « durée cumulée de … en jours ≥ 60 » is written « ≥ 60 jours ».
  std::string operand(const Expr& expr, std::uint32_t n, int least, bool as_day) {
    const auto& one = at(arg(expr, n));
    auto text = within(arg(expr, n), misread(expr.op, one) ? closed + 1 : least, as_day);
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
  bool ends(ExprId id) {
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
        return searched("nombre ", expr.data, "actes ", true);
      case Op::exists:
        return searched("il existe ", expr.data, "un acte ");
      case Op::cumulated_days:
      case Op::cumulated_months:
        return {fmt::format("durée cumulée {} en {}", joined_by_of(query(expr.data, "actes ")),
                            expr.op == Op::cumulated_days ? "jours" : "mois")};
      case Op::sum:
      case Op::sum_in_force:
        return sum(expr);
      case Op::logical_not:
        return negated(arg(expr, 0));
      case Op::occurred:
        return occurred(arg(expr, 0));
      case Op::at_day:
        return at_day(expr);
      case Op::subtract:
        if (at(arg(expr, 0)).op == Op::literal && model_.values[at(arg(expr, 0)).data] == nothing(expr))
          return {"-" + within(arg(expr, 1), closed)};
        return {operand(expr, 0, 7, false) + " - " + operand(expr, 1, 8, false), facts_of(expr.op).binds};
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
  Piece searched(std::string_view word, QueryId id, std::string_view noun = "acte ", bool of = false) {
    const auto& it = model_.queries[id];
    const auto told = query(id, noun);
    auto text = std::string(word) + (of ? joined_by_of(told) : told);
    const bool alone = it.since == none_id && it.before == none_id && !it.consecutive &&
                       it.such_that == none_id && text.find(", ") == std::string::npos;
    return {std::move(text), alone ? closed : open_end};
  }

  /// « l'avis a eu lieu », « fin du délai passée »: in the rules, their name says it.
  Piece occurred(ExprId id) {
    if (wording_.as_in_the_rules || !told_once(at(id)).empty()) return piece(id);
    if (at(id).op == Op::end_of) return {within(id, closed) + " passée", facts_of(Op::is_known).binds};
    if (at(id).type != ValueType::event) return piece(id);
    return {within(id, closed) + " a eu lieu", facts_of(Op::is_known).binds};
  }

  /// « au jour de »; beside « du premier jour » people read « à la date ».
  Piece at_day(const Expr& expr) {
    return {within(arg(expr, 0), closed) + (wording_.as_in_the_rules ? " au jour " : " à la date ") +
                of_day(arg(expr, 1), closed),
            facts_of(expr.op).binds};
  }

  Piece negated(ExprId id) {
    const auto& expr = at(id);
    if (expr.op == Op::exists) return searched("aucun ", expr.data);
    if (expr.op == Op::in_state && !wording_.as_in_the_rules) {
      constexpr std::string_view inside = "dans ";
      const auto told = within(id, closed);
      if (told.starts_with(inside)) return {"hors de " + told.substr(inside.size()), facts_of(expr.op).binds};
    }
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
    const bool told = !wording_.as_in_the_rules;
    if (in_force) {
      text += told ? " alors en vigueur" : " en vigueur";
      if (domain == Domain::household) text += told ? " dans le foyer," : " du foyer";
      reach_ = domain == Domain::household ? domain : Domain::person;
    }
    text += told ? " dans les " + query(expr.data, "actes ") : " " + joined_by_of(query(expr.data));
    reach_ = outer;
    return {text, open_end};
  }

  /// A last event that its bare name means: nothing restricts it, and it is not the event at hand.
  bool bare(const Expr& expr) {
    const auto& it = model_.queries[expr.data];
    if (it.such_that != none_id || it.since != none_id || it.before != none_id || it.consecutive)
      return false;
    const auto& looked_for = model_.patterns[it.pattern];
    // A reader takes « X, de cette affaire » for an act, not for the last of them.
    if (!wording_.as_in_the_rules && (!looked_for.constraints.empty() || !reach(it).empty())) return false;
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
    // « depuis le premier jour »: the words these two are told by take the article.
    if (!wording_.as_in_the_rules &&
        (id == static_cast<FieldId>(BuiltinField::du) || id == static_cast<FieldId>(BuiltinField::au)))
      name = "le " + name;
    // « par », « du », « au » are read as fields only beside their event.
    const bool of_the_sentence =
        wording_.as_in_the_rules && of.op != Op::candidate && (name == "par" || name == "du" || name == "au");
    // A reader, who sees the act at hand and not the one that opened, is told of which it is.
    const bool of_what_opened = of.op == Op::trigger && !wording_.as_in_the_rules;
    const bool at_hand = of.op == Op::candidate || of.op == Op::current || of.op == Op::trigger;
    if (at_hand && !of_the_sentence && !of_what_opened && !hidden) return name;
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
    auto as_columns = wording_;
    as_columns.as_in_the_rules = true;
    as_columns.mark = {};
    Phraser column(model_, as_columns);
    for (std::uint32_t i = 0; i < expr.arg_count; ++i) {
      const auto told = within(arg(expr, i), 1);
      said = said ||
             (i < it.columns.size() && fold(column.whole(arg(expr, i), false, 1)) != fold(it.columns[i]));
      inputs += (i ? ", " : "") + told;
    }
    if (said) text += " (" + inputs + ")";
    if (said && it.outputs.size() < 2) return text;
    const auto name = vocabulary_name(it.outputs[expr.data >> 16]);
    return wording_.as_in_the_rules ? name + " " + joined_by_of(text) : name + " selon la table " + text;
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
      if (!word) {
        // A text that is a code of the systems (« refus_controle ») is read as words.
        const bool code =
            !wording_.as_in_the_rules && fold(text) == text && text.find(' ') == std::string::npos;
        return "« " + (code ? model_.vocabulary.told_word(text) : text) + " »";
      }
      return wording_.as_in_the_rules ? text : marked(Named::word, symbol, model_.vocabulary.told_word(text));
    }
    if (!value.known()) return "inconnu";
    if (value.kind == Value::Kind::date && !wording_.as_in_the_rules) return "le " + plain_span(value);
    return plain_span(value);
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
  bool several_ = false;  ///< what is looked for is told in the plural
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
std::string pattern_phrase(const Model& model, const Pattern& pattern, const Wording& wording) {
  return Phraser(model, wording).pattern(pattern);
}
std::string field_phrase(const Model& model, FieldId field, EventTypeId of, const Wording& wording) {
  return Phraser(model, wording).field(field, of);
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

namespace {

bool begins_with_a_vowel(std::string_view told) {
  // What marks a name (a link, italics) is not heard: « [ », « * », the private characters.
  while (!told.empty()) {
    if (told.front() == '[' || told.front() == '*')
      told.remove_prefix(1);
    else if (told.starts_with("\xEE\x80") && told.size() > 2)
      told.remove_prefix(3);
    else
      break;
  }
  const auto first = fold(told.substr(0, 2));
  return !first.empty() && std::string_view("aeiouy").find(first.front()) != std::string_view::npos;
}

}  // namespace

std::string joined_by_of(const std::string& told) {
  if (told.starts_with("le ")) return "du " + told.substr(3);
  if (told.starts_with("les ")) return "des " + told.substr(4);
  if (told.starts_with("premier ") || told.starts_with("dernier ")) return "du " + told;
  return (begins_with_a_vowel(told) ? "d'" : "de ") + told;
}

std::string joined_by_to(const std::string& told) {
  if (told.starts_with("le ")) return "au " + told.substr(3);
  if (told.starts_with("les ")) return "aux " + told.substr(4);
  return "à " + told;
}

std::string joined_by_que(const std::string& told) {
  return (begins_with_a_vowel(told) ? "qu'" : "que ") + told;
}

}  // namespace filrouge
