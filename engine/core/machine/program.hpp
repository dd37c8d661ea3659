#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/core/model/model.hpp"

/// The model compiled once into dense tables, so that a replay looks nothing up by name. Read only: one
/// program serves several threads. The model must outlive it.
namespace filrouge {

/// What the derived notification reads: events, as the vocabulary says which they are; fields, words and
/// attributes, by the names of letter_field.def.
struct LetterWords {
#define FILROUGE_LETTER_STEP(step, ...) EventTypeId step = no_id;
#include "engine/core/model/letter_step.def"
#undef FILROUGE_LETTER_STEP
#define FILROUGE_LETTER_FIELD(field, name) FieldId field = no_id;
#define FILROUGE_LETTER_WORD(word, name) Symbol word = 0;
#define FILROUGE_LETTER_ATTRIBUTE(attribute, name) AttributeId attribute = no_id;
#include "engine/core/model/letter_field.def"
  std::vector<Symbol> carried_as;  ///< [type]: the subject of the letter that carries such an act
};

/// What a procédure does on one type of event in one state: indices of clauses, in the order they are tried.
struct ClauseRange {
  std::uint32_t first = 0;
  std::uint16_t count = 0;
};

/// Patterns, by the type of act they are about.
using PatternsByType = std::vector<std::pair<EventTypeId, PatternId>>;

struct ProcedureProgram {
  std::vector<ClauseRange> on_event;  ///< [state * event types + type], own clauses then « depuis tout état
                                      ///< », those that only expect the act among them
  std::vector<ClauseRange> at_end;    ///< [state * délais + délai]
  std::vector<ClauseRange> on_condition;  ///< [state]
  std::vector<ClauseRange> on_entry;      ///< [state]
  std::vector<ClauseRange> while_true;    ///< [state]
  std::vector<bool> mentions;             ///< [type]: some clause or délai of some state is about it
  std::vector<bool> keeps;                ///< [type]: such an act may keep one of its délais
  std::vector<bool> reads;                ///< [type]: some expression of the procédure looks for it
  std::vector<bool> listens;  ///< [type]: such an act may change what its délais or conditions are worth
  std::vector<bool> heeds;    ///< [state * event types + type]: the same, of what it looks at in that state
  std::vector<bool> heeds_beyond;             ///< [the same]: even one that is no act of the instance
  PatternsByType looked_for;                  ///< by its expressions, among the acts of the instance
  std::vector<PatternsByType> looked_for_in;  ///< [state]: by those that count in that state
  std::vector<bool> delai_heeds;    ///< [délai * event types + type]: the same, of the dates of a délai
  std::vector<bool> dates_of_acts;  ///< [délai]: its dates rest on the acts it looks for, on the day, and on
                                    ///< the states of its instance and of those linked with it alone
  std::vector<bool> takes_up;  ///< [state]: it looks among acts of before, that its siblings may take up too
  std::vector<bool> asks_of_delais;  ///< [state]: its conditions, or its dates, rest on its délais
  std::vector<bool> takes;  ///< [state * event types + type]: a clause or a délai is about such an act
  bool pauses_on_condition = false;  ///< some délai is « suspendue pendant » that a condition holds
  bool dates_ask_of_machines =
      false;                    ///< the dates of some délai rest on another délai, or on a linked instance
  bool asks_of_others = false;  ///< some expression asks in what state a linked instance is
  std::uint32_t first_state = 0;  ///< rank of its first state among those of all procédures
  std::uint32_t order = 0;        ///< rank of its name among all that a finding may give as its procédure
};

/// A clause as the replay meets it.
struct Transition {
  const Clause* clause = nullptr;
  bool from_any = false;
  std::uint32_t first_action = 0, first_requirement = 0;  ///< in Program::actions and Program::requirements
};

class Program {
 public:
  explicit Program(const Model& model);

