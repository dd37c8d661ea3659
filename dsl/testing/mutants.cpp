#include "dsl/testing/mutants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "dsl/testing/rewriting.hpp"
#include "engine/core/explain/phrase.hpp"

namespace filrouge::dsl {
namespace {

using Make = std::function<void(Model&)>;
using Slot = std::function<ExprId&(Model&)>;

/// One more, or one less, of what a value counts; nothing when that would be no value, or the same.
std::optional<Value> next_to(const Value& value, bool more) {
  const auto step = more ? 1 : -1;
  switch (value.kind) {
    case Value::Kind::duration: {
      auto least = value.length(), greatest = value.length(true);
      for (auto* length : {&least, &greatest}) {
        // One day of what is counted in months is the smallest slip; one less would be no length: a month.
        if (length->months != 0 && length->days == 0 && !more)
          --length->months;
        else
          length->days += step;
        if (length->days % 7 != 0 && length->written == WrittenIn::weeks)
          length->written = WrittenIn::months_and_days;
        if (length->days < 0 || length->months < 0 || (length->days == 0 && length->months == 0))
          return std::nullopt;
      }
      auto made = Value::of(least);
      made.hi = Value::pack_duration(greatest);
      return made;
    }
    case Value::Kind::integer:
    case Value::Kind::date:
    case Value::Kind::money: {
      auto made = value;
      made.lo += step, made.hi += step;
      if (value.kind != Value::Kind::date && made.lo < 0) return std::nullopt;
      return made;
    }
    case Value::Kind::rate: {
      auto made = value;
      made.lo += 100 * step, made.hi += 100 * step;
      return made.lo < 0 ? std::nullopt : std::optional(made);
    }
    default:
      return std::nullopt;
  }
}

std::optional<Op> swapped(Op op) {
  switch (op) {
    case Op::less:
      return Op::less_equal;
    case Op::less_equal:
      return Op::less;
    case Op::greater:
      return Op::greater_equal;
    case Op::greater_equal:
      return Op::greater;
    case Op::equal:
      return Op::different;
    case Op::different:
      return Op::equal;
    case Op::logical_and:
      return Op::logical_or;
    case Op::logical_or:
      return Op::logical_and;
    case Op::latest:
      return Op::earliest;
    case Op::earliest:
      return Op::latest;
    case Op::first:
      return Op::last;
    case Op::last:
      return Op::first;
    default:
      return std::nullopt;
  }
}

std::string severity_words(Severity severity) {
  return std::string(severity_name(severity));
}

Severity other_severity(Severity severity) {
  return severity == Severity::major ? Severity::minor : Severity::major;
}

ExprId negated(Model& model, ExprId condition) {
  Expr negation;
  negation.op = Op::logical_not;
  negation.type = ValueType::boolean;
  return add_expr(model, negation, {condition});
}

template <class T>
void take_away(std::vector<T>& list, std::size_t rank) {
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(rank));
}

class Making {
 public:
  explicit Making(const Model& model, std::string_view wanted) : model_(model), wanted_(wanted) {}

  std::vector<Mutant> all() {
    for (std::uint16_t p = 0; p < model_.procedures.size(); ++p)
      if (is_wanted(model_.text(model_.procedures[p].name))) procedure(p);
    if (wanted_.empty()) {
      for (std::uint32_t c = 0; c < model_.controls.size(); ++c) control(c);
      for (std::uint32_t d = 0; d < model_.definitions.size(); ++d) definition(d);
      for (std::uint32_t p = 0; p < model_.parameters.size(); ++p) parameter(p);
      for (std::uint32_t t = 0; t < model_.tables.size(); ++t) table(t);
    }
    std::ranges::stable_sort(made_, {}, [&](const Mutant& mutant) {
      const auto& rule = model_.rules[mutant.rule];
      return std::pair(std::string_view(rule.file), rule.line);
    });
    return std::move(made_);
  }

 private:
  bool is_wanted(std::string_view name) const {
    return wanted_.empty() || name == wanted_ ||
           (name.ends_with(wanted_) && name[name.size() - wanted_.size() - 1] == '.');
  }

  void add(RuleId rule, std::string operation, std::string was, std::string becomes, Make make) {
    if (rule == none_id) rule = owner_;
    made_.push_back(
        {rule, std::move(operation), std::move(was), std::move(becomes), place_, std::move(make)});
  }
  void remove(RuleId rule, std::string operation, std::string was, Make make) {
    add(rule, std::move(operation), std::move(was), {}, std::move(make));
  }

