#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/appraisal.hpp"
#include "dsl/check/laws.hpp"
#include "dsl/check/reads.hpp"
#include "engine/core/text/wording.hpp"

/// L262-37: a sanction answers what the person did, without legitimate reason; someone has to have looked. It
/// is the law that proposes it, never a local text. And a pause of a parcours is a right, never a fault.
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
        of_clause(clause, s);
        if (pause) against(clause.actions, state);
      }
      for (const auto delai : state.delais) of_delai(procedure.delais[delai], pause ? &state : nullptr);
      if (pause && state.sanction)
        c_.diagnostics.report(Code::sanction_in_pause, range_of(c_, state.rule), {c_.text(state.name)});
    }
    for (const auto& clause : procedure.from_any) of_clause(clause, no_id);
    for (const auto delai : procedure.instance_delais) of_delai(procedure.delais[delai], nullptr);
  }

 private:
  bool event_named(EventTypeId type, std::string_view name) const {
    return c_.model.text(c_.model.vocabulary.events[type].name) == name;
  }

  /// What the act proposed weighs, as the vocabulary says it.
  std::vector<const Weight*> proposed(const Action& action) const {
    if (action.kind != ActionKind::proposal || action.proposal == none_id) return {};
    const auto& pattern = c_.model.patterns[action.proposal];
    auto found = weights_of(c_, pattern);
    // Whatever it decides: where the vocabulary does not say what weighs, not yet a sanction.
    std::erase_if(found, [&](const Weight* weight) {
      return weight->assumed && !weight->act.constraints.empty() && pattern.constraints.empty();
    });
    return found;
  }
  /// Referring to the équipe pluridisciplinaire is none.
  bool sanction(const Action& action) const {
    return std::ranges::any_of(proposed(action), [](const Weight* weight) { return !weight->preparatory; });
  }

  bool reads_a_query(ExprId id, EventTypeId wanted) const {
    return reads(c_.model, id, [&](const Expr& expr) {
      return facts_of(expr.op).reads == Reads::query &&
             (wanted == no_id || c_.model.patterns[c_.model.queries[expr.data].pattern].type == wanted);
    });
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

  bool rests_on_the_clock(const Clause& clause, StateId s) const {
    switch (clause.kind) {
      case ClauseKind::on_event:
        return false;
      case ClauseKind::at_end:
        return !reads_a_query(clause.condition, appreciation_);
      case ClauseKind::on_entry:
        return s == no_id || !entered_by_acts(s);
      default:
        return !reads_a_query(clause.condition, no_id);
    }
  }

  void of_clause(const Clause& clause, StateId s) {
    const auto shown = [&](Appraisal& appraisal) {
      return appraisal.shown_by(clause) ||
             appraisal.before(*procedure_, s == no_id ? procedure_->initial : s);
    };
    for (const auto& action : clause.actions) judge(action, rests_on_the_clock(clause, s), shown);
  }

  void of_delai(const Delai& delai, const State* pause) {
    const auto shown = [&](Appraisal& appraisal) {
      return appraisal.before(*procedure_, delai.state == no_id ? procedure_->initial : delai.state);
    };
    for (const auto* actions :
         {&delai.if_overdue, &delai.if_target_missed, &delai.if_out_of_bounds, &delai.if_unknown}) {
      for (const auto& action : *actions) judge(action, true, shown);
      if (pause) against(*actions, *pause);
    }
  }

  /// An adverse act is proposed by the law's text, within its interval, by who decides it; and, as what
  /// prepares one, once somebody has appraised.
  template <class Shown>
  void judge(const Action& action, bool by_the_clock, const Shown& shown) {
    for (const auto* weight : proposed(action)) {
      const bool adverse = !weight->preparatory;
      const bool local = !c_.national(c_.model.rules[action.rule].module);
      if (adverse && !weight->assumed) judge_text(action, *weight, local);
      Appraisal appraisal(c_, weight->appraisals);
      const bool wanted = !weight->appraisals.empty();
      if (wanted ? shown(appraisal) : !adverse || !by_the_clock) continue;
      if (adverse && by_the_clock)
        refuse_clock(action, local && !weight->assumed);
      else if (!adverse || !local)
        ask_appraisal(action, *weight);
      return;
    }
  }

  void judge_text(const Action& action, const Weight& weight, bool local) {
    const auto at = range_of(c_, action.rule);
    const auto act = told(action);
    if (local) {
      c_.diagnostics.report(Code::local_sanction, at, {act, std::string(weight.article())})
          .expecting(Phrase("un texte local dit ce qu'il y a à faire, ou propose de saisir l'équipe "
                            "pluridisciplinaire une fois le motif apprécié"))
          .suggesting(
              Phrase("écrivez « à faire « Apprécier la cause avec la personne » par … » : le texte national "
                     "propose la suite, s'il y en a une"));
      return;
    }
    const bool bounded = std::ranges::any_of(action.bounds, [&](ExprId bound) {
      return std::ranges::find(weight.tables, c_.model.exprs[bound].data & 0xFFFF) != weight.tables.end();
    });
    if (!bounded && !weight.tables.empty()) {
      std::vector<std::string> tables;
      for (const auto table : weight.tables) tables.push_back(c_.text(c_.model.tables[table].name));
      c_.diagnostics.report(Code::outside_interval, at, {act, std::string(weight.article())})
          .expecting(
              Phrase(fmt::format("« , dans » et la table de son intervalle : {}", listed(tables, " ou "))));
    }
    if (action.role == no_id)
      c_.diagnostics.report(Code::nobody_decides, at, {act, std::string(weight.article())})
          .expecting(Phrase("« par » et le rôle de qui décide, comme « par autorité_compétente »"));
  }

  void refuse_clock(const Action& action, bool never_here) {
    auto& said =
        c_.diagnostics.report(Code::sanction_by_clock, range_of(c_, action.rule))
            .expecting(Phrase("une sanction n'est proposée que « du fait du bénéficiaire et sans motif "
                              "légitime » (CASF L262-37) : quelqu'un doit l'avoir apprécié"));
    if (!never_here)
      said.suggesting(
          Phrase("proposez-la « dès appreciation, objet: motif_legitime, conclusion: non », ou "
                 "mettez cette appréciation dans le « quand » ; "
                 "ici, demandez seulement : « à faire « Apprécier la cause du retard » par … »"));
  }

  void ask_appraisal(const Action& action, const Weight& weight) {
    std::vector<std::string> wanted;
    for (const auto& one : weight.appraisals) wanted.push_back("« " + written(one) + " »");
    c_.diagnostics
        .report(Code::unappraised, range_of(c_, action.rule), {told(action), std::string(weight.article())})
        .expecting(
            Phrase(fmt::format("{}, dans le « dès », dans la condition ou avant cet état ; ce qui est « à "
                               "défaut oui » n'est pas apprécié",
                               listed(wanted, " ou "))))
        .suggesting(
            Phrase("proposez « dès » cette appréciation ; jusque-là, demandez-la : « à faire « Apprécier … » "
                   "par … »"));
  }

  std::string told(const Action& action) const {
    return c_.text(c_.model.vocabulary.events[c_.model.patterns[action.proposal].type].name);
  }
  /// As a rule writes it: « appreciation, objet: motif_legitime, conclusion: non ».
  std::string written(const Pattern& pattern) const {
    auto text = c_.text(c_.model.vocabulary.events[pattern.type].name);
    for (const auto& constraint : pattern.constraints) {
      std::vector<std::string> words;
      for (const auto value : constraint.values) {
        const auto& expr = c_.model.exprs[value];
        if (expr.op == Op::literal && c_.model.values[expr.data].kind == Value::Kind::symbol)
          words.push_back(c_.text(static_cast<Symbol>(c_.model.values[expr.data].lo)));
      }
      const auto field = c_.model.vocabulary.field_name(constraint.field);
      text += words.size() == 1 ? fmt::format(", {}: {}", field, words.front())
                                : fmt::format(", {} parmi ({})", field, listed(words));
    }
    return text;
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
