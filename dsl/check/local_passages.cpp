#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/laws.hpp"

/// A local text leaves a national state before any sanction, and comes back only where the national text
/// leads.
namespace filrouge::dsl {
namespace {

using States = std::vector<bool>;

class PassageCheck {
 public:
  PassageCheck(Checking& checking, std::uint16_t index)
      : c_(checking),
        procedure_(checking.model.procedures[index]),
        draft_(checking.procedures[index]),
        index_(index) {}

  void look() {
    if (!c_.national(procedure_.module) || procedure_.states.empty()) return;
    const auto any_local = [&](const Part& part) { return local(part.module); };
    if (!std::ranges::any_of(draft_.parts, any_local)) return;
    for (const auto& part : draft_.parts)
      if (local(part.module)) final_states(part);
    past_sanction_ = reached_from([&](StateId s) { return procedure_.states[s].sanction; });
    for (StateId s = 0; s < procedure_.states.size(); ++s)
      for (const auto& clause : procedure_.states[s].clauses)
        if (local(clause) && clause.target != no_id) of_clause(clause, s);
    for (const auto& clause : procedure_.from_any)
      if (local(clause) && clause.target != no_id) from_anywhere(clause);
    for (const auto& seam : c_.seams)
      if (seam.procedure == index_ && local(seam.part.module)) of_seam(seam);
  }

 private:
  bool local(std::uint32_t module) const { return written_locally(c_, module, procedure_.module); }
  bool local(const Clause& clause) const { return local(c_.model.rules[clause.rule].module); }
  bool local_state(StateId s) const { return local(c_.model.rules[procedure_.states[s].rule].module); }
  std::string named(StateId s) const { return fmt::format("« {} »", c_.text(procedure_.states[s].name)); }

  /// States that the national text leads to from some of them, those included.
  template <class From>
  States reached_from(From&& from) const {
    States reached(procedure_.states.size());
    std::vector<StateId> queue;
    const auto reach = [&](StateId s) {
      if (s != no_id && !reached[s]) reached[s] = true, queue.push_back(s);
    };
    for (StateId s = 0; s < procedure_.states.size(); ++s)
      if (from(s)) reach(s);
    while (!queue.empty()) {
      const auto s = queue.back();
      queue.pop_back();
      for (const auto& clause : procedure_.states[s].clauses)
        if (!local(clause)) reach(clause.target);
      for (std::size_t d = 0; d < procedure_.delais.size(); ++d)
        if (!local(draft_.delais[d].part.module) &&
            (procedure_.delais[d].state == s || procedure_.delais[d].state == no_id))
          for (const auto& action : procedure_.delais[d].if_overdue)
            if (action.kind == ActionKind::go_to) reach(action.target);
      for (const auto& seam : c_.seams)
        if (seam.procedure == index_ && seam.from == s && !local(seam.part.module)) reach(seam.to);
    }
    return reached;
  }

  /// Where the national text leads from a state by any of its clauses, those « depuis tout état » included.
  States led_to(const States& origins) const {
    return reached_from([&](StateId s) {
      return origins[s] || std::ranges::any_of(procedure_.from_any, [&](const Clause& clause) {
               return clause.target == s && !local(clause) && !procedure_.states[s].sanction;
             });
    });
  }

  /// The national states whence local clauses lead to that one, through states of their own.
  States origins_of(StateId local_one) const {
    States seen(procedure_.states.size()), origins(procedure_.states.size());
    std::vector<StateId> queue{local_one};
    seen[local_one] = true;
    while (!queue.empty()) {
      const auto to = queue.back();
      queue.pop_back();
      for (StateId s = 0; s < procedure_.states.size(); ++s) {
        const bool leads = std::ranges::any_of(procedure_.states[s].clauses,
                                               [&](const Clause& clause) { return clause.target == to; });
        if (!leads || seen[s]) continue;
        seen[s] = true;
        if (local_state(s))
          queue.push_back(s);
        else
          origins[s] = true;
      }
    }
    return origins;
  }

  /// « états finaux » of a local text names its own states: a national one would end there for everybody.
  void final_states(const Part& part) {
    for (const auto child : part.node) {
      if (!child.is(NodeKind::final_states)) continue;
      for (const auto name : child)
        if (const auto s = draft_.state(name.text(), c_.departement(part.module));
            s != no_id && !local_state(s))
          refuse(name.range(), "faire finir la procédure dans l'état " + named(s), s,
                 "ne nommez que des états que ce texte déclare");
    }
  }

  void of_clause(const Clause& clause, StateId s) {
    const auto at = range_of(c_, clause.rule);
    if (!local_state(s)) {
      if (past_sanction_[s])
        return refuse(at, "quitter l'état " + named(s) + ", d'une sanction ou de sa suite", s,
                      "dites ce qu'il y a à faire, sans « aller à » : ce qui suit une sanction est à la loi");
      if (clause.kind == ClauseKind::at_end)
        return refuse(at, "faire sortir de l'état " + named(s) + " par le temps", s,
                      "gardez « à faire … » et laissez l'acte changer l'état");
    }
    back_to(clause.target, s, at);
  }

  /// A state of sanction is said elsewhere to be entered by its act alone.
  void back_to(StateId target, StateId s, SourceRange at) {
    if (local_state(target) || procedure_.states[target].sanction) return;
    States origins(procedure_.states.size());
    if (local_state(s))
      origins = origins_of(s);
    else
      origins[s] = true;
    if (led_to(origins)[target] && !past_sanction_[target]) return;
    if (led_to(origins)[target] && procedure_.states[target].final) return;
    refuse(at, "mener à l'état " + named(target) + " d'où le texte national n'y mène pas", target,
           "revenez à un état où le texte national mène, ou à un état que ce texte déclare");
  }

  void from_anywhere(const Clause& clause) {
    const auto& states = procedure_.states;
    const auto sanction = std::ranges::find_if(states, &State::sanction);
    if (sanction == states.end()) return;
    refuse(range_of(c_, clause.rule), "quitter tout état, ceux d'une sanction compris",
           static_cast<StateId>(sanction - states.begin()),
           "écrivez cette clause dans chaque état d'avant la sanction : « complète état … »");
  }

  void of_seam(const DraftSeam& seam) {
    const auto at = seam.part.node.range();
    if (!local_state(seam.from))
      return refuse(at, "faire passer à un jour dit les dossiers qui sont dans " + named(seam.from),
                    seam.from, "ne déplacez que les instances d'un état que ce texte déclare");
    back_to(seam.to, seam.from, at);
  }

  void refuse(SourceRange at, std::string what, StateId protects, const char* mend) {
    const auto rule = procedure_.states[protects].rule;
    c_.diagnostics.report(Code::not_left_open, at, {std::move(what), article_of(c_, rule)})
        .suggesting(Phrase(mend))
        .also(range_of(c_, rule), Phrase("le texte national est ici", "the national text is here"));
  }

  Checking& c_;
  const Procedure& procedure_;
  const DraftProcedure& draft_;
  std::uint16_t index_;
  States past_sanction_;
};

}  // namespace

void check_local_passages(Checking& checking, std::uint16_t procedure) {
  PassageCheck(checking, procedure).look();
}

}  // namespace filrouge::dsl
