#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/replay/interpreter.hpp"

namespace filrouge {

/// One run of a délai, from the day its state was entered until it was kept, lifted, over, or left.
struct DelaiRun {
  enum class Life : std::uint8_t {
    pending,  ///< its start is not known yet
    running,
    kept,     ///< the act it asked for came
    lifted,   ///< waived
    elapsed,  ///< its end passed and its sequel was run
    left      ///< the state was left otherwise
  };
  std::uint16_t delai = no_id;
  std::uint32_t instance = none_id;
  Life life = Life::pending;
  std::uint32_t visit = 0;  ///< visit of the state it belongs to
  Date opened;
  std::uint32_t opening_event = none_id;
  Derivation dates;  ///< start, length, end and how they were found
  bool unknown_length = false;
  Symbol missing = 0;  ///< the fact the start or the length waits for
  Date settled;        ///< kept, lifted or left on that day
  std::uint32_t settling_event = none_id;
  bool settled_day_unknown = false;
  Date paused_since;
  std::int32_t paused_days = 0, paused_months = 0;  ///< of the pauses that are over
  bool pause_spent = false;        ///< the pauses have lasted their maximum: the clock runs again
  Value postponed;                 ///< by how long it was put off on request
  bool uncertain_machine = false;  ///< its instance was uncertain when it ended
  bool overdue_sequel_done = false;
  bool was_overdue = false;             ///< and it was found late then
  std::uint32_t next = none_id;         ///< next run of the same instance
  std::vector<std::uint32_t> contacts;  ///< of a rhythm: the acts that keep it
};

/// Something said once and kept: an action while its visit lasts, an irregularity for good.
struct Said {
  Nature nature = Nature::action;
  const Action* action = nullptr;
  const Requirement* requirement = nullptr;
  RuleId rule = none_id;
  std::uint32_t instance = none_id;
  std::uint32_t visit = none_id;  ///< none_id: stays
  Severity severity = Severity::info;
  Date on;
  std::uint32_t event = none_id;
  const std::string* label = nullptr;
  Symbol detail = 0;
  std::uint32_t first_fact = 0, fact_count = 0, first_missing = 0, missing_count = 0;
  std::uint32_t derivation = none_id;
  Symbol delay_of = 0;
  ExprId condition = none_id;
  bool premature = false;  ///< an act within a time that belongs to the person
};

/// The state machines of one dossier on their way to the day asked.
class Machines : public MachineView {
 public:
  Machines(const Plan& plan, SeenJournal& seen);

  void run(Evaluation& out);
  Interpreter& interpreter() { return interpreter_; }

  Value delai_end(std::uint32_t instance, std::uint16_t delai) const override;
  Truth delai_is(std::uint32_t instance, std::uint16_t delai, DelaiState state, Date day) const override;
  Truth delai_over(std::uint32_t instance, std::uint16_t delai, Date day) const override;
  Truth linked_in_state(std::uint32_t instance, std::uint16_t procedure, StateId state) const override;
  bool belongs(std::uint32_t instance, std::uint32_t event) const override;
  bool doubtful(std::uint32_t instance, std::uint32_t event) const override;

 private:
  friend class Reporter;

  /// What an instance carries beside what the Evaluation shows.
  struct Life {
    std::uint32_t visit = 0;     ///< counts passages
    bool guard_unknown = false;  ///< a guard could not be told since the last passage
    std::uint32_t first_run = none_id, last_run = none_id;
    std::uint32_t opened_by = none_id;  ///< instance that opened it (linked)
    bool alive = false;
    bool stirred = true;  ///< something happened that its délais and conditions may depend on
    Date wake;            ///< next day on which it can move by itself
  };
  struct Opening {
    std::uint16_t procedure;
    std::int16_t person;
    Date from{}, to{};  ///< to: first day it no longer holds; unknown = open
    std::uint16_t repeat = 1;
    bool unknown = false;  ///< on the day asked (or the last day it held) the predicate is unknown
    Date doubtful_from{};  ///< since when, if it once was known
    bool opened = false, closed = false;
    std::uint32_t instance = none_id;
  };

  const Plan& plan_;
  SeenJournal& seen_;
  mutable Interpreter interpreter_;
  Evaluation* out_ = nullptr;