  std::string pattern(PatternId id) const { return "« " + pattern_phrase(model_, id, wording_) + " »"; }
  std::string named(Symbol name) const { return std::string(model_.text(name)); }

  /// The expression of a slot is changed at a place; definitions are changed where they are written.
  void rewrite(RuleId rule, const std::string& operation, const Slot& slot, const ExprPath& path,
               std::function<ExprId(Model&, ExprId)> change) {
    add(rule, operation, {}, {}, [slot, path, change = std::move(change)](Model& model) {
      const auto made = rewritten(model, slot(model), path, 0, change);
      slot(model) = made;
    });
    made_.back().expression = [slot](const Model& model) { return slot(const_cast<Model&>(model)); };
  }

  /// What may be mistaken within an expression: a sign, a number, a limit, a word of a list.
  void expression(RuleId rule, const Slot& slot, bool is_a_length = false) {
    const auto root = slot(const_cast<Model&>(model_));
    if (root == none_id) return;
    for_each_part(model_, root, [&](const ExprPath& path, ExprId part) {
      const auto& expr = model_.exprs[part];
      if (const auto other = swapped(expr.op); other && !is_alone(expr)) {
        rewrite(rule, "borne", slot, path, [other = *other](Model& model, ExprId id) {
          const auto copy = model.exprs[id];
          std::vector<ExprId> args(model.args.begin() + copy.first_arg,
                                   model.args.begin() + copy.first_arg + copy.arg_count);
          auto changed = copy;
          changed.op = other;
          return add_expr(model, changed, std::move(args));
        });
      }
      if (expr.op == Op::literal) {
        for (const bool more : {true, false})
          if (const auto value = next_to(model_.values[expr.data], more))
            rewrite(rule, is_a_length ? "durée" : "nombre", slot, path,
                    [value = *value, type = expr.type](Model& model, ExprId) {
                      return add_literal(model, value, type);
                    });
      }
      if (expr.op == Op::among && expr.arg_count > 2)
        for (std::uint32_t word = 1; word < expr.arg_count; ++word)
          rewrite(rule, "mot ôté", slot, path, [word](Model& model, ExprId id) {
            const auto copy = model.exprs[id];
            std::vector<ExprId> args(model.args.begin() + copy.first_arg,
                                     model.args.begin() + copy.first_arg + copy.arg_count);
            take_away(args, word);
            return add_expr(model, copy, std::move(args));
          });
    });
  }
  /// « le premier de » one date, the last of what is looked for when nothing bounds it by its own day: the
  /// same either way.
  bool is_alone(const Expr& expr) const {
    return (expr.op == Op::latest || expr.op == Op::earliest) && expr.arg_count < 2;
  }

  void condition(RuleId rule, const Slot& slot, bool may_be_dropped, std::string_view what) {
    const auto root = slot(const_cast<Model&>(model_));
    if (root == none_id) return;
    if (may_be_dropped)
      remove(rule, fmt::format("{} ôtée", what), "« " + phrase(model_, root, wording_) + " »",
             [slot](Model& model) { slot(model) = none_id; });
    rewrite(rule, fmt::format("{} niée", what), slot, {}, negated);
    expression(rule, slot);
  }

  std::string role_name(RoleId role) const { return named(model_.roles[role].name); }
  /// Another one, that dossiers may have too.
  RoleId other_role(RoleId role) const {
    for (std::size_t i = 1; i < model_.roles.size(); ++i) {
      const auto other = static_cast<RoleId>((role + i) % model_.roles.size());
      const auto &a = model_.modules[model_.roles[role].module].departement,
                 &b = model_.modules[model_.roles[other].module].departement;
      if (model_.roles[other].name != model_.roles[role].name && (b.empty() || a == b)) return other;
    }
    return role;
  }

  std::string words_of(const Action& action) const {
    if (!action.label.empty()) return "« " + action.label + " »";
    switch (action.kind) {
      case ActionKind::ask_fact:
        return "« demander … »";
      case ActionKind::open_linked:
        return "« ouvrir … »";
      case ActionKind::reset:
        return "« remettre à zéro »";
      case ActionKind::transitional:
        return "« droit transitoire »";
      case ActionKind::remind_every:
        return "« rappel »";
      case ActionKind::go_to:
        return "« aller à … »";
      case ActionKind::proposal:
        return "« proposer » " + (action.proposal == none_id ? std::string() : pattern(action.proposal));
      default:
        return "ce geste";
    }
  }

