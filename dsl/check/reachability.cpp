#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/laws.hpp"

namespace filrouge::dsl {
namespace {

/// Where a délai's own actions lead.
void follow(const std::vector<Action>& actions, std::vector<StateId>& targets) {
  for (const auto& action : actions)
    if (action.kind == ActionKind::go_to) targets.push_back(action.target);
}

void follow(const Delai& delai, std::vector<StateId>& targets) {
  for (const auto* actions :
       {&delai.if_overdue, &delai.if_target_missed, &delai.if_out_of_bounds, &delai.if_unknown})
    follow(*actions, targets);
}

void follow(const std::vector<Clause>& clauses, std::vector<StateId>& targets) {
  for (const auto& clause : clauses) {
    if (clause.target != no_id) targets.push_back(clause.target);
    follow(clause.actions, targets);
  }
}

/// States one step leads to, the general clauses apart.
std::vector<StateId> own_exits(const Procedure& procedure, StateId s) {
  std::vector<StateId> targets;
  follow(procedure.states[s].clauses, targets);
  for (const auto delai : procedure.states[s].delais) follow(procedure.delais[delai], targets);
  for (const auto& seam : procedure.seams)
    if (seam.from == s) targets.push_back(seam.to);
  std::erase(targets, s);
  return targets;
}

std::vector<StateId> general_exits(const Procedure& procedure) {
  std::vector<StateId> targets;
  follow(procedure.from_any, targets);
  for (const auto delai : procedure.instance_delais) follow(procedure.delais[delai], targets);
  return targets;
}

}  // namespace

void check_reachability(Checking& checking) {
  for (std::size_t p = 0; p < checking.model.procedures.size(); ++p) {
    const auto& procedure = checking.model.procedures[p];
    const auto& draft = checking.procedures[p];
    std::vector<bool> reached(procedure.states.size());
    std::vector<StateId> queue;
    const auto reach = [&](StateId s) {
      if (s == no_id || reached[s]) return;
      reached[s] = true;
      queue.push_back(s);
    };
    reach(procedure.initial);
    for (const auto s : general_exits(procedure)) reach(s);
    while (!queue.empty()) {
      const auto s = queue.back();
      queue.pop_back();
      for (const auto next : own_exits(procedure, s)) reach(next);
    }
    for (StateId s = 0; s < procedure.states.size(); ++s)
      if (!reached[s])
        checking.report(Code::unreachable_state, draft.states[s].parts.front().node, {draft.states[s].name})
            .suggesting(Phrase(fmt::format(
                "ajoutez dans un autre état une clause qui finit par « aller à {} », ou effacez cet état",
                draft.states[s].name)));
  }
}

void check_dead_ends(Checking& checking) {
  for (std::size_t p = 0; p < checking.model.procedures.size(); ++p) {
    const auto& procedure = checking.model.procedures[p];
    const auto& draft = checking.procedures[p];
    const bool general = !general_exits(procedure).empty();
    for (StateId s = 0; s < procedure.states.size(); ++s) {
      const auto& state = procedure.states[s];
      if (state.final || !own_exits(procedure, s).empty() || !state.delais.empty()) continue;
      // Work without end is still work: « tant que » and « à l'entrée » say who acts.
      const bool acts = std::ranges::any_of(state.clauses, [](const Clause& clause) {
        return !clause.actions.empty() || clause.target != no_id;
      });
      if (acts && general) continue;
      checking
          .report(general ? Code::general_exit_only : Code::dead_end, draft.states[s].parts.front().node,
                  {draft.states[s].name})
          .suggesting(Phrase("ajoutez un délai, un « dès … aller à … », ou déclarez l'état « final »"));
    }
    for (std::size_t d = 0; d < procedure.delais.size(); ++d) {
      const auto& delai = procedure.delais[d];
      if (!facts_of(delai.kind).leads_on) continue;
      const auto ends = [&](const std::vector<Clause>& clauses) {
        return std::ranges::any_of(clauses, [&](const Clause& clause) {
          return clause.kind == ClauseKind::at_end && clause.delai == d;
        });
      };
      bool followed = ends(procedure.from_any);
      for (const auto& state : procedure.states) followed = followed || ends(state.clauses);
      if (!followed)
        checking.report(Code::no_sequel, draft.delais[d].part.node, {draft.delais[d].name})
            .suggesting(Phrase(fmt::format(
                "ajoutez sous le terme « à la fin, aller à … », ou dans l'état « à la fin de {}, … »",
                draft.delais[d].name)));
    }
  }
}

}  // namespace filrouge::dsl
