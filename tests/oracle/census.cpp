#include "tests/oracle/census.hpp"

#include <algorithm>

namespace filrouge::oracle {
namespace {

constexpr std::string_view clause_names[] = {"on_event", "at_end",     "on_condition",
                                             "on_entry", "while_true", "expected"};
constexpr std::string_view action_names[] = {"go_to",         "to_do",       "irregularity", "proposal",
                                             "open_question", "ask_fact",    "transitional", "open_linked",
                                             "reset",         "remind_every"};
constexpr std::string_view sentence_names[] = {"preceded", "followed",     "not_before",
                                               "required", "never_during", "at_most"};
constexpr std::string_view reminder_names[] = {"before", "every", "each_month"};
constexpr std::string_view choice_names[] = {"no", "yes", "uncertain"};
constexpr std::string_view per_names[] = {"person", "dossier", "event"};
constexpr std::string_view domain_names[] = {"instance", "instance_or_before", "person", "household",
                                             "affaire_of"};

template <std::size_t n, class Enum>
std::string named(const std::string_view (&names)[n], Enum value) {
  return std::string(names[static_cast<std::size_t>(value)]);
}

/// Notes what a rule is made of, under the rules whose being met means that it was looked at.
class Walk {
 public:
  Walk(const Model& model, std::map<std::string, std::set<RuleId>>& into) : model_(model), into_(into) {}

  void note(const std::string& what, RuleId rule) { into_[what].insert(rule); }

  void expression(ExprId id, RuleId rule, int depth = 0) {
    if (id == none_id || depth > 64) return;
    const auto& expr = model_.exprs[id];
    note("op " + std::string(facts_of(expr.op).name), rule);
    if (expr.op == Op::sum_in_force) note("sum of measures", rule);
    if (facts_of(expr.op).reads == Reads::query) {
      const auto& query = model_.queries[expr.data];
      note("query " + named(domain_names, query.domain), rule);
      pattern(query.pattern, rule);
      if (query.such_that != none_id) note("query such_that", rule);
      if (query.since != none_id)
        note(model_.exprs[query.since].type == ValueType::duration ? "query since length" : "query since",
             rule);
      if (query.before != none_id) note("query before", rule);
      if (query.consecutive)
        note(query.same_field == no_id ? "query consecutive" : "query consecutive same", rule);
      expression(query.whose, rule, depth + 1);
      expression(query.such_that, rule, depth + 1);
      expression(query.since, rule, depth + 1);
      expression(query.before, rule, depth + 1);
    }
    for (std::uint32_t i = 0; i < expr.arg_count; ++i)
      expression(model_.args[expr.first_arg + i], rule, depth + 1);
  }

  void pattern(PatternId id, RuleId rule) {
    if (id == none_id) return;
    for (const auto& constraint : model_.patterns[id].constraints) {
      note(constraint.values.size() > 1 ? "pattern several values" : "pattern constraint", rule);
      for (const auto value : constraint.values) expression(value, rule);
    }
  }

  void actions(const std::vector<Action>& list, const std::string& place, RuleId rule) {
    for (const auto& action : list) {
      note("action " + named(action_names, action.kind) + " × " + place, rule);
      for (const auto fact : action.facts) expression(fact, rule);
      for (const auto bound : action.bounds) expression(bound, rule);
      if (!action.bounds.empty()) note("proposal within a table", rule);
      if (action.second_role != no_id) note("role second", rule);
      pattern(action.proposal, rule);
    }
  }

