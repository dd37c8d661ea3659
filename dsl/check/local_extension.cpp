#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/laws.hpp"

/// A département adds and tightens its own targets; it does not shorten a person's time nor rewrite the
/// national rule.
namespace filrouge::dsl {
namespace {

std::string article_of(const Checking& checking, RuleId rule) {
  const auto& info = checking.model.rules[rule];
  return info.basis.empty() ? checking.model.modules[info.module].name : info.basis.front().text;
}

bool mentions_parameter(const Checking& checking, ExprId id, std::uint32_t parameter) {
  if (id == none_id) return false;
  const auto& expr = checking.model.exprs[id];
  if (expr.op == Op::parameter && expr.data == parameter) return true;
  for (std::uint32_t i = 0; i < expr.arg_count; ++i)
    if (mentions_parameter(checking, checking.model.args[expr.first_arg + i], parameter)) return true;
  return false;
}

/// « fixer » a shorter value to a délai that is the person's.
void check_values(Checking& checking) {
  for (const auto& local : checking.local_values) {
    if (!local.national.known() || local.local.lo >= local.national.lo) continue;
    for (const auto& procedure : checking.model.procedures)
      for (const auto& delai : procedure.delais) {
        if (!delai.for_person && !delai.against_person) continue;
        if (!mentions_parameter(checking, delai.length, local.parameter)) continue;
        checking
            .report(Code::shortens_person_time, local.node,
                    {fmt::format("« {} » ({})", checking.text(delai.name), article_of(checking, delai.rule))})
            .suggesting(Phrase("seul un délai de l'administration peut être resserré localement"));
        return;
      }
  }
}

bool local_rule(const Checking& checking, RuleId rule, std::uint32_t owner) {
  return checking.model.modules[checking.model.rules[rule].module].name != checking.model.modules[owner].name;
}

/// What a local text writes inside a national state.
void check_additions(Checking& checking, std::size_t p) {
  const auto& procedure = checking.model.procedures[p];
  const auto& draft = checking.procedures[p];
  const auto refuse = [&](SourceRange at, std::string what, RuleId national, const char* mend) {
    checking.diagnostics.report(Code::not_left_open, at, {std::move(what), article_of(checking, national)})
        .suggesting(Phrase(mend));
  };
  for (const auto& state : procedure.states) {
    const bool national_state = !local_rule(checking, state.rule, procedure.module);
    for (const auto& clause : state.clauses) {
      if (!national_state || !local_rule(checking, clause.rule, procedure.module) || clause.target == no_id)
        continue;
      // A local clause may not take for itself an event, or an end, the national rule already follows.
      for (const auto& other : state.clauses) {
        if (local_rule(checking, other.rule, procedure.module) || other.kind != clause.kind ||
            other.group != clause.group || other.target == no_id)
          continue;
        if (clause.kind != ClauseKind::on_event && clause.kind != ClauseKind::at_end) continue;
        refuse(range_of(checking, clause.rule),
               fmt::format("la suite donnée dans l'état « {} »", checking.text(state.name)), other.rule,
               "ajoutez une action sans « aller à », ou un état que seul un autre événement ouvre");
        break;
      }
      if (clause.target != no_id && procedure.states[clause.target].final && !state.final &&
          clause.kind != ClauseKind::on_event)
        refuse(range_of(checking, clause.rule), fmt::format("mettre fin à « {} » sans acte", draft.name),
               state.rule, "attendez un événement : « dès …, aller à … »");
    }
  }
  for (std::size_t d = 0; d < procedure.delais.size(); ++d) {
    const auto& written = draft.delais[d];
    if (!written.part.local) continue;
    const auto& delai = procedure.delais[d];
    const bool into_national = written.state == no_id ||
                               !local_rule(checking, procedure.states[written.state].rule, procedure.module);
    if (!into_national) continue;
    if (delai.against_person)
      refuse(written.part.node.range(), fmt::format("un délai opposé à la personne (« {} »)", written.name),
             procedure.rule,
             "un département ne s'oblige que lui-même : ôtez « opposé à la personne » et écrivez « objectif "
             "interne »");
    else if (facts_of(delai.kind).course == DelaiCourse::awaited && !delai.for_person &&
             !checking.model.rules[delai.rule].internal_target &&
             std::ranges::any_of(delai.if_overdue, [](const Action& action) {
               return action.kind == ActionKind::irregularity && !action.delay_of;
             }))
      refuse(written.part.node.range(),
             fmt::format("une irrégularité sans dire de qui est le retard (« {} »)", written.name),
             procedure.rule, "ajoutez « , retard du Département » ou « objectif interne »");
    const bool leaves = std::ranges::any_of(
        delai.if_overdue, [](const Action& action) { return action.kind == ActionKind::go_to; });
    if (leaves && written.state != no_id)
      refuse(written.part.node.range(),
             fmt::format("faire sortir de l'état « {} » par le temps",
                         checking.text(procedure.states[written.state].name)),
             procedure.states[written.state].rule, "gardez « à faire … » et laissez l'acte changer l'état");
  }
}

}  // namespace

void check_local(Checking& checking) {
  check_values(checking);
  for (std::size_t p = 0; p < checking.model.procedures.size(); ++p) check_additions(checking, p);
}

}  // namespace filrouge::dsl
