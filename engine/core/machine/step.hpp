#pragma once

#include <span>
#include <unordered_map>

#include "engine/core/machine/reading.hpp"

namespace filrouge {

/// What may move the machines: a day that begins, what turns on that day (attributes, seams, sources), an
/// act, the day's end.
struct Stimulus {
  enum class Kind : std::uint8_t { day_begins, turn, act, day_ends } kind = Kind::day_begins;
  Date day;
  std::uint32_t event = none_id;  ///< act: journal rank
};

/// One step of the machines of a dossier: what a stimulus makes of a configuration, and what it leaves in the
/// log. The same configuration and the same stimulus give the same configuration and the same effects.
class Step {
 public:
  Step(const Program& program, const SeenJournal& seen, Reading& reading)
      : program_(program), seen_(seen), reading_(reading) {}

  /// The configuration before the first day: the stays that will open « pour chaque » procédures are known
  /// from it.
  void begin(Configuration& configuration, Effects& effects);
  void take(const Stimulus& stimulus);

 private:
  // --- step.cpp ---
  void prepare_openings();
  void day_begins();
  void turn();
  void day_ends();
  // --- disorder.cpp ---
  void judge_again_in_disorder();
  bool stands_in_any_order(const Accused& accused);
  void settle_down(std::uint32_t instance);
  /// It moved.
  void stir(std::uint32_t instance);
  /// … or its dates may no longer be what they were.
  void wake_up(std::uint32_t instance, EventTypeId by);
  /// What it looks at in its state, does it look for such an act? `beyond`: even one that is not its own.
  bool heeds(std::uint32_t instance, EventTypeId type) const;
  bool heeds_beyond(std::uint32_t instance, EventTypeId type) const;
  /// Those that would find the act at hand.
  void wake_who_looks_for(std::uint32_t event);
  /// Those that look among the affaires of the acts delivered since that delivery. Tells whether one of those
  /// acts came before the act at hand.
  bool stir_who_looks_beside(std::size_t delivered, std::uint32_t event);
  /// It may move.
  void look_at(std::uint32_t instance);
  void act(std::uint32_t event);
  /// Whatever may have moved an instance: its dates are found again, and its conditions judged.
  /// `heeded`: the type of the act at hand, which alone can have changed the dates of who did not move.
  bool judge_stirred(EventTypeId heeded = no_id);
  void open_standing(std::uint32_t opening);
  void close(Opening& opening);
  void end_life(std::uint32_t instance, Date on);
  void change_departement();
  void pass_seams(std::uint16_t procedure);
  void wake(Date day, Wake::What what, std::uint32_t index);
  /// What is spent from now on is for that instance.
  void charge_to(std::uint32_t instance) {
    interpreter().budget().charge_to(program_.account(c_->instances[instance].procedure));
  }

  // --- unchanged.cpp ---
  FoundAt found_now(std::uint32_t instance, Date turn) const;
  bool stays(const FoundAt& found, std::uint32_t instance) const;
  bool answers_stand(std::uint32_t instance);
  /// `heeded`: types of acts, of those it rests on.
  bool nothing_heeded_since(std::uint32_t horizon, const std::vector<bool>& heeded, std::size_t first) const;
  bool conditions_stay(const FoundAt& found, std::uint32_t instance);
  /// Are its dates still what they were last found to be?
  bool dates_stay(const Clock& clock) const;
  /// Its dates, as of the day being walked.
  void find(std::uint32_t clock);
  /// Does an act of that type change the dates of one of its délais, or what they rest on?
  bool dates_heed(std::uint32_t instance, EventTypeId type) const;
  void find_again(std::uint32_t clock);
  /// Asserted of one that stays.
  bool is_found_the_same(std::uint32_t clock);
  /// `heeded`: only what looks for acts of that type.
  void refresh(std::uint32_t instance, EventTypeId heeded = no_id);
  bool stands(const Clock& clock) const;
  /// As fire_condition, unless nothing it rests on has changed since none fired.
  bool judge(std::uint32_t instance);
  /// Asserted of one of which all that it asked is worth what it was.
  bool stays_as_it_is(std::uint32_t instance);
  /// Asserted of one whose conditions stay.
  bool would_fire(std::uint32_t instance);
  /// Asserted of one whose conditions stay.
  bool stands_the_same(std::uint32_t instance);