  const Model& model;
  LetterWords letters;
  Symbol notification = 0;   ///< what is asked for of a letter that may not have been notified
  Symbol leap_birthday = 0;  ///< what no text says of who is born on a 29 February
  Symbol territoire = 0;     ///< what is asked for of a dossier, where a value depends on it
  FieldId lasts = no_id;     ///< how long a measure does
  Symbol duration = 0,
         beginning = 0;  ///< what is asked for of a measure that does not say how long, or from when
  Symbol day_order = 0;  ///< what is asked for of two acts of one day that no source puts in order
  std::vector<ProcedureProgram> procedures;
  std::vector<std::vector<std::uint16_t>> opened_by;     ///< [type]: per-event procédures it may open
  std::vector<std::vector<std::uint16_t>> mentioned_by;  ///< [type]: procédures that mention it
  std::vector<std::vector<EventTypeId>> ended_by;        ///< [type]: those that end its measures
  /// A state of a procédure opened by acts, in which an act of some type may be expected without being named.
  struct Expecting {
    std::uint16_t procedure = no_id;
    StateId state = no_id;
    bool anywhere = false;  ///< because an expression of the procédure looks for such an act
  };
  std::vector<std::vector<Expecting>> expected_by;  ///< [type]: by procédure, those where it may be
  std::vector<std::vector<QueryId>> looked_for_by;  ///< [type]: queries
  std::vector<std::uint16_t> standing;  ///< procédures « pour chaque personne » or « pour chaque dossier »
  std::vector<bool> concerns_machines;  ///< [type]: some procédure opens on it, has a clause or délai about
                                        ///< it, or looks for it
  std::vector<std::vector<std::uint32_t>> controls_on;  ///< [type]: contrôles « chaque … »
  std::vector<RoleId> computed_roles;                   ///< those that depend on the dossier
  std::vector<std::uint32_t>
      order_as_procedure;  ///< [rule]: the same rank, of a rule that stands for a procédure (a contrôle)
  std::vector<std::uint32_t> rule_order;  ///< [rule]: rank of its code in alphabetical order
  std::vector<bool> moving;  ///< [expression]: ranges over what has occurred, or depends on a fact (latest,
                             ///< earliest, si … alors): never frozen
  std::vector<bool>
      of_words;  ///< [pattern]: words alone are asked of an act, the same on every day and wherever
  std::vector<bool> asked_again;  ///< [query]: it rests on the day, on its instance and on acts alone
  std::vector<bool> rising;       ///< [expression]: a date it gives rests on the day of evaluation alone, and
                                  ///< never comes back as that day advances
  std::vector<bool> names_an_end;  ///< [expression]: the end of a délai, which a renewal moves

  std::vector<const Action*> actions;  ///< every action of every clause
  std::vector<const Requirement*> requirements;

  std::span<const Transition> clauses(ClauseRange range) const {
    return {transitions_.data() + range.first, range.count};
  }
  const Transition& transition(std::uint32_t index) const { return transitions_[index]; }
  const Delai& delai(std::uint16_t procedure, std::uint16_t index) const {
    return model.procedures[procedure].delais[index];
  }
  /// May its start move once it is found? What is counted backwards from an end follows it.
  bool start_moves(const Delai& delai) const {
    return delai.point != none_id && (moving[delai.point] || (delai.backwards && names_an_end[delai.point]));
  }
  /// How many states the procédures have.
  std::size_t state_count() const { return state_count_; }
  /// What the evaluation of a dossier is spent on: each procédure, each contrôle.
  std::size_t accounts() const { return model.procedures.size() + model.controls.size() + 1; }
  static std::size_t account(std::uint16_t procedure) { return std::size_t{1} + procedure; }
  std::size_t control_account(std::uint32_t control) const { return 1 + model.procedures.size() + control; }
  /// The rule of that account; none_id: what is of none in particular.
  RuleId rule_of_account(std::size_t account) const;
  const RuleInfo& rule(RuleId id) const { return model.rules[id]; }
  /// A local module applies to the dossiers of its département.
  bool applies(const Module& module, std::string_view departement) const {
    return module.departement.empty() || module.departement == departement;
  }
  bool in_force(RuleId id, Date governing) const {
    const auto& info = rule(id);
    return (!info.in_force_from.known() || info.in_force_from <= governing) &&
           (!info.in_force_to.known() || governing <= info.in_force_to);
  }
  /// Does a rule conclude: verified, or an internal target (which concludes nothing against the person
  /// anyway)?
  bool concludes(RuleId id) const { return rule(id).verified || rule(id).internal_target; }

 private:
  std::size_t state_count_ = 0;
  std::vector<Transition> transitions_;
  std::unordered_map<const Clause*, Transition> registered_;

  bool rises(const Expr& expr) const;
  template <class Filter>
  ClauseRange select(const Procedure& procedure, const State& state, Filter&& filter);
  Transition registered(const Clause& clause, bool from_any);
  void lower_clauses(std::uint16_t index);
  void lower_heeds(std::uint16_t index);
  void find_expecting(EventTypeId type);
  PatternsByType by_type(std::vector<PatternId> patterns) const;
  void find_letters();
};

}  // namespace filrouge
