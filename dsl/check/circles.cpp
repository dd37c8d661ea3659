#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/guard_cases.hpp"
#include "dsl/check/laws.hpp"
#include "dsl/check/reads.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {
namespace {

/// What a passage changes of itself: the state, its délais, the day it was entered.
bool moves_with_the_state(const Expr& expr) {
  return expr.op == Op::in_state || expr.op == Op::linked_in_state || expr.op == Op::entry_day ||
         expr.op == Op::end_of || expr.op == Op::delai_is;
}

/// More pairs than this are of a generated text: comparing them all would take minutes.
constexpr std::size_t most_pairs = 20'000;

class Circles {
 public:
  Circles(Checking& checking, std::uint16_t index)
      : c_(checking), procedure_(checking.model.procedures[index]) {}

  void look() {
    for (StateId s = 0; s < procedure_.states.size(); ++s) conditions_.push_back(conditions(s));
    for (StateId s = 0; s < procedure_.states.size(); ++s) {
      if (procedure_.states[s].final) continue;
      for (const auto* clause : conditions_[s]) {
        std::vector<StateId> met{s};
        const auto* back = follow(*clause, met);
        if (back && std::ranges::find(said_, clause->rule) == said_.end()) say(*clause, *back, met);
      }
    }
  }

 private:
  /// The « dès que » of a state that lead somewhere, those of every state last.
  std::vector<const Clause*> conditions(StateId s) const {
    std::vector<const Clause*> found;
    for (const auto* clauses : {&procedure_.states[s].clauses, &procedure_.from_any})
      for (const auto& clause : *clauses)
        if (clause.kind == ClauseKind::on_condition && clause.target != no_id && !moves(clause.condition))
          found.push_back(&clause);
    return found;
  }
  bool moves(ExprId condition) const { return reads(c_.model, condition, moves_with_the_state); }
  bool together(const Clause& a, const Clause& b) const {
    const auto& x = c_.model.rules[a.rule];
    const auto& y = c_.model.rules[b.rule];
    if (c_.names.apart(x.module, y.module)) return false;
    return first_common_day({x.in_force_from, x.in_force_to}, {y.in_force_from, y.in_force_to}).known();
  }

  /// From where it leads, the clauses that are surely true with it; the one that comes back to a state met.
  const Clause* follow(const Clause& first, std::vector<StateId>& met) {
    for (const auto* at = &first;;) {
      const auto to = at->target;
      if (std::ranges::find(met, to) != met.end()) return at;
      if (procedure_.states[to].final) return nullptr;
      met.push_back(to);
      const Clause* next = nullptr;
      for (const auto* clause : conditions_[to]) {
        if (!together(first, *clause)) continue;
        if (++compared_ > most_pairs) return nullptr;
        GuardCases cases(c_, EventTypeId{0});
        if (!cases.implies({none_id, first.condition}, {none_id, clause->condition})) continue;
        next = clause;
        break;
      }
      if (!next) return nullptr;
      at = next;
    }
  }

  void say(const Clause& first, const Clause& back, const std::vector<StateId>& met) {
    said_.insert(said_.end(), {first.rule, back.rule});
    std::vector<std::string> states;
    for (auto s = std::ranges::find(met, back.target); s != met.end(); ++s)
      states.push_back(fmt::format("« {} »", c_.text(procedure_.states[*s].name)));
    const auto around = states.size() == 1 ? states.front() + " et lui-même" : listed(states, " et ");
    auto& said = c_.diagnostics.report(Code::turns_in_circle, range_of(c_, first.rule), {around});
    const auto name = c_.text(procedure_.states[first.target].name);
    if (first.rule != back.rule)
      said.suggesting(Phrase("rendez les deux conditions contraires, ou effacez l'un des deux retours"))
          .also(range_of(c_, back.rule), Phrase("l'autre est ici", "the other is here"));
    else
      said.suggesting(
          Phrase(fmt::format("ajoutez à la condition « et non (dans l'état {}) », ou effacez "
                             "« aller à {} » : l'instance y est déjà",
                             name, name)));
  }

  Checking& c_;
  const Procedure procedure_;  ///< copied: looking at cases adds expressions to the model
  std::vector<std::vector<const Clause*>> conditions_;  ///< [state]
  std::vector<RuleId> said_;
  std::size_t compared_ = 0;
};

}  // namespace

void check_circles(Checking& checking) {
  for (std::uint16_t p = 0; p < checking.model.procedures.size(); ++p) Circles(checking, p).look();
}

}  // namespace filrouge::dsl