  using List = std::function<std::vector<Action>&(Model&)>;
  void actions(const List& list, const std::function<RoleId&(Model&)>& of_the_delai = nullptr) {
    const auto& all = list(const_cast<Model&>(model_));
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto& action = all[i];
      if (action.kind != ActionKind::go_to)
        remove(action.rule, "geste ôté", words_of(action),
               [list, i](Model& model) { take_away(list(model), i); });
      else
        target(action.rule, action.target,
               [list, i](Model& model) -> StateId& { return list(model)[i].target; });
      // Of the others, the language of scénarios does not say who acts.
      if (action.kind == ActionKind::to_do && action.role != no_id) {
        const auto other = other_role(action.role);
        if (other != action.role)
          add(action.rule, "rôle", role_name(action.role), role_name(other),
              [list, i, other, of_the_delai, first = i == 0](Model& model) {
                list(model)[i].role = other;
                if (of_the_delai && first) of_the_delai(model) = other;
              });
      }
      if (action.kind == ActionKind::irregularity && concludes(action.rule) &&
          action.severity != Severity::info)
        add(action.rule, "gravité", severity_words(action.severity),
            severity_words(other_severity(action.severity)), [list, i](Model& model) {
              auto& severity = list(model)[i].severity;
              severity = other_severity(severity);
            });
    }
  }
  bool concludes(RuleId rule) const {
    return rule != none_id && (model_.rules[rule].verified || model_.rules[rule].internal_target);
  }

  void target(RuleId rule, StateId to, const std::function<StateId&(Model&)>& slot) {
    const auto& states = model_.procedures[place_.procedure].states;
    for (std::size_t i = 1; i < states.size(); ++i) {
      const auto other = static_cast<StateId>((to + i) % states.size());
      if (other == to || other == place_.state) continue;
      add(rule, "état d'arrivée", named(states[to].name), named(states[other].name),
          [slot, other](Model& model) { slot(model) = other; });
      return;
    }
  }

  void constraints(RuleId rule, const std::function<PatternId&(Model&)>& slot) {
    const auto id = slot(const_cast<Model&>(model_));
    if (id == none_id) return;
    const auto& constraints = model_.patterns[id].constraints;
    for (std::size_t i = 0; i < constraints.size(); ++i) {
      auto less = model_.patterns[id];
      take_away(less.constraints, i);
      add(rule, "acte élargi", pattern(id), "« " + pattern_phrase(model_, less, wording_) + " »",
          [slot, less](Model& model) {
            const auto made = add_pattern(model, less);
            slot(model) = made;
          });
    }
  }

