#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/laws.hpp"
#include "dsl/check/weights.hpp"

/// A person is in a state of sanction because somebody decided it: neither the time that passes, nor a
/// condition, nor another text leads there.
namespace filrouge::dsl {
namespace {

class EntryCheck {
 public:
  EntryCheck(Checking& checking, std::uint16_t index)
      : c_(checking), procedure_(checking.model.procedures[index]), index_(index) {}

  void look() {
    const auto& states = procedure_.states;
    const auto& first = states[procedure_.initial];
    if (first.sanction && !(procedure_.per == InstancePer::event && adverse(procedure_.trigger)))
      refuse(range_of(c_, first.rule), procedure_.initial, "pas dès l'ouverture, sans décision",
             "commencez par un état qui n'est pas une sanction, ou ouvrez la procédure par l'acte qui décide "
             ": « une "
             "instance par decision_cd, mesure: … »");
    for (StateId s = 0; s < states.size(); ++s)
      for (const auto& clause : states[s].clauses)
        if (clause.target != s) of_clause(clause, false);
    for (const auto& clause : procedure_.from_any) of_clause(clause, true);
    for (const auto& delai : procedure_.delais)
      for (const auto* actions :
           {&delai.if_overdue, &delai.if_target_missed, &delai.if_out_of_bounds, &delai.if_unknown})
        for (const auto& action : *actions)
          if (action.kind == ActionKind::go_to && states[action.target].sanction)
            refuse(range_of(c_, action.rule), action.target, "pas par un délai dépassé", by_the_act);
    for (const auto& seam : c_.seams)
      if (seam.procedure == index_ && states[seam.to].sanction &&
          !(states[seam.from].sanction && c_.national(seam.part.module)))
        refuse(seam.part.node.range(), seam.to,
               c_.national(seam.part.module) ? "par un changement de régime que depuis une autre sanction"
                                             : "jamais par un changement de régime que dirait un texte local",
               "faites passer ces instances à un état qui n'est pas une sanction, où quelqu'un les relit");
  }

 private:
  static constexpr const char* by_the_act =
      "écrivez « à faire … » ici ; l'état suit l'acte qui décide : « dès decision_cd, mesure: …, aller à … "
      "», dans le "
      "texte national";

  bool adverse(PatternId act) const { return act != none_id && surely_adverse(c_, c_.model.patterns[act]); }

  void of_clause(const Clause& clause, bool from_any) {
    if (clause.target == no_id || !procedure_.states[clause.target].sanction) return;
    const auto at = range_of(c_, clause.rule);
    const auto module = c_.model.rules[clause.rule].module;
    if (!c_.national(module)) return refuse(at, clause.target, "jamais par un texte local", by_the_act);
    if (from_any && module != procedure_.module)
      return refuse(at, clause.target, "pas depuis tout état d'un autre module", by_the_act);
    switch (clause.kind) {
      case ClauseKind::on_event:
        if (!adverse(clause.pattern))
          refuse(at, clause.target, "que par un acte défavorable",
                 "attendez l'acte qui décide la mesure : « dès decision_cd, mesure parmi (…) »");
        return;
      case ClauseKind::at_end:
        return refuse(at, clause.target, "pas par la fin d'un délai", by_the_act);
      default:
        return refuse(at, clause.target, "pas par une condition", by_the_act);
    }
  }

  void refuse(SourceRange at, StateId state, const char* how, const char* mend) {
    const auto& rule = c_.model.rules[procedure_.states[state].rule];
    const auto article = rule.basis.empty() ? c_.model.modules[rule.module].name : rule.basis.front().text;
    c_.diagnostics.report(Code::enters_sanction, at, {c_.text(procedure_.states[state].name), how, article})
        .suggesting(Phrase(mend))
        .also(range_of(c_, procedure_.states[state].rule),
              Phrase("la sanction est ici", "the sanction is here"));
  }

  Checking& c_;
  const Procedure& procedure_;
  std::uint16_t index_;
};

}  // namespace

void check_sanction_states(Checking& checking) {
  // Where no text says which acts weigh, the acts are a file's own: nothing is known of them.
  if (std::ranges::all_of(checking.model.weights, &Weight::assumed)) return;
  for (std::uint16_t p = 0; p < checking.model.procedures.size(); ++p) EntryCheck(checking, p).look();
}

}  // namespace filrouge::dsl