  /// Its guard is looked at as soon as the state is entered; it is met itself when it fires. One that only
  /// expects an act never does.
  void clause(const Clause& clause, const std::string& place, RuleId looked_at) {
    const auto kind = named(clause_names, clause.kind);
    if (clause.kind == ClauseKind::expected) {
      note("clause " + kind + " × " + place, looked_at);
      pattern(clause.pattern, looked_at);
      return;
    }
    note("clause " + kind + " × " + place, clause.rule);
    if (clause.otherwise) note("clause " + kind + " otherwise × " + place, clause.rule);
    if (clause.condition != none_id) note("clause " + kind + " guarded × " + place, looked_at);
    if (clause.target == no_id) note("clause " + kind + " stays × " + place, clause.rule);
    if (!clause.requirements.empty()) note("clause " + kind + " × exige", clause.rule);
    expression(clause.condition, looked_at);
    pattern(clause.pattern, looked_at);
    for (const auto& requirement : clause.requirements) expression(requirement.condition, clause.rule);
    actions(clause.actions, kind, clause.rule);
  }

  void delai(const Delai& delai) {
    const auto kind = std::string(facts_of(delai.kind).name), of = " × " + kind;
    const auto rule = delai.rule;
    const auto when = [&](bool holds, const std::string& what) {
      if (holds) note("delai " + what + of, rule);
    };
    note("delai " + kind, rule);
    when(delai.state == no_id, "of the procedure");
    when(delai.of_instance && delai.state != no_id, "of_instance");
    when(delai.as_soon_as_possible, "as_soon_as_possible");
    when(delai.as_soon_as_possible && delai.length != none_id, "internal target set");
    when(delai.backwards, "backwards");
    when(delai.until != none_id, "until");
    note("delai franc " + named(choice_names, delai.franc), rule);
    note("delai proroge " + named(choice_names, delai.proroge), rule);
    when(delai.calendar != Calendar::unknown, "calendar");
    when(delai.for_person, "for_person");
    when(delai.against_person, "against_person");
    when(delai.minimum != none_id, "minimum");
    when(delai.maximum != none_id, "maximum");
    when(!delai.inclusive, "exclusive");
    when(delai.target_every != none_id, "target_every");
    when(delai.limit_every != none_id, "limit_every");
    when(!delai.rolling, "civil");
    when(!delai.ordinals.empty(), delai.anchored ? "ordinals anchored" : "ordinals chained");
    when(delai.tolerance != none_id, "tolerance");
    when(!delai.kept_by.empty(), "kept_by");
    when(delai.kept_by.size() > 1, "kept_by several");
    when(delai.kept_on != none_id, "kept_on");
    when(delai.kept_before != none_id, "kept_before");
    when(!delai.interrupted_by.empty(), "interrupted_by");
    when(!delai.forbids.empty(), "forbids");
    when(!delai.lifted_by.empty(), "lifted_by");
    when(delai.postponed_to != none_id, delai.postponed_if == none_id ? "postponed_to" : "postponed_to if");
    when(delai.postponable_by != none_id, delai.postponed_in_length == Choice::yes  ? "postponable in length"
                                          : delai.postponed_in_length == Choice::no ? "postponable at the end"
                                                                                    : "postponable");
    when(delai.renewals > 0, delai.renewed_tacitly ? "renewed tacitly" : "renewed by act");
    when(delai.pauses.size() > 1, "pauses several");
    for (const auto& pause : delai.pauses)
      when(true, std::string("pause ") + (pause.state != no_id ? "state" : "condition") +
                     (pause.by_months ? " months" : " days") +
                     (pause.at_most == none_id ? ""
                      : pause.cumulated        ? " cap cumulated"
                                               : " cap each"));
    for (const auto& reminder : delai.reminders)
      when(true, "reminder " + named(reminder_names, reminder.when));
    when(delai.to_do.size() > 1, "to_do several");
    if (delai.length != none_id && model_.exprs[delai.length].op == Op::literal) {
      const auto& value = model_.values[model_.exprs[delai.length].data];
      const auto length = Value::unpack_duration(value.lo, value.days);
      note(std::string("length ") + (value.days == DayKind::ouvre          ? "ouvrés"
                                     : value.days == DayKind::ouvrable     ? "ouvrables"
                                     : value.days == DayKind::hour         ? "hours"
                                     : length.months && length.days        ? "compound"
                                     : length.months                       ? "months"
                                     : length.days && length.days % 7 == 0 ? "weeks"
                                                                           : "days"),
           rule);
    } else if (delai.length != none_id) {
      note("length computed", rule);
    }
    for (const auto id : {delai.length, delai.point, delai.until, delai.minimum, delai.maximum,
                          delai.target_every, delai.limit_every, delai.tolerance, delai.kept_on,
                          delai.kept_before, delai.postponed_to, delai.postponed_if, delai.postponable_by})
      expression(id, rule);
    for (const auto* list : {&delai.kept_by, &delai.interrupted_by, &delai.forbids, &delai.lifted_by})
      for (const auto id : *list) pattern(id, rule);
    for (const auto& pause : delai.pauses) expression(pause.condition, rule);
    actions(delai.if_overdue, "if_overdue", rule);
    actions(delai.if_target_missed, "if_target_missed", rule);
    actions(delai.if_out_of_bounds, "if_out_of_bounds", rule);
    actions(delai.if_unknown, "if_unknown", rule);
    when(!delai.if_overdue.empty(), "if_overdue");
    when(!delai.if_target_missed.empty(), "if_target_missed");
    when(!delai.if_out_of_bounds.empty(), "if_out_of_bounds");
    when(!delai.if_unknown.empty(), "if_unknown");
  }