  void requirements(const std::function<std::vector<Requirement>&(Model&)>& list) {
    const auto& all = list(const_cast<Model&>(model_));
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto& requirement = all[i];
      remove(requirement.rule, "exigence ôtée", "« " + phrase(model_, requirement.condition, wording_) + " »",
             [list, i](Model& model) { take_away(list(model), i); });
      if (model_.rules[requirement.rule].verified && requirement.severity != Severity::info)
        add(requirement.rule, "gravité", severity_words(requirement.severity),
            severity_words(other_severity(requirement.severity)), [list, i](Model& model) {
              auto& severity = list(model)[i].severity;
              severity = other_severity(severity);
            });
      const Slot slot = [list, i](Model& model) -> ExprId& { return list(model)[i].condition; };
      condition(requirement.rule, slot, false, "exigence");
    }
  }

  void clause(const std::function<Clause&(Model&)>& at, const std::function<void(Model&)>& erase) {
    const auto& clause = at(const_cast<Model&>(model_));
    owner_ = clause.rule;
    wording_.current = clause.pattern == none_id ? no_id : model_.patterns[clause.pattern].type;
    remove(clause.rule, "clause ôtée",
           clause.pattern == none_id ? std::string("la clause") : pattern(clause.pattern), erase);
    const bool of_an_act = clause.kind == ClauseKind::on_event || clause.kind == ClauseKind::at_end;
    condition(
        clause.rule, [at](Model& model) -> ExprId& { return at(model).condition; }, of_an_act, "garde");
    constraints(clause.rule, [at](Model& model) -> PatternId& { return at(model).pattern; });
    if (clause.target != no_id)
      target(clause.rule, clause.target, [at](Model& model) -> StateId& { return at(model).target; });
    requirements([at](Model& model) -> std::vector<Requirement>& { return at(model).requirements; });
    actions([at](Model& model) -> std::vector<Action>& { return at(model).actions; });
    wording_.current = no_id;
  }

  void delai(std::uint16_t p, std::uint16_t d) {
    const auto& delai = model_.procedures[p].delais[d];
    owner_ = delai.rule;
    const auto at = [p, d](Model& model) -> Delai& { return model.procedures[p].delais[d]; };
    remove(delai.rule, "délai ôté", "« " + named(delai.name) + " »", [p, d](Model& model) {
      for (auto& state : model.procedures[p].states) std::erase(state.delais, d);
      std::erase(model.procedures[p].instance_delais, d);
    });
    const auto slot = [&](ExprId Delai::*member, bool is_a_length) {
      expression(
          delai.rule, [at, member](Model& model) -> ExprId& { return at(model).*member; }, is_a_length);
    };
    // Of what is due as soon as possible, the length is an internal target: a parameter.
    if (!delai.as_soon_as_possible) slot(&Delai::length, true);
    for (const auto member : {&Delai::minimum, &Delai::maximum, &Delai::target_every, &Delai::limit_every,
                              &Delai::tolerance, &Delai::postponable_by})
      slot(member, true);
    for (const auto member : {&Delai::point, &Delai::until, &Delai::kept_before, &Delai::kept_on,
                              &Delai::postponed_to, &Delai::postponed_if})
      slot(member, false);

    const auto& facts = facts_of(delai.kind);
    const bool counted = delai.length != none_id && !delai.as_soon_as_possible && delai.until == none_id &&
                         facts.course != DelaiCourse::lasting && facts.course != DelaiCourse::recurring &&
                         !delai.in_hours;
    const auto yes = [](Choice choice) { return choice == Choice::yes; };
    if (counted && delai.franc != Choice::uncertain)
      add(delai.rule, "franc", yes(delai.franc) ? "franc" : "non franc",
          yes(delai.franc) ? "non franc" : "franc", [at](Model& model) {
            auto& franc = at(model).franc;
            franc = franc == Choice::yes ? Choice::no : Choice::yes;
          });
    if (counted && !delai.backwards && delai.proroge != Choice::uncertain && !in_open_days(delai.length))
      add(delai.rule, "prorogé", yes(delai.proroge) ? "prorogé" : "non prorogé",
          yes(delai.proroge) ? "non prorogé" : "prorogé", [at](Model& model) {
            auto& proroge = at(model).proroge;
            proroge = proroge == Choice::yes ? Choice::no : Choice::yes;
          });
    if (delai.minimum != none_id || delai.maximum != none_id || delai.limit_every != none_id)
      if (facts.course == DelaiCourse::recurring || delai.judges_length())
        add(delai.rule, "borne", delai.inclusive ? "borne incluse" : "borne exclue",
            delai.inclusive ? "borne exclue" : "borne incluse",
            [at](Model& model) { at(model).inclusive = !at(model).inclusive; });

    const auto each = [&](std::vector<PatternId> Delai::*list, std::string_view operation) {
      for (std::size_t i = 0; i < (delai.*list).size(); ++i)
        remove(delai.rule, std::string(operation), pattern((delai.*list)[i]),
               [at, list, i](Model& model) { take_away(at(model).*list, i); });
    };
    each(&Delai::kept_by, "« tenue par » ôtée");
    each(&Delai::interrupted_by, "« interrompue par » ôtée");
    each(&Delai::forbids, "« interdit » ôté");
    each(&Delai::lifted_by, "« levée par » ôtée");
    const auto drop = [&](ExprId Delai::*member, std::string_view operation) {
      if (delai.*member != none_id)
        remove(delai.rule, std::string(operation), "« " + phrase(model_, delai.*member, wording_) + " »",
               [at, member](Model& model) { at(model).*member = none_id; });
    };
    drop(&Delai::kept_on, "« à la date de » ôté");
    drop(&Delai::kept_before, "« même avant » ôté");
    if (delai.postponed_to != none_id)
      remove(delai.rule, "report ôté", "« reportée à »",
             [at](Model& model) { at(model).postponed_to = at(model).postponed_if = none_id; });
    if (delai.postponable_on != none_id)
      remove(delai.rule, "report ôté", "« reportable par » " + pattern(delai.postponable_on),
             [at](Model& model) { at(model).postponable_by = at(model).postponable_on = none_id; });
    for (std::size_t i = 0; i < delai.pauses.size(); ++i) {
      remove(delai.rule, "pause ôtée", "« suspendue pendant »",
             [at, i](Model& model) { take_away(at(model).pauses, i); });
      expression(
          delai.rule, [at, i](Model& model) -> ExprId& { return at(model).pauses[i].at_most; }, true);
    }
    if (delai.renewals > 0)
      for (const int step : {1, -1})
        add(delai.rule, "nombre", fmt::format("renouvelable {} fois", delai.renewals),
            fmt::format("{} fois", delai.renewals + step), [at, step](Model& model) {
              at(model).renewals = static_cast<std::uint16_t>(at(model).renewals + step);
            });
    for (std::size_t i = 0; i < delai.reminders.size(); ++i) {
      remove(delai.rule, "rappel ôté",
             delai.reminders[i].label.empty() ? "« rappel »" : "« " + delai.reminders[i].label + " »",
             [at, i](Model& model) { take_away(at(model).reminders, i); });
      expression(
          delai.rule, [at, i](Model& model) -> ExprId& { return at(model).reminders[i].length; }, true);
    }
    const auto list = [&](std::vector<Action> Delai::*member) {
      actions([at, member](Model& model) -> std::vector<Action>& { return at(model).*member; });
    };
    actions([at](Model& model) -> std::vector<Action>& { return at(model).to_do; },
            [at](Model& model) -> RoleId& { return at(model).role; });
    list(&Delai::if_overdue);
    list(&Delai::if_target_missed);
    list(&Delai::if_out_of_bounds);
    list(&Delai::if_unknown);
  }

  /// What ends on a working day is prorogued no further.
  bool in_open_days(ExprId length) const {
    const auto& expr = model_.exprs[length];
    return expr.op == Op::literal && model_.values[expr.data].days == DayKind::ouvre;
  }

  void procedure(std::uint16_t p) {
    const auto& procedure = model_.procedures[p];
    place_ = {};
    place_.procedure = p;
    owner_ = procedure.rule;
    wording_ = wording_in(model_, p);
    wording_.as_in_the_rules = true;
    if (procedure.trigger != none_id) {
      wording_.trigger = model_.patterns[procedure.trigger].type;
      constraints(procedure.rule, [p](Model& model) -> PatternId& { return model.procedures[p].trigger; });
    }
    condition(
        procedure.rule, [p](Model& model) -> ExprId& { return model.procedures[p].predicate; }, true,
        "condition d'ouverture");
    for (std::size_t i = 0; i < procedure.seams.size(); ++i) {
      remove(procedure.rule, "passage de droit ôté",
             fmt::format("« le {}, toute instance dans {} passe à … »", iso_date(procedure.seams[i].on),
                         named(procedure.states[procedure.seams[i].from].name)),
             [p, i](Model& model) { take_away(model.procedures[p].seams, i); });
      for (const int step : {1, -1})
        add(procedure.rule, "nombre", iso_date(procedure.seams[i].on), iso_date(procedure.seams[i].on + step),
            [p, i, step](Model& model) {
              auto& on = model.procedures[p].seams[i].on;
              on = on + step;
            });
    }
    for (StateId s = 0; s < procedure.states.size(); ++s) {
      place_.state = s;
      for (std::size_t i = 0; i < procedure.states[s].clauses.size(); ++i)
        clause([p, s, i](Model& model) -> Clause& { return model.procedures[p].states[s].clauses[i]; },
               [p, s, i](Model& model) { take_away(model.procedures[p].states[s].clauses, i); });
    }
    place_.state = no_id;
    for (std::size_t i = 0; i < procedure.from_any.size(); ++i)
      clause([p, i](Model& model) -> Clause& { return model.procedures[p].from_any[i]; },
             [p, i](Model& model) { take_away(model.procedures[p].from_any, i); });
    for (std::uint16_t d = 0; d < procedure.delais.size(); ++d) {
      place_.state = procedure.delais[d].state;
      delai(p, d);
    }
  }

  void control(std::uint32_t c) {
    const auto& control = model_.controls[c];
    place_ = {};
    place_.control = c;
    owner_ = control.rule;
    wording_ = {};
    wording_.as_in_the_rules = true;
    wording_.reach = Domain::person;
    if (control.each != none_id) wording_.current = model_.patterns[control.each].type;
    const auto at = [c](Model& model) -> Control& { return model.controls[c]; };
    constraints(control.rule, [at](Model& model) -> PatternId& { return at(model).each; });
    constraints(control.rule, [at](Model& model) -> PatternId& { return at(model).other; });
    if (control.condition != none_id && control.sentence == Sentence::required)
      rewrite(
          control.rule, "exigence niée", [at](Model& model) -> ExprId& { return at(model).condition; }, {},
          negated);
    for (const auto member : {&Control::condition, &Control::since})
      expression(control.rule, [at, member](Model& model) -> ExprId& { return at(model).*member; });
    for (const auto member : {&Control::within, &Control::at_least, &Control::per})
      expression(
          control.rule, [at, member](Model& model) -> ExprId& { return at(model).*member; }, true);
    if (control.since != none_id && control.sentence != Sentence::not_before)
      remove(control.rule, "borne ôtée", "« depuis " + phrase(model_, control.since, wording_) + " »",
             [at](Model& model) { at(model).since = none_id; });
    if (control.sentence == Sentence::at_most) {
      for (const int step : {1, -1})
        if (static_cast<int>(control.limit) + step >= 0)
          add(control.rule, "nombre", fmt::format("au plus {}", control.limit),
              fmt::format("au plus {}", static_cast<int>(control.limit) + step), [at, step](Model& model) {
                auto& limit = at(model).limit;
                limit = static_cast<std::uint32_t>(static_cast<int>(limit) + step);
              });
    }
    actions([at](Model& model) -> std::vector<Action>& { return at(model).if_broken; });
    wording_.current = no_id;
  }

  /// Every place where it is named holds its body, read there.
  void definition(std::uint32_t d) {
    const auto& definition = model_.definitions[d];
    if (definition.body == none_id) return;
    place_ = {};
    place_.definition = d;
    owner_ = definition.rule;
    wording_ = {};
    wording_.as_in_the_rules = true;
    wording_.reach = Domain::person;
    std::vector<std::uint32_t> bodies;  // in Model::args
    for (const auto& expr : model_.exprs)
      if (expr.op == Op::definition && expr.data == d) bodies.push_back(expr.first_arg);
    if (bodies.empty()) return;
    const auto change = [&](const std::string& operation, const ExprPath& path, Op like,
                            std::function<ExprId(Model&, ExprId)> how) {
      add(definition.rule, operation, {}, {}, [bodies, path, like, how](Model& model) {
        for (const auto body : bodies) {
          bool fits = false;
          for_each_part(model, model.args[body], [&](const ExprPath& one, ExprId part) {
            fits = fits || (same(one, path) && model.exprs[part].op == like);
          });
          if (fits) {
            const auto made = rewritten(model, model.args[body], path, 0, how);
            model.args[body] = made;
          }
        }
      });
      made_.back().expression = [first = bodies.front()](const Model& model) { return model.args[first]; };
    };
    const auto root = model_.args[bodies.front()];
    if (model_.exprs[root].type == ValueType::boolean)
      change("définition niée", {}, model_.exprs[root].op, negated);
    for_each_part(model_, root, [&](const ExprPath& path, ExprId part) {
      const auto& expr = model_.exprs[part];
      if (const auto other = swapped(expr.op); other && !is_alone(expr))
        change("borne", path, expr.op, [other = *other](Model& model, ExprId id) {
          auto changed = model.exprs[id];
          std::vector<ExprId> args(model.args.begin() + changed.first_arg,
                                   model.args.begin() + changed.first_arg + changed.arg_count);
          changed.op = other;
          return add_expr(model, changed, std::move(args));
        });
      if (expr.op == Op::literal)
        for (const bool more : {true, false})
          if (const auto value = next_to(model_.values[expr.data], more))
            change("nombre", path, expr.op, [value = *value, type = expr.type](Model& model, ExprId) {
              return add_literal(model, value, type);
            });
      if (expr.op == Op::among && expr.arg_count > 2)
        for (std::uint32_t word = 1; word < expr.arg_count; ++word)
          change("mot ôté", path, expr.op, [word](Model& model, ExprId id) {
            const auto copy = model.exprs[id];
            std::vector<ExprId> args(model.args.begin() + copy.first_arg,
                                     model.args.begin() + copy.first_arg + copy.arg_count);
            if (word < args.size()) take_away(args, word);
            return add_expr(model, copy, std::move(args));
          });
    });
  }
  static bool same(const ExprPath& a, const ExprPath& b) {
    return std::ranges::equal(a, b, [](const ExprStep& x, const ExprStep& y) {
      return x.into == y.into && x.argument == y.argument;
    });
  }

  std::string said(const Value& value) const {
    switch (value.kind) {
      case Value::Kind::duration:
        return value.exact() ? french_duration(value.length())
                             : french_duration(value.length()) + " à " + french_duration(value.length(true));
      case Value::Kind::money:
        return between(value, [](auto v) { return fmt::format("{},{:02} €", v / 100, v % 100); });
      case Value::Kind::rate:
        return between(value, [](auto v) {
          return v % 100 ? fmt::format("{},{:02} %", v / 100, v % 100) : fmt::format("{} %", v / 100);
        });
      case Value::Kind::date:
        return iso_date(value.earliest());
      default:
        return between(value, [](auto v) { return std::to_string(v); });
    }
  }
  template <class Say>
  static std::string between(const Value& value, Say&& say) {
    return value.exact() ? say(value.lo) : say(value.lo) + " à " + say(value.hi);
  }

  void parameter(std::uint32_t p) {
    const auto& parameter = model_.parameters[p];
    place_ = {};
    place_.parameter = p;
    owner_ = parameter.rule;
    for (std::size_t i = 0; i < parameter.values.size(); ++i) {
      const auto& dated = parameter.values[i];
      for (const bool more : {true, false})
        if (const auto value = next_to(dated.value, more))
          add(parameter.rule, "paramètre", fmt::format("{} = {}", parameter.label, said(dated.value)),
              said(*value),
              [p, i, value = *value](Model& model) { model.parameters[p].values[i].value = value; });
      if (i > 0 && dated.from.known())
        for (const int step : {1, -1})
          add(parameter.rule, "paramètre",
              fmt::format("{}, depuis le {}", parameter.label, iso_date(dated.from)),
              iso_date(dated.from + step), [p, i, step](Model& model) {
                auto& from = model.parameters[p].values[i].from;
                from = from + step;
              });
    }
  }

  void table(std::uint32_t t) {
    const auto& table = model_.tables[t];
    place_ = {};
    place_.table = t;
    owner_ = table.rule;
    for (std::size_t row = 0; row < table.rows.size(); ++row)
      for (std::size_t cell = table.inputs.size(); cell < table.rows[row].size(); ++cell) {
        const auto& values = table.rows[row][cell].values;
        for (std::size_t i = 0; i < values.size(); ++i)
          for (const bool more : {true, false}) {
            const auto moved = next_to(values[i], more);
            if (!moved) continue;
            auto least = *moved, greatest = *moved;
            least.hi = values[i].hi, greatest.lo = values[i].lo;
            const auto make = [&](const Value& value) {
              add(table.rule, "table",
                  fmt::format("{}, ligne {} : {}", table.label, row + 1, said(values[i])), said(value),
                  [t, row, cell, i, value](Model& model) {
                    model.tables[t].rows[row][cell].values[i] = value;
                  });
            };
            if (values[i].exact())
              make(*moved);
            else if (more)
              make(least), make(greatest);
          }
      }
  }

  const Model& model_;
  std::string_view wanted_;
  std::vector<Mutant> made_;
  MutantPlace place_;
  RuleId owner_ = none_id;
  Wording wording_;
};

}  // namespace