  // --- since.cpp ---
  /// What stands of an instance at the end of a day, and since when.
  void keep_since(std::uint32_t instance);
  /// What its « tant que » are worth, and whether the facts asked for are known.
  void keep_conditions_since(std::uint32_t instance);
  /// In Configuration::while_true: what is kept of a condition in this visit; none_id: nothing yet.
  std::uint32_t stood(std::uint32_t instance, std::uint32_t transition) const;
  void stands_as(std::uint32_t instance, std::uint32_t transition, Truth worth);
  /// `turns`: on which days its reminders come.
  void keep_clock_since(Clock& clock, NextDay& turns);
  /// Will it be said of it that it is late?
  bool may_be_late(const Clock& clock) const;

  // --- lives.cpp ---
  /// As the instance that would open reads it on that day; unknown, or not exact: that day itself.
  Date governing_day(std::uint16_t procedure, std::int16_t person, Date begun, std::uint32_t trigger,
                     Date day);
  std::uint32_t open(std::uint16_t procedure, std::int16_t person, Date day, Date governing,
                     std::uint32_t trigger, std::uint16_t repeat, std::uint32_t by);
  void enter(std::uint32_t instance, StateId state, Date on, std::uint32_t event, RuleId rule);
  void await_seam(Date on, std::uint16_t procedure);
  /// In Configuration::living, where the state it was in no longer is its own.
  void keep_living(std::uint32_t instance, StateId from);
  /// A passage more between two stimuli, for the instance and those it opened: false when there were too
  /// many.
  bool may_pass(std::uint32_t instance);
  /// Stops an instance that has made the last passage allowed: alone, and said.
  void stop_when_turning(std::uint32_t instance);
  void fire(std::uint32_t instance, const Transition& clause, Date on, std::uint32_t event);
  /// Tries a group of clauses; true when one fired or the instance became uncertain.
  bool try_clauses(std::uint32_t instance, ClauseRange clauses, Date on, std::uint32_t event);
  bool fire_condition(std::uint32_t instance);
  void carry_out(std::uint32_t instance, std::uint32_t action, Date on, std::uint32_t event, bool concludes);
  void require(std::uint32_t instance, std::uint32_t requirement, Date on, std::uint32_t event);
  void doubt(std::uint32_t instance, Date day, RuleId rule, ExprId condition, std::uint32_t event);
  Said& say(Nature nature, RuleId rule, std::uint32_t instance, Date on, std::uint32_t event);
  void keep_collected(Said& said);
  std::uint32_t last_said() const { return static_cast<std::uint32_t>(effects_->said.size() - 1); }
  void keep_missing(Said& said);
  void rests_on(Said& said, std::vector<std::uint32_t> acts);
  Said& say_ambiguous(std::uint32_t event, RuleId rule, Doubt doubt);
  /// Tells whether it was.
  bool doubt_the_letter(std::uint32_t event);
  /// The latest of the facts collected: what a condition rests on.
  std::uint32_t latest_fact();

  // --- citations.cpp ---
  /// Finds what an act cites: cited_.
  void read_citations(std::uint32_t event);
  /// The acts that a key of an act names.
  template <class Visit>
  void for_each_named(const JournalReference& reference, std::uint32_t event, Visit&& visit);
  /// Is it of no other affaire than the one it opens?
  bool own_thread(std::uint32_t act) const;
  /// What cites that act is of its affaires.
  void belong_with(std::uint32_t act, bool surely);
  /// The procédures that an act, and those it cites in turn, could have opened: a bit each.
  std::span<const std::uint64_t> openable_by(std::uint32_t act);
  void enter_reach(std::uint32_t node);
  std::size_t procedure_words() const { return program_.procedures.size() / 64 + 1; }
  /// An act that gives a key, and the others, in order, that open affaires of its kind under the same number.
  struct Giver {
    std::uint32_t act = none_id;
    std::vector<std::uint32_t> others = {};
    std::uint32_t shared = none_id;  ///< of a key that nobody gives: its place in Reach::of
  };
  /// All that what a reference names depends on.
  struct Asked {
    Symbol key = 0, source = 0;
    LabelId label = no_id;
    std::int16_t person = -1;