  void procedure(const Procedure& procedure) {
    note("procedure per " + named(per_names, procedure.per), procedure.rule);
    if (procedure.predicate != none_id) note("procedure predicate", procedure.rule);
    if (procedure.governing != none_id) note("procedure governing", procedure.rule);
    if (model_.rules[procedure.rule].in_force_from.known()) note("procedure in force from", procedure.rule);
    if (!procedure.seams.empty()) note("procedure seam", procedure.rule);
    expression(procedure.predicate, procedure.rule);
    expression(procedure.governing, procedure.rule);
    pattern(procedure.trigger, procedure.rule);
    for (const auto& one : procedure.delais) delai(one);
    for (const auto& state : procedure.states) {
      if (state.sanction) note("state sanction", state.rule);
      for (const auto& one : state.clauses) clause(one, "state", state.rule);
    }
    for (const auto& one : procedure.from_any) clause(one, "from_any", procedure.rule);
  }

  void control(const Control& control) {
    const auto rule = control.rule;
    const auto sentence = named(sentence_names, control.sentence);
    note("sentence " + sentence, rule);
    const auto when = [&](bool holds, const char* what) {
      if (holds) note("sentence " + sentence + " " + what, rule);
    };
    when(control.since != none_id, "since");
    when(control.within != none_id, "within");
    when(control.at_least != none_id, "at_least");
    when(control.civil, "civil");
    when(control.same != no_id, "same");
    for (const auto id : {control.condition, control.since, control.within, control.at_least, control.per})
      expression(id, rule);
    pattern(control.each, rule);
    pattern(control.other, rule);
    actions(control.if_broken, "if_broken", rule);
  }

