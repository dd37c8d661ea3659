#include "dsl/check/appraisal.hpp"

#include <algorithm>

namespace filrouge::dsl {

bool Appraisal::is(const Pattern& act) const {
  return std::ranges::any_of(wanted_, [&](const Pattern& one) { return within(model_, act, one); });
}

bool Appraisal::is(const Pattern& act, FieldId field, const std::vector<ExprId>& values) const {
  auto narrowed = act;
  std::erase_if(narrowed.constraints, [&](const Constraint& one) { return one.field == field; });
  narrowed.constraints.push_back({field, values});
  return is(narrowed);
}

/// The event of a « dernier », of a « premier », is there when something is read of it.
bool Appraisal::shown_by_event(ExprId event) const {
  const auto& expr = model_.exprs[event];
  if (expr.op == Op::definition || expr.op == Op::at_day) return shown_by_event(arg(event, 0));
  return (expr.op == Op::last || expr.op == Op::first) &&
         is(model_.patterns[model_.queries[expr.data].pattern]);
}

/// « conclusion de (dernier appreciation, objet: motif_legitime) = non ».
bool Appraisal::shown_by_field(ExprId subject, const std::vector<ExprId>& values) const {
  const auto& expr = model_.exprs[subject];
  if (expr.op != Op::field) return false;
  const auto event = arg(subject, 0);
  const auto& of = model_.exprs[event];
  return (of.op == Op::last || of.op == Op::first) &&
         is(model_.patterns[model_.queries[of.data].pattern], static_cast<FieldId>(expr.data), values);
}

bool Appraisal::shown_by(ExprId id, bool worth) {
  if (id == none_id) return false;
  if (const auto known = known_.find({id, worth}); known != known_.end()) return known->second;
  const bool shown = look_into(id, worth);
  known_.emplace(std::pair(id, worth), shown);
  return shown;
}

bool Appraisal::look_into(ExprId id, bool worth) {
  const auto& expr = model_.exprs[id];
  const auto every = [&](bool value) {
    for (std::uint32_t i = 0; i < expr.arg_count; ++i)
      if (!shown_by(arg(id, i), value)) return false;
    return true;
  };
  const auto some = [&](bool value) {
    for (std::uint32_t i = 0; i < expr.arg_count; ++i)
      if (shown_by(arg(id, i), value)) return true;
    return false;
  };
  switch (expr.op) {
    case Op::literal:
      // What is never worth that shows anything.
      return model_.values[expr.data].kind == Value::Kind::boolean &&
             (model_.values[expr.data].lo != 0) != worth;
    case Op::definition:
    case Op::at_day:
      return shown_by(arg(id, 0), worth);
    case Op::logical_not:
      return shown_by(arg(id, 0), !worth);
    case Op::logical_and:
      return worth ? some(true) : every(false);
    case Op::logical_or:
      return worth ? every(true) : some(false);
    case Op::coalesce:
      return every(worth);
    case Op::conditional: {
      const auto when = [&](bool taken, ExprId then) {
        return shown_by(arg(id, 0), taken) || shown_by(then, worth);
      };
      return when(true, arg(id, 1)) && when(false, arg(id, 2));
    }
    case Op::exists:
      return worth && is(model_.patterns[model_.queries[expr.data].pattern]);
    case Op::occurred:
    case Op::is_known:
      return worth && shown_by_event(arg(id, 0));
    case Op::equal:
      return worth && (shown_by_field(arg(id, 0), {arg(id, 1)}) || shown_by_field(arg(id, 1), {arg(id, 0)}));
    case Op::among: {
      std::vector<ExprId> values;
      for (std::uint32_t i = 1; i < expr.arg_count; ++i) values.push_back(arg(id, i));
      return worth && shown_by_field(arg(id, 0), values);
    }
    default:
      return false;
  }
}

bool Appraisal::shown_by(const Clause& clause) {
  return (clause.kind == ClauseKind::on_event && is(model_.patterns[clause.pattern])) ||
         shown_by(clause.condition);
}

bool Appraisal::before(const Procedure& procedure, StateId state) {
  std::vector<StateId> met;
  return before(procedure, state, met);
}

bool Appraisal::before(const Procedure& procedure, StateId state, std::vector<StateId>& met) {
  if (std::ranges::find(met, state) != met.end()) return true;  // a turn that began outside it
  met.push_back(state);
  if (state == procedure.initial)
    return procedure.per == InstancePer::event && is(model_.patterns[procedure.trigger]);
  const auto leads = [&](const std::vector<Action>& actions) {
    return std::ranges::any_of(
        actions, [&](const Action& one) { return one.kind == ActionKind::go_to && one.target == state; });
  };
  for (StateId s = 0; s < procedure.states.size(); ++s)
    for (const auto& clause : procedure.states[s].clauses)
      if (clause.target == state && !shown_by(clause) && !before(procedure, s, met)) return false;
  for (const auto& clause : procedure.from_any)
    if (clause.target == state && !shown_by(clause)) return false;
  for (const auto& delai : procedure.delais)
    for (const auto* actions :
         {&delai.if_overdue, &delai.if_target_missed, &delai.if_out_of_bounds, &delai.if_unknown})
      if (leads(*actions) && (delai.state == no_id || !before(procedure, delai.state, met))) return false;
  return std::ranges::all_of(procedure.seams, [&](const Seam& seam) {
    return seam.to != state || before(procedure, seam.from, met);
  });
}

}  // namespace filrouge::dsl