    friend bool operator==(const Asked&, const Asked&) = default;
    struct Hash {
      std::size_t operator()(const Asked& asked) const {
        const auto low = (static_cast<std::uint64_t>(asked.key) << 32) | asked.source;
        const auto high =
            (static_cast<std::uint64_t>(asked.label) << 16) | static_cast<std::uint16_t>(asked.person);
        return static_cast<std::size_t>(low * 0x9E3779B97F4A7C15u + high);
      }
    };
  };
  Asked asked(const JournalReference& reference, std::uint32_t event) const;
  Giver& giver_of(const JournalReference& reference, std::uint32_t event);
  /// Is that key of an act its own, which others cite?
  bool gives(std::uint32_t event, const JournalReference& reference);
  std::uint32_t first_told(std::uint32_t event) const;
  template <class Visit>
  void for_each_bearer(const JournalReference& reference, std::uint32_t event, Visit&& visit);
  template <class Visit>
  void for_each_of_one_number(Symbol key, const Giver& giver, std::uint32_t event, Visit&& visit);
  bool bears_its_own_number(std::uint32_t event);
  /// Is it kept from that instance by what it cites?
  bool excludes(std::uint32_t instance) const;
  /// The acts taken before that cite this one are of its instance too.
  void follow_to(std::uint32_t event, std::uint32_t instance, bool perhaps);

  // --- belonging.cpp ---
  void attach(std::uint32_t event, std::uint32_t instance, bool perhaps = false);
  /// Gives an act to the instances, one a procédure, that expect it without its naming them.
  void attach_by_expectation(std::uint32_t event);
  bool looks_for(const PatternsByType& patterns, std::uint32_t instance, std::uint32_t event);

  // --- routing.cpp ---
  void route(std::uint32_t event);
  void doubt_what_it_may_keep(std::uint32_t event);
  bool open_instances(std::uint32_t event);
  std::uint32_t opened_twice(std::uint16_t procedure, std::uint32_t event);
  bool stopped_for(std::uint16_t procedure, std::int16_t person) const;
  bool concerned(std::uint32_t instance, std::uint32_t event) const;
  Truth accepts(std::uint32_t instance, std::uint32_t event, bool& only_final_from_any);
  void deliver(std::uint32_t instance, std::uint32_t event);
  void unexpected(std::uint32_t event, bool on_what_is_over);
  bool mentions(std::uint16_t procedure, std::uint32_t event);
  bool is_adverse(std::uint32_t event);
  bool cites_only_what_is_over(std::uint32_t event);
  bool same_act(std::uint32_t a, std::uint32_t b) const;
  Truth match_of_any(const std::vector<PatternId>& patterns, std::uint32_t event, const Place& place);