 private:
  const Model& model_;
  std::map<std::string, std::set<RuleId>>& into_;
};

}  // namespace

void Census::present(const Model& model) {
  here_.clear();
  met_.clear();
  Walk walk(model, here_);
  for (const auto& procedure : model.procedures) walk.procedure(procedure);
  for (const auto& control : model.controls) walk.control(control);
  for (const auto& role : model.roles)
    if (!role.cases.empty()) here_["role with cases"].insert(none_id);
  for (const auto& table : model.tables)
    here_[table.first_match ? "table first" : "table unique"].insert(none_id);
  for (const auto& parameter : model.parameters) {
    if (parameter.values.size() > 1) here_["parameter dated"].insert(none_id);
    if (!parameter.possible.empty()) here_["parameter possible values"].insert(none_id);
    for (const auto& value : parameter.values) {
      if (!value.departement.empty()) here_["parameter local"].insert(none_id);
      if (!value.territoire.empty()) here_["parameter of a territoire"].insert(none_id);
    }
  }
  for (const auto& module : model.modules)
    if (!module.departement.empty()) here_["module local"].insert(none_id);
  for (const auto& rule : model.rules)
    here_[rule.verified ? "rule verified" : "rule not verified"].insert(none_id);
}

void Census::reached(const Model& model, const Evaluation& evaluation) {
  for (const auto& finding : evaluation.findings) met_.insert(finding.rule);
  for (const auto& instance : evaluation.instances) {
    met_.insert(model.procedures[instance.procedure].rule);
    met_.insert(model.procedures[instance.procedure].states[instance.state].rule);
  }
  for (const auto& passage : evaluation.passages) {
    met_.insert(passage.rule);
    const auto& states = model.procedures[evaluation.instances[passage.instance].procedure].states;
    for (const auto state : {passage.from, passage.to})
      if (state != no_id) met_.insert(states[state].rule);
  }
  // An action says its own rule: the clause it stands in was met.
  for (const auto& procedure : model.procedures) {
    const auto by_actions = [&](const Clause& clause) {
      for (const auto& action : clause.actions)
        if (met_.contains(action.rule)) met_.insert(clause.rule);
      for (const auto& requirement : clause.requirements)
        if (met_.contains(requirement.rule)) met_.insert(clause.rule);
    };
    for (const auto& state : procedure.states) std::ranges::for_each(state.clauses, by_actions);
    std::ranges::for_each(procedure.from_any, by_actions);
  }
  for (const auto& control : model.controls)
    for (const auto& action : control.if_broken)
      if (met_.contains(action.rule)) met_.insert(control.rule);
}

void Census::close() {
  for (const auto& [what, rules] : here_) {
    auto& count = counts_[what];
    ++count.present;
    if (std::ranges::any_of(rules, [&](RuleId rule) { return rule == none_id || met_.contains(rule); }))
      ++count.reached;
  }
}

std::string Census::table() const {
  std::string text = "construction | jeux de règles où elle est | où elle a été atteinte\n";
  for (const auto& [what, count] : counts_)
    text += what + " | " + std::to_string(count.present) + " | " + std::to_string(count.reached) + "\n";
  return text;
}

std::string Census::forgotten() const {
  std::string text;
  const auto wanted = [&](const std::string& what) {
    const auto found = counts_.lower_bound(what);
    if (found == counts_.end() || !found->first.starts_with(what)) text += what + "\n";
  };
  for (const auto& one : operations()) wanted("op " + std::string(one.name));
  for (const auto name : clause_names) {
    wanted("clause " + std::string(name) + " × state");
    wanted("clause " + std::string(name) + " × from_any");
  }
  for (const auto& one : delai_kinds) wanted("delai " + std::string(one.name));
  for (const auto name : action_names)
    // No line of the grammar makes one: a reminder of a délai is a Reminder.
    if (name != "remind_every") wanted("action " + std::string(name) + " × ");
  for (const auto name : sentence_names) wanted("sentence " + std::string(name));
  wanted("sentence at_most same");
  for (const auto name : reminder_names) wanted("delai reminder " + std::string(name));
  for (const auto name : choice_names) {
    wanted("delai franc " + std::string(name));
    wanted("delai proroge " + std::string(name));
  }
  for (const auto name : per_names) wanted("procedure per " + std::string(name));
  for (const auto name : domain_names) wanted("query " + std::string(name));
  for (const auto* what :
       {"pause state days", "pause state months", "pause condition days", "pause condition months",
        "pauses several", "renewed tacitly", "renewed by act", "interrupted_by", "postponed_to",
        "postponable", "postponable in length", "postponable at the end", "if_overdue", "if_target_missed",
        "if_out_of_bounds", "if_unknown"})
    wanted("delai " + std::string(what));
  return text;
}

}  // namespace filrouge::oracle
