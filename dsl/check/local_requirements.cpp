#include "dsl/check/local_requirements.hpp"

#include <algorithm>
#include <vector>

#include "dsl/check/laws.hpp"
#include "dsl/check/weights.hpp"

namespace filrouge::dsl {
namespace {

ExprId field_at_hand(Checking& checking, EventTypeId type, FieldId field) {
  const auto* decl = checking.model.vocabulary.events[type].field(field);
  return checking.pool.expr(Op::field, decl ? decl->type : ValueType::text,
                            {checking.pool.expr(Op::current, ValueType::event)}, field);
}

/// Where the local text stands, and the national clause need not.
constexpr ExprId anywhere = none_id;

/// The condition, of the acts alone that the local text speaks of, there where it does.
ExprId of_those(Checking& checking, const Clause& local, ExprId where, const Pattern& heard,
                ExprId condition) {
  const auto act = checking.model.patterns[local.pattern];
  std::vector<ExprId> either;
  const auto unless = [&](ExprId holds) {
    either.push_back(checking.pool.expr(Op::logical_not, ValueType::boolean, {holds}));
  };
  if (where != anywhere) unless(where);
  for (const auto& constraint : act.constraints) {
    if (within(checking.model, heard, {act.type, {constraint}, false})) continue;
    std::vector<ExprId> among{field_at_hand(checking, act.type, constraint.field)};
    among.insert(among.end(), constraint.values.begin(), constraint.values.end());
    unless(checking.pool.expr(Op::among, ValueType::boolean, among));
  }
  if (local.condition != none_id) unless(local.condition);
  if (either.empty()) return condition;
  either.push_back(condition);
  return checking.pool.expr(Op::logical_or, ValueType::boolean, either);
}

void add(Checking& checking, const Procedure& procedure, const std::vector<Clause>& from, ExprId where,
         std::vector<Clause>& to, std::vector<bool>& heard) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto& local = from[i];
    if (!adds_requirements(checking, procedure, local)) continue;
    for (auto& clause : to) {
      if (clause.kind != ClauseKind::on_event || adds_requirements(checking, procedure, clause) ||
          !may_meet(checking.model, checking.model.patterns[clause.pattern],
                    checking.model.patterns[local.pattern]))
        continue;
      heard[i] = true;
      for (auto requirement : local.requirements) {
        requirement.condition =
            of_those(checking, local, where, checking.model.patterns[clause.pattern], requirement.condition);
        clause.requirements.push_back(std::move(requirement));
      }
    }
  }
}

void drop(std::vector<Clause>& clauses, const std::vector<bool>& heard) {
  std::size_t at = 0;
  std::erase_if(clauses, [&](const Clause&) { return heard[at++]; });
}

}  // namespace

bool adds_requirements(const Checking& checking, const Procedure& procedure, const Clause& clause) {
  return clause.kind == ClauseKind::on_event && clause.target == no_id && clause.actions.empty() &&
         !clause.otherwise && !clause.requirements.empty() && clause.rule != none_id &&
         written_locally(checking, checking.model.rules[clause.rule].module, procedure.module);
}

void add_local_requirements(Checking& checking) {
  for (auto& procedure : checking.model.procedures) {
    const auto adds = [&](const Clause& clause) { return adds_requirements(checking, procedure, clause); };
    if (std::ranges::none_of(procedure.from_any, adds) &&
        std::ranges::none_of(procedure.states,
                             [&](const State& state) { return std::ranges::any_of(state.clauses, adds); }))
      continue;
    const auto from_any = procedure.from_any;
    std::vector<bool> heard_anywhere(from_any.size());
    add(checking, procedure, from_any, anywhere, procedure.from_any, heard_anywhere);
    for (StateId s = 0; s < procedure.states.size(); ++s) {
      auto& state = procedure.states[s];
      const auto own = state.clauses;
      std::vector<bool> heard(own.size());
      add(checking, procedure, own, anywhere, state.clauses, heard);
      add(checking, procedure, from_any, anywhere, state.clauses, heard_anywhere);
      // Left where it stands it would hear the act before « depuis tout état », which would lead nowhere.
      const auto here = checking.pool.expr(Op::in_state, ValueType::boolean, {}, s);
      add(checking, procedure, own, here, procedure.from_any, heard);
      drop(state.clauses, heard);
    }
    drop(procedure.from_any, heard_anywhere);
  }
}

}  // namespace filrouge::dsl