const std::vector<MutantOperation>& mutant_operations() {
  static const std::vector<MutantOperation> all = {
      {"durée",
       "la longueur d'un délai, d'un rythme ou d'un rappel, un jour ou une unité de plus ou de moins"},
      {"nombre", "un nombre, une date ou une durée d'une condition, une unité de plus ou de moins"},
      {"paramètre", "une valeur d'un paramètre, une unité de plus ou de moins ; le jour où elle commence"},
      {"table", "une borne d'une ligne de table"},
      {"borne", "≤ et <, ≥ et >, = et ≠, et et ou, le plus tardif et le premier, incluse et exclue"},
      {"mot ôté", "un mot d'un « parmi »"},
      {"garde ôtée", "un « quand » qui n'est plus lu"},
      {"garde niée", "un « quand », un « dès que », un « tant que » lu à l'envers"},
      {"exigence ôtée", "un « exige » qui n'est plus lu"},
      {"exigence niée", "un « exige » lu à l'envers"},
      {"définition niée", "une définition lue à l'envers"},
      {"condition d'ouverture ôtée", "une procédure ouverte à tous"},
      {"condition d'ouverture niée", "une procédure ouverte à ceux qu'elle ne vise pas"},
      {"acte élargi", "un champ qu'un « dès », une ouverture ou un contrôle n'attend plus"},
      {"clause ôtée", "une clause entière"},
      {"délai ôté", "un délai entier"},
      {"état d'arrivée", "un « aller à » qui mène ailleurs"},
      {"rôle", "qui doit faire un geste"},
      {"gravité", "la gravité d'une irrégularité"},
      {"geste ôté", "un geste, une irrégularité, une proposition"},
      {"franc", "franc et non franc"},
      {"prorogé", "prorogé et non prorogé"},
      {"« tenue par » ôtée", "ce qui tient un délai"},
      {"« interrompue par » ôtée", "ce qui fait repartir un délai"},
      {"« interdit » ôté", "ce qu'une attente interdit"},
      {"« levée par » ôtée", "ce qui lève une attente"},
      {"« à la date de » ôté", "le jour dont compte ce qui tient un délai"},
      {"« même avant » ôté", "ce qui était fait avant"},
      {"report ôté", "un report"},
      {"pause ôtée", "une suspension du délai"},
      {"rappel ôté", "un rappel"},
      {"borne ôtée", "« depuis » d'un contrôle"},
      {"passage de droit ôté", "« toute instance dans … passe à … »"},
  };
  return all;
}

