#pragma once

#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/reading.hpp"

namespace filrouge {

/// Turns machines that have reached the day asked into findings, in the contract's order.
class Reporter {
 public:
  Reporter(const Program& program, const SeenJournal& seen, Reading& reading)
      : program_(program), seen_(seen), reading_(reading) {}

  void report(Evaluation& out);

 private:
  CompactFinding& add(Nature nature, RuleId rule, std::uint32_t instance);
  /// … said from that day on, or from the day it could be if that is later.
  CompactFinding& add(Nature nature, RuleId rule, std::uint32_t instance, Date since);
  void instance(std::uint32_t index);
  void clock(const Clock& clock);
  void deadline(const Clock& clock);
  void waiting(const Clock& clock);
  void term(const Clock& clock);
  void bound_of_measure(const Clock& clock);
  void rhythm(const Clock& clock);
  void rolling(const Clock& clock);
  void ordinals(const Clock& clock);
  void occurrence(const Clock& clock, Date due, Date since, Statut statut, Date settled_by,
                  std::uint32_t kept_by = none_id);
  bool reminded(const Clock& clock, NextDay& next);
  void reminders(const Clock& clock, Statut statut);
  /// `since`: the day from which what it asks for is said.
  void sequel(const Clock& clock, const std::vector<Action>& actions, Date on, Date since, bool now);
  void what_was_said();
  void one_said(const Said& said);
  bool lacks_a_fact(const Action& action, const Place& place);
  Date asked_since(const Said& said) const;
  void while_true(std::uint32_t index);
  void awaited_conditions(std::uint32_t index);
  Date worth_since(std::uint32_t index, std::uint32_t clause, Truth worth) const;
  void describe(CompactFinding& finding, const Clock& clock);
  void describe(CompactFinding& finding, const Action& action);
  void facts(CompactFinding& finding, std::uint32_t event);
  void missing(CompactFinding& finding, Symbol fact);
  void collected(CompactFinding& finding);
  void bounds(CompactFinding& finding, const Action& action, const Place& place);
  void controls();
  Value kind_of(std::uint32_t event, FieldId field);
  bool control(std::uint32_t index, std::uint32_t event, bool asked);
  void orphans();
  void persons_of_no_known_role();
  void somebody();
  void who_acts();
  RoleId held_by(RoleId role, const Place& place);
  void doubts_of_openings();
  void versions_turn();
  void lines_move();
  /// The next day on which what is read meanwhile may turn.
  template <class Read>
  NextDay turns_of(Read&& read) {
    auto& next = interpreter().next();
    const auto before = next.day();
    next.restart(seen_.asked());
    read();
    const auto turns = next;
    next.consider(before);
    return turns;
  }
  /// Each line said meanwhile announces what is read while saying it.
  template <class Say>
  void announcing(Say&& say) {
    const auto first = out_->findings.size();
    const auto turns = turns_of(say);
    for (auto i = first; i < out_->findings.size(); ++i) may_change(out_->findings[i], turns);
  }
  /// The lines said since the one at `first` say one thing, which that one leads.
  void one_thing(std::size_t first);
  /// Announces that it may change on that day, if not before.
  void may_change(CompactFinding& finding, NextDay next);
  void order();
  void assert_told() const;
  Interpreter& interpreter() { return reading_.interpreter(); }
  /// What its dates rest on; `settled`: with the act that settled it.
  void facts(CompactFinding& finding, const Clock& clock, bool settled);
  /// The facts of a finding, in their order, each once.
  void facts(CompactFinding& finding, std::vector<std::uint32_t>& acts);
  void lacks(CompactFinding& finding);
  void lacks_to_be_kept(CompactFinding& finding, const Clock& clock, Date hi);
  /// How the end of a clock was found, as of the day asked.
  std::uint32_t derivation(const Clock& clock);

  const Program& program_;
  const SeenJournal& seen_;
  Reading& reading_;
  Evaluation* out_ = nullptr;
  Cause cause_;                                               ///< of what is being said
  Date since_;                                                ///< from which day, at the earliest
  std::vector<Date> certain_since_;                           ///< by instance: the end of its last doubt
  std::vector<std::uint32_t> last_passage_, passage_before_;  ///< of an instance; of the same instance
  std::vector<std::uint32_t> by_rule_, numbers_;
  std::vector<std::uint32_t> acts_, perhaps_;
  std::vector<Value> values_;       ///< of the field that makes the acts of a contrôle alike
  std::vector<std::string> kinds_;  ///< texts of that field, folded
  struct Holder {
    RoleId of;
    std::uint32_t instance;
    std::int16_t person;
    RoleId held_by;
    Date turns;
  };
  std::vector<Holder> holders_;  ///< of the roles that depend on the dossier, as found on the day asked
  std::vector<NextDay> moves_;   ///< by instance: the next day its machine may move
  NextDay versions_;      ///< the next day on which the day asked may choose other versions of the rules
  NextDay control_turn_;  ///< of the act at hand: the next day on which another contrôle may speak of it
  std::uint32_t asked_at_ = 0;  ///< in findings: what the contrôles ask of the act at hand
  NextDay next_;
};

}  // namespace filrouge
