#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/check/laws.hpp"

/// L262-37: a sanction answers what the person did, without legitimate reason; someone has to have looked.
/// And a pause of a parcours is a right, never a fault.
namespace filrouge::dsl {
namespace {

class SanctionCheck {
 public:
  explicit SanctionCheck(Checking& checking)
      : c_(checking), appreciation_(checking.model.vocabulary.find_event("appreciation")) {}

  void procedure(const Procedure& procedure) {
    procedure_ = &procedure;
    for (StateId s = 0; s < procedure.states.size(); ++s) {
      const auto& state = procedure.states[s];
      const bool pause = is_pause(s);
      for (const auto& clause : state.clauses) {
        clock(clause, s);
        if (pause) against(clause.actions, state);
      }
      for (const auto delai : state.delais) of_delai(procedure.delais[delai], pause ? &state : nullptr);
      if (pause && state.sanction)
        c_.diagnostics.report(Code::sanction_in_pause, range_of(c_, state.rule), {c_.text(state.name)});
    }
    for (const auto& clause : procedure.from_any) clock(clause, no_id);
    for (const auto delai : procedure.instance_delais) of_delai(procedure.delais[delai], nullptr);
  }

 private:
  bool event_named(EventTypeId type, std::string_view name) const {
    return c_.model.text(c_.model.vocabulary.events[type].name) == name;
  }

  /// A proposal of one of the law's sanctions. Referring to the équipe pluridisciplinaire is none.
  bool sanction(const Action& action) const {
    if (action.kind != ActionKind::proposal || action.proposal == none_id) return false;
    const auto& pattern = c_.model.patterns[action.proposal];
    if (event_named(pattern.type, "radiation_liste") || event_named(pattern.type, "suspension_versement") ||
        event_named(pattern.type, "amende_notifiee"))
      return true;
    if (!event_named(pattern.type, "decision_cd")) return false;
    for (const auto& constraint : pattern.constraints) {
      if (c_.model.vocabulary.field_name(constraint.field) != "mesure") continue;
      // One of several measures may be a sanction: it is enough.
      return std::ranges::any_of(constraint.values, [&](ExprId value) {
        const auto& expr = c_.model.exprs[value];
        if (expr.op != Op::literal) return true;
        const auto word = c_.model.text(static_cast<Symbol>(c_.model.values[expr.data].lo));
        return word == "reduction" || word == "suspension" || word == "suppression" || word == "radiation" ||
               word == "amende";
      });
    }
    return false;  // whatever it decides: not yet a sanction
  }

  bool reads(ExprId id, EventTypeId wanted) const {
    std::set<ExprId> met;
    return reads(id, wanted, met);
  }
  /// A definition named twice is looked at once.
  bool reads(ExprId id, EventTypeId wanted, std::set<ExprId>& met) const {
    if (id == none_id || !met.insert(id).second) return false;
    const auto& expr = c_.model.exprs[id];
    if (facts_of(expr.op).reads == Reads::query) {
      const auto& query = c_.model.queries[expr.data];
      if (wanted == no_id || c_.model.patterns[query.pattern].type == wanted) return true;
      return reads(query.such_that, wanted, met);
    }
    for (std::uint32_t i = 0; i < expr.arg_count; ++i)
      if (reads(c_.pool.arg(id, i), wanted, met)) return true;
    return false;
  }

  /// Is the state only entered by acts?
  bool entered_by_acts(StateId s) const {
    if (s == procedure_->initial) return procedure_->per == InstancePer::event;
    const auto by_act = [&](const Clause& clause) {
      return clause.target != s || clause.kind == ClauseKind::on_event;
    };
    for (const auto& state : procedure_->states)
      if (!std::ranges::all_of(state.clauses, by_act)) return false;
    if (!std::ranges::all_of(procedure_->from_any, by_act)) return false;
    for (const auto& delai : procedure_->delais)
      for (const auto* actions :
           {&delai.if_overdue, &delai.if_target_missed, &delai.if_out_of_bounds, &delai.if_unknown})
        for (const auto& action : *actions)
          if (action.kind == ActionKind::go_to && action.target == s) return false;
    return std::ranges::none_of(procedure_->seams, [&](const Seam& seam) { return seam.to == s; });
  }

  void clock(const Clause& clause, StateId s) {
    bool rests = false;
    switch (clause.kind) {
      case ClauseKind::on_event:
        return;
      case ClauseKind::at_end:
        rests = !reads(clause.condition, appreciation_);
        break;
      case ClauseKind::on_entry:
        rests = s == no_id || !entered_by_acts(s);
        break;
      default:
        rests = !reads(clause.condition, no_id);
        break;
    }
    if (rests) refuse(clause.actions);
  }

  void refuse(const std::vector<Action>& actions) {
    for (const auto& action : actions) {
      if (!sanction(action)) continue;
      c_.diagnostics.report(Code::sanction_by_clock, range_of(c_, action.rule))
          .expecting(Phrase("une sanction n'est proposée que « du fait du bénéficiaire et sans motif "
                            "légitime » (CASF L262-37) : quelqu'un doit l'avoir apprécié"))
          .suggesting(Phrase("proposez-la « dès appreciation, objet: motif_legitime, conclusion: non », ou "
                             "mettez cette appréciation dans le « quand » ; "
                             "ici, demandez seulement : « à faire « Apprécier la cause du retard » par … »"));
    }
  }

  void of_delai(const Delai& delai, const State* pause) {
    for (const auto* actions :
         {&delai.if_overdue, &delai.if_target_missed, &delai.if_out_of_bounds, &delai.if_unknown}) {
      refuse(*actions);
      if (pause) against(*actions, *pause);
    }
  }

  /// A pause of a parcours: so named, or entered by the person's « pause ».
  bool is_pause(StateId s) const {
    const auto name = c_.model.text(procedure_->states[s].name);
    if (name == "pause" || name == "en_pause" || name.starts_with("pause_")) return true;
    const auto by_pause = [&](const Clause& clause) {
      return clause.kind == ClauseKind::on_event && clause.target == s &&
             event_named(c_.model.patterns[clause.pattern].type, "pause");
    };
    for (const auto& state : procedure_->states)
      if (std::ranges::any_of(state.clauses, by_pause)) return true;
    return std::ranges::any_of(procedure_->from_any, by_pause);
  }

  void against(const std::vector<Action>& actions, const State& state) {
    for (const auto& action : actions) {
      // An irregularity of an institution is not against her.
      const bool blame = action.kind == ActionKind::irregularity && !action.delay_of;
      if (!blame && !sanction(action)) continue;
      c_.diagnostics.report(Code::sanction_in_pause, range_of(c_, action.rule), {c_.text(state.name)})
          .suggesting(Phrase("dites « à faire … » plutôt ; si un service est en retard, écrivez de qui : « "
                             "irrégularité … , retard du Département »"));
    }
  }

  Checking& c_;
  EventTypeId appreciation_;
  const Procedure* procedure_ = nullptr;
};

}  // namespace

void check_sanctions(Checking& checking) {
  SanctionCheck check(checking);
  for (std::size_t p = 0; p < checking.model.procedures.size(); ++p)
    check.procedure(checking.model.procedures[p]);
}

}  // namespace filrouge::dsl