  // --- clocks.cpp ---
  void start_clocks(std::uint32_t instance, Date on, std::uint32_t event);
  /// `restarted`: the day of that act, when it interrupts a run and begins this one.
  std::uint32_t start_clock(std::uint32_t instance, std::uint16_t delai, Date on, std::uint32_t event,
                            Date restarted = {});
  void keep_in_advance(std::uint32_t clock);
  void keep_by(std::uint32_t clock, Date day, std::uint32_t event);
  void may_be_kept_by(std::uint32_t clock, std::uint32_t event);
  void may_be_kept_that_day(std::uint32_t clock);
  void compute(std::uint32_t clock, Date day);
  void compute(std::uint32_t clock, Date day, std::uint32_t horizon);
  /// The same without the act at hand, which may end it.
  void look_last(std::uint32_t clock, Date on);
  void compute_end(std::uint32_t clock, const Place& place, bool start_frozen);
  void renew(std::uint32_t clock);
  Symbol would_tell(const Value& value);
  /// Keeps the facts collected as those of a date of a clock, instead of what that list held.
  void rests_on_collected(std::uint32_t Clock::*list, std::uint32_t clock);
  /// The end, from the start and the length it has.
  void count_end(std::uint32_t clock);
  /// Keeps Life::first_end. Whatever stops a clock makes its end later.
  void may_end_first(const Clock& clock);
  bool fire_due();
  void fire(std::uint32_t clock, Date end);
  void settle(std::uint32_t clock, Clock::Life how, Date on, std::uint32_t event);
  /// The same with the dates it has.
  void close(std::uint32_t clock, Clock::Life how, Date on, std::uint32_t event);
  /// The clocks of the state that is left; all of them when nothing runs any more.
  /// What leaves its clocks: a state, the procédure, or the département whose text they are of.
  enum class Leaving : std::uint8_t { state, life, departement };
  void leave_clocks(std::uint32_t instance, Date on, std::uint32_t event, Leaving what);
  void settle_by(std::uint32_t instance, std::uint32_t event);
  void moved_by(std::uint32_t clock, std::uint32_t event);
  void judge_forbidden(std::uint32_t instance, std::uint32_t event);
  void pause_by_state(std::uint32_t instance, Date on, bool entering, StateId state);
  void begin_pause(std::uint32_t clock, std::uint16_t rule, Date on);
  void end_pause(std::uint32_t clock, std::uint16_t rule, Date on);
  PauseSpan* open_pause(std::uint32_t clock, std::uint16_t rule);

  bool standing(std::uint32_t instance) const { return reading_.standing(instance); }
  Interpreter& interpreter() { return reading_.interpreter(); }
  Place place(std::uint32_t instance, Date day, std::uint32_t current = none_id) const {
    return reading_.place(instance, day, current);
  }

  const Program& program_;
  const SeenJournal& seen_;
  Reading& reading_;
  Configuration* c_ = nullptr;
  Effects* effects_ = nullptr;
  bool act_at_hand_ = false;  ///< an act is being delivered, or moves an instance
  std::vector<Date> boundaries_;
  /// Of the act at hand: the instances it is of by what it cites, surely or perhaps; the procédures that the
  /// acts it cites, and those they cite in turn, could have opened.
  struct Citations {
    std::vector<std::uint32_t> surely, perhaps;
    std::vector<std::uint64_t> openable;  ///< a bit a procédure
    bool any = false, unknown_key = false;
    Symbol first_unknown = 0;
  };
  Citations cited_;
  std::unordered_map<Asked, Giver, Asked::Hash> givers_;  ///< found once a dossier
  /// What openable_by found of each act, once a dossier.
  struct Reach {
    struct Node {
      std::uint32_t number = 0;     ///< in the order they are entered; 0: not yet
      std::uint32_t set = none_id;  ///< in sets, once it is whole
    };
    struct Visit {
      std::uint32_t node = 0, lowest = 0;
      std::size_t first_named = 0;
    };
    std::vector<Node> of;  ///< by act, then keys that nobody gives
    std::vector<std::pair<JournalReference, std::uint32_t>>
        shared;  ///< such keys, each with an act that cites it
    std::vector<Visit> path;
    std::vector<std::uint32_t> open;   ///< entered, and of a circle that may grow
    std::vector<std::uint32_t> named;  ///< still to be entered, of each node of the path
    std::vector<std::uint64_t> gathered, sets;
    std::uint32_t entered = 0;

    void clear(std::size_t acts) {
      of.assign(acts, {});
      shared.clear();
      path.clear();
      open.clear();
      named.clear();
      gathered.clear();
      sets.clear();
      entered = 0;
    }
  };
  Reach reach_;
  struct ToAttach {
    std::uint32_t event;
    bool perhaps;
  };
  std::vector<ToAttach> to_attach_;
  /// An instance that could take the act at hand without being named, and how much it expects it.
  struct Expecting {
    std::uint16_t procedure = no_id;
    std::uint32_t instance = none_id;
    bool now = false;           ///< in its present state
    bool accepts = false;       ///< a clause or a délai takes it
    bool only_closing = false;  ///< a clause « depuis tout état » to a final state alone
  };
  std::vector<Expecting> expecting_;
  std::vector<std::uint32_t> to_deliver_, reading_it_, given_;
};

}  // namespace filrouge