  std::vector<Life> lives_;  ///< beside out_->instances
  std::vector<DelaiRun> runs_;
  std::size_t run_count_ = 0;  ///< runs_ keeps its buffers from one dossier to the next
  std::vector<Said> said_;
  std::vector<Opening> openings_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> delivered_;  ///< event rank, instance
  std::vector<std::uint32_t> offered_, accepting_;
  std::vector<bool> ambiguous_;  ///< by event rank: it may be of either spouse
  std::vector<std::pair<std::uint32_t, std::uint16_t>>
      ambiguous_for_;                 ///< event, and the procédure of which two instances could take it
  std::vector<Date> coverage_turns_;  ///< days still to come on which a source begins or ceases to vouch
  std::vector<bool> unrouted_;  ///< by event rank: refers to nothing known, so it is no fact of any instance
  std::vector<bool> module_applies_;  ///< by module: a local one applies to the dossiers of its département
  std::vector<Date> boundaries_;
  std::vector<std::pair<Date, std::uint16_t>> seams_left_;
  std::vector<std::pair<std::uint32_t, std::pair<std::uint32_t, const Clause*>>> fired_conditions_;
  std::uint32_t passages_left_ = 0;
  std::vector<std::uint32_t> triggers_;  ///< ranks that opened an instance, to know duplicates

  // --- the walk (machines.cpp) ---
  void prepare_openings();
  Date next_wake() const;
  void day(Date day, std::size_t& next_event);
  void open_standing(Opening& opening, Date day);
  void close(Opening& opening);
  void pass_seams(std::uint16_t procedure, Date day);
  void fire_due(std::uint32_t instance, Date day);
  void conditions(std::uint32_t instance, Date day, std::uint32_t event);
  void refresh(std::uint32_t instance, Date day);

  // --- instances (instances.cpp) ---
  std::uint32_t open(std::uint16_t procedure, std::int16_t person, Date day, Date governing,
                     std::uint32_t trigger, std::uint16_t repeat, std::uint32_t by);
  void enter(std::uint32_t instance, StateId state, Date on, std::uint32_t event, RuleId rule);
  bool in_force(RuleId rule, Date governing) const;
  /// Is the machine in doubt on that day: a guard, or its predicate, is unknown.
  bool in_doubt(std::uint32_t instance, Date day) const;
  Truth predicate(std::uint32_t instance, Date day) const;
  Place place(std::uint32_t instance, Date day, std::uint32_t current = none_id) const;
  void fire(std::uint32_t instance, const Clause& clause, Date on, std::uint32_t event);
  /// Tries a group of clauses; true when one fired or the instance became uncertain.
  bool try_clauses(std::uint32_t instance, std::span<const PlannedClause> clauses, Date day, Date on,
                   std::uint32_t event);
  void act(std::uint32_t instance, const Action& action, Date on, std::uint32_t event, bool concludes);
  void require(std::uint32_t instance, const Requirement& requirement, Date on, std::uint32_t event);
  void doubt(std::uint32_t instance, Date day, RuleId rule, ExprId condition, std::uint32_t event);
  Said& say(Nature nature, RuleId rule, std::uint32_t instance, Date on, std::uint32_t event);
  void keep_collected(Said& said);

  // --- routing (routing.cpp) ---
  void route(std::uint32_t event);
  bool open_instances(std::uint32_t event);
  void offer(std::uint32_t event, bool& unknown_reference);
  Truth accepts(std::uint32_t instance, std::uint32_t event, bool& only_final_from_any);
  void deliver(std::uint32_t instance, std::uint32_t event);
  bool has_key(std::uint32_t instance, Symbol target) const;
  void unexpected(std::uint32_t event);
  bool mentions(std::uint16_t index, std::uint32_t event);
  bool same_act(std::uint32_t a, std::uint32_t b) const;
  bool matches_any(const std::vector<PatternId>& patterns, std::uint32_t event, const Place& place,
                   Truth wanted);

  // --- délais (delais.cpp) ---
  void start_runs(std::uint32_t instance, Date on, std::uint32_t event);
  void start_run(std::uint32_t instance, std::uint16_t delai, Date on, std::uint32_t event);
  void compute(DelaiRun& run, Date day);
  void compute_end(DelaiRun& run, const Delai& delai, const Place& place, bool start_frozen);
  void push_by_pauses(DelaiRun& run, const Delai& delai, const Place& place);
  void renew(DelaiRun& run, Date day);
  void leave_runs(std::uint32_t instance, Date on, std::uint32_t event);
  /// A final state, or the end of the instance: nothing runs any more.
  void end_runs(std::uint32_t instance, Date on, std::uint32_t event);
  void settle_by(std::uint32_t instance, std::uint32_t event);
  void judge_forbidden(std::uint32_t instance, std::uint32_t event);
  bool fires(const DelaiRun& run) const;
  void pause(std::uint32_t instance, Date on, bool entering, StateId state);
  Date pause_limit(const DelaiRun& run, const Pause& rule, const Place& here);
  void end_pause(DelaiRun& run, const Pause& rule, const Place& here);
  const DelaiRun* last_run(std::uint32_t instance, std::uint16_t delai) const;
  const Delai& delai_of(const DelaiRun& run) const;
  Statut deadline_status(const DelaiRun& run, Date day) const;
  Calendar dossier_calendar() const;
};

}  // namespace filrouge
