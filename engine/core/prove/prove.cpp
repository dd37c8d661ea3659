#include "engine/core/prove/prove.hpp"

#include <algorithm>

namespace filrouge::prove {

std::vector<std::string> departements_of(const Program& program, std::uint16_t index) {
  const auto& model = program.model;
  const auto& procedure = model.procedures[index];
  std::vector<std::string> found;
  const auto keep = [&](RuleId rule) {
    const auto& departement = model.modules[program.rule(rule).module].departement;
    if (!departement.empty() && std::ranges::find(found, departement) == found.end())
      found.push_back(departement);
  };
  keep(procedure.rule);
  // A procédure of one département is of no other.
  if (!found.empty()) return found;
  const auto of_clauses = [&](const std::vector<Clause>& clauses) {
    for (const auto& clause : clauses) {
      keep(clause.rule);
      for (const auto& requirement : clause.requirements) keep(requirement.rule);
    }
  };
  for (const auto& state : procedure.states) {
    keep(state.rule);
    of_clauses(state.clauses);
  }
  of_clauses(procedure.from_any);
  for (const auto& delai : procedure.delais) keep(delai.rule);
  std::ranges::sort(found);
  found.insert(found.begin(), std::string());
  return found;
}

namespace {

/// Whoever reads the rules finds the fact again there.
std::vector<ExprId> as_written(const Terms& terms, const std::vector<TermId>& facts) {
  std::vector<ExprId> written;
  for (const auto fact : facts)
    if (terms[fact].written != none_id) written.push_back(terms[fact].written);
  return written;
}

void play(Trial& trial, const Sought& sought, const Effort& effort, Answer& answer) {
  const auto before = trial.played();
  answer.history = trial.look_for(sought, effort);
  answer.histories += trial.played() - before;
  if (answer.history) answer.verdict = Verdict::refuted;
}

}  // namespace

Answer decide(const Program& program, Terms& terms, const Guarantee& guarantee,
              const std::string& departement, const Limits& limits, const Effort& effort) {
  Answer answer;
  answer.departement = departement;
  const auto& procedure = program.model.procedures[guarantee.procedure];
  Sought sought;
  sought.procedure = guarantee.procedure;
  sought.departement = departement;
  if (guarantee.kind == GuaranteeKind::never_without) {
    const auto showing = never_without(
        terms,
        {guarantee.procedure, guarantee.states, guarantee.without, {}, guarantee.unless_blocking_that_day},
        departement, limits);
    answer.days = showing.days;
    answer.rests_on = as_written(terms, showing.rests_on);
    if (showing.shown == Shown::yes) {
      answer.verdict = Verdict::proved;
      return answer;
    }
    answer.passage = showing.by.rule;
    answer.gave_up = showing.shown == Shown::undecided;
    sought.states = guarantee.states;
    sought.condition = guarantee.without;
    sought.unless_blocking = guarantee.unless_blocking_that_day;
    Trial trial(program, guarantee.procedure, effort.known);
    play(trial, sought, effort, answer);
    return answer;
  }
  answer.verdict = Verdict::proved;
  sought.what = Sought::What::in_the_air;
  std::optional<Trial> trial;
  for (StateId state = 0; state < procedure.states.size(); ++state) {
    if (procedure.states[state].final) continue;
    const auto& module = program.model.modules[program.rule(procedure.states[state].rule).module];
    if (!program.applies(module, departement)) continue;
    const auto showing = something_runs(terms, guarantee.procedure, state, departement, limits);
    answer.days += showing.days;
    for (const auto fact : as_written(terms, showing.rests_on)) answer.rests_on.push_back(fact);
    if (showing.shown == Shown::yes) continue;
    sought.states = {state};
    if (!trial) trial.emplace(program, guarantee.procedure, effort.known);
    play(*trial, sought, effort, answer);
    if (answer.verdict == Verdict::refuted) {
      answer.state = state;
      return answer;
    }
    if (answer.state == no_id) answer.state = state;
    answer.verdict = Verdict::undecided;
    answer.gave_up = answer.gave_up || showing.shown == Shown::undecided;
  }
  return answer;
}

}  // namespace filrouge::prove