const std::vector<std::string_view>& mutants_not_made() {
  static const std::vector<std::string_view> all = {
      "« prorogé » d'un délai en jours ouvrés, qui finit toujours un jour ouvré : équivalent",
      "la gravité d'une irrégularité dont le fondement est à vérifier, qui n'est pas dite : équivalent",
      "« le plus tardif de » ou « le premier de » une seule date : équivalent",
      "ce qu'un scénario ne peut dire : qui décide d'une proposition, « retard de », le rôle et la gravité "
      "d'un délai, les libellés, les fondements",
      "les indicateurs et les garanties, que nul scénario ne joue",
  };
  return all;
}

std::vector<Mutant> mutants_of(const Model& model, std::string_view procedure) {
  return Making(model, procedure).all();
}

void MutatedModel::restore(const MutantPlace& place) {
  model_.exprs.resize(original_.exprs.size());
  model_.args = original_.args;
  model_.values.resize(original_.values.size());
  model_.patterns.resize(original_.patterns.size());
  model_.queries.resize(original_.queries.size());
  if (place.procedure != no_id) model_.procedures[place.procedure] = original_.procedures[place.procedure];
  if (place.control != none_id) model_.controls[place.control] = original_.controls[place.control];
  if (place.parameter != none_id) model_.parameters[place.parameter] = original_.parameters[place.parameter];
  if (place.table != none_id) model_.tables[place.table] = original_.tables[place.table];
}

const Model& MutatedModel::make(const Mutant& mutant) {
  restore(made_);
  made_ = mutant.place;
  mutant.make(model_);
  return model_;
}

std::string MutatedModel::tell(const Mutant& mutant) const {
  auto was = mutant.was, becomes = mutant.becomes;
  if (mutant.expression) {
    Wording wording;
    if (mutant.place.procedure != no_id) wording = wording_in(original_, mutant.place.procedure);
    wording.as_in_the_rules = true;
    was = phrase(original_, mutant.expression(original_), wording);
    becomes = phrase(model_, mutant.expression(model_), wording);
  }
  if (becomes.empty()) return fmt::format("{} : {}", mutant.operation, was);
  return fmt::format("“{}” devient “{}”", was, becomes);
}

}  // namespace filrouge::dsl
