#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/laws.hpp"
#include "dsl/check/weights.hpp"

/// A département adds and tightens its own targets; it does not shorten a person's time nor rewrite the
/// national rule.
namespace filrouge::dsl {
namespace {

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
    if (!local.national.known() || local.dated.value.lo >= local.national.lo) continue;
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
  return written_locally(checking, checking.model.rules[rule].module, owner);
}

/// Acts that only the law may put off: what weighs on the person, and what leads to it.
bool weighs(const Checking& checking, PatternId act) {
  return !weights_of(checking, checking.model.patterns[act]).empty();
}

/// A step of the contradictoire, or an act the national text follows: a local text does not forbid it.
bool is_owed(const Checking& checking, const Procedure& procedure, PatternId act) {
  const auto& model = checking.model;
  const auto& pattern = model.patterns[act];
  if (!model.vocabulary.events[pattern.type].steps.empty()) return true;
  const auto follows = [&](const Clause& clause) {
    return clause.is_about_acts() && !local_rule(checking, clause.rule, procedure.module) &&
           may_meet(model, pattern, model.patterns[clause.pattern]);
  };
  return std::ranges::any_of(procedure.from_any, follows) ||
         std::ranges::any_of(procedure.states,
                             [&](const State& state) { return std::ranges::any_of(state.clauses, follows); });
}

/// A local « exige », a local « remettre à zéro », in what the national text wrote.
void check_clause(Checking& checking, const Clause& clause, std::size_t p, RuleId national) {
  const auto& draft = checking.procedures[p];
  const auto refuse = [&](RuleId at, std::string what, const char* mend) {
    checking.diagnostics
        .report(Code::not_left_open, range_of(checking, at),
                {std::move(what), article_of(checking, national)})
        .suggesting(Phrase(mend));
  };
  if (!clause.requirements.empty() &&
      !(clause.kind == ClauseKind::on_event && weighs(checking, clause.pattern)))
    refuse(clause.requirements.front().rule, "exiger quelque chose d'un acte qui n'est pas défavorable",
           "un texte local n'ajoute de conditions qu'aux mesures défavorables : ailleurs, écrivez « à faire "
           "… »");
  for (const auto& action : clause.actions)
    if (action.kind == ActionKind::reset && action.delai != no_id && !draft.delais[action.delai].part.local)
      refuse(action.rule, fmt::format("remettre à zéro « {} »", draft.delais[action.delai].name),
             "remettez à zéro un délai que ce texte déclare");
}

/// What a local text writes inside a national state.
void check_additions(Checking& checking, std::size_t p) {
  const auto& procedure = checking.model.procedures[p];
  const auto& draft = checking.procedures[p];
  const auto refuse = [&](SourceRange at, std::string what, RuleId national, const char* mend) {
    checking.diagnostics.report(Code::not_left_open, at, {std::move(what), article_of(checking, national)})
        .suggesting(Phrase(mend));
  };
  for (const auto& clause : procedure.from_any)
    if (local_rule(checking, clause.rule, procedure.module))
      check_clause(checking, clause, p, procedure.rule);
  for (const auto& state : procedure.states) {
    const bool national_state = !local_rule(checking, state.rule, procedure.module);
    for (const auto& clause : state.clauses) {
      if (!national_state || !local_rule(checking, clause.rule, procedure.module)) continue;
      check_clause(checking, clause, p, state.rule);
      if (clause.target == no_id) continue;
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
    if (!written.part.local || !written_locally(checking, written.part.module, procedure.module)) continue;
    const auto& delai = procedure.delais[d];
    const bool into_national = written.state == no_id ||
                               !local_rule(checking, procedure.states[written.state].rule, procedure.module);
    if (!into_national) continue;
    for (const auto act : delai.forbids) {
      if (weighs(checking, act) || !is_owed(checking, procedure, act)) continue;
      refuse(
          written.part.node.range(),
          fmt::format(
              "interdire « {} »",
              checking.text(checking.model.vocabulary.events[checking.model.patterns[act].type].name)),
          procedure.rule,
          "une attente locale ne retarde que l'administration : n'y interdisez qu'un acte défavorable, ou un "
          "acte que ce texte déclare");
    }
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

/// A procédure that may lead to a sanction is opened by its act, which somebody does; a local text does not
/// open it.
void check_opening(Checking& checking, const Clause& clause) {
  if (checking.national(checking.model.rules[clause.rule].module)) return;
  for (const auto& action : clause.actions) {
    if (action.kind != ActionKind::open_linked || action.procedure == no_id) continue;
    const auto& opened = checking.model.procedures[action.procedure];
    if (!checking.national(opened.module) || std::ranges::none_of(opened.states, &State::sanction)) continue;
    checking.diagnostics
        .report(Code::not_left_open, range_of(checking, action.rule),
                {fmt::format("ouvrir « {} », qui peut mener à une sanction",
                             checking.procedures[action.procedure].name),
                 article_of(checking, opened.rule)})
        .suggesting(
            Phrase("dites ce qu'il y a à faire : l'acte qui ouvre cette procédure, quelqu'un le fait"));
  }
}

/// Does the act bring a person out of a sanction, in some national procédure?
const State* brings_out(const Checking& checking, PatternId act) {
  const auto& model = checking.model;
  for (const auto& procedure : model.procedures)
    for (const auto& state : procedure.states) {
      if (!state.sanction || !checking.national(model.rules[state.rule].module)) continue;
      for (const auto& clause : state.clauses)
        if (clause.kind == ClauseKind::on_event && clause.target != no_id &&
            !procedure.states[clause.target].sanction && !weighs(checking, clause.pattern) &&
            may_meet(model, model.patterns[act], model.patterns[clause.pattern]))
          return &state;
    }
  return nullptr;
}

/// A local contrôle asks nothing of what puts an end to a sanction.
void check_controls(Checking& checking) {
  for (const auto& control : checking.model.controls) {
    if (checking.national(checking.model.rules[control.rule].module)) continue;
    const auto* sanction = brings_out(checking, control.each);
    if (!sanction) continue;
    checking.diagnostics
        .report(Code::not_left_open, range_of(checking, control.rule),
                {"exiger quelque chose de l'acte qui met fin à une sanction",
                 article_of(checking, sanction->rule)})
        .suggesting(Phrase("un texte local n'ajoute de conditions qu'aux mesures défavorables"))
        .also(range_of(checking, sanction->rule), Phrase("la sanction est ici", "the sanction is here"));
  }
}

}  // namespace

std::string article_of(const Checking& checking, RuleId rule) {
  const auto& info = checking.model.rules[rule];
  return info.basis.empty() ? checking.model.modules[info.module].name : info.basis.front().text;
}

bool written_locally(const Checking& checking, std::uint32_t module, std::uint32_t owner) {
  return checking.model.modules[module].name != checking.model.modules[owner].name &&
         !checking.modules[module].national;
}

void check_local(Checking& checking) {
  check_values(checking);
  for (std::uint16_t p = 0; p < checking.model.procedures.size(); ++p) {
    check_additions(checking, p);
    check_local_passages(checking, p);
    for (const auto& state : checking.model.procedures[p].states)
      for (const auto& clause : state.clauses) check_opening(checking, clause);
    for (const auto& clause : checking.model.procedures[p].from_any) check_opening(checking, clause);
  }
  check_controls(checking);
}

}  // namespace filrouge::dsl
