#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/calendar/notification.hpp"
#include "tests/oracle/kinds.hpp"
#include "tests/oracle/oracle.hpp"

/// The inside of the slow evaluator: everything it knows of one dossier while it walks the days.
namespace filrouge::oracle {

/// An event after the corrections, seen or not.
struct Event {
  EventTypeId type = no_id;
  int person = -1;
  bool person_unknown = false;
  bool ambiguous =
      false;  ///< of a person nobody names, in a couple: reaches nothing, and is doubtful for everyone
  Date on, known, planned, from, to;
  Symbol id = 0, reference = 0, origin = 0, source = 0;
  std::uint32_t rank = 0;
  std::vector<JournalReference> references;  ///< what it cites
  std::vector<JournalReference> of_no_act;   ///< under a label of things that are no acts
  std::map<FieldId, Value> fields;
};

using Names = std::set<std::string>;
using Facts = std::set<std::size_t>;  ///< acts, by their rank in order

/// A value, and when it is unknown, the facts that would make it known.
struct Result {
  Value value = {};
  Names missing = {};
  bool absent = false;  ///< unknown only because the event it speaks of did not happen
  Facts facts = {};     ///< the acts it rests on, or that leave it unknown
};

struct Stay {
  StateId state;
  Date from, to;                 ///< to: the day it was left; unknown while it lasts
  const Event* cause = nullptr;  ///< none: the end of a délai, a seam, a condition that rests on no act
  std::size_t seen = 0;          ///< how many acts were taken before it
};

/// The least and the greatest end of a run.
/// A time of a day; 24 × 60 minutes stand for the whole of it.
struct Instant {
  Date day;
  int minute = 24 * 60;

  friend auto operator<=>(const Instant&, const Instant&) = default;
};

struct Ends {
  Instant until, until_latest;  ///< of a délai in hours
  bool known = false;
  bool stopped = false;  ///< by a pause, that day
  Date start, start_latest, lo, hi;
  Names missing;

  bool no_latest() const { return known && lo != hi && hi >= last_day(); }
  bool one_sided() const { return no_latest() || (known && lo != hi && lo <= first_day()); }
};

struct Run {
  enum class Phase { running, kept, lifted, over, left };
  std::uint16_t delai = 0;
  std::uint32_t visit = 0;
  Phase phase = Phase::running;
  Date opened;
  const Event* cause = nullptr;
  bool interrupting = false;  ///< that act interrupted another run: this one counts from it at the soonest
  std::size_t opened_seen = 0, settled_seen = 0;  ///< how many acts were seen then
  bool frozen = false;
  Result start;                      ///< of the point, once looked for
  const Event* start_act = nullptr;  ///< of a délai in hours: the act it counts from
  Facts moved_by;                    ///< renewals and postponements
  Result length;  ///< the last known value of the length (or of « until »): a later fact may change it
  Truth put_off = Truth::no;  ///< is it put off (« reportée à »), and to when
  Result put_off_to;
  std::optional<Value> restarted;  ///< by a renewal
  std::uint16_t renewals = 0;
  std::vector<Value> postponed;
  std::map<std::size_t, std::set<Date>> paused_days;  ///< by a condition: of which pause, which days
  std::vector<const Event*> contacts;
  std::optional<Ends> settled_ends;  ///< as they were when it was settled: nothing moves them any more
  Date settled;                      ///< kept (the day the act counts from), lifted, over or left
  Date ended;                        ///< the day that happened: its dates are those of that day
  Value counted;                     ///< of one kept by an act that counts from another day: that day
  const Event* settled_by = nullptr;
  bool was_overdue = false;
  std::vector<const Event*> doubtful;  ///< the acts that may have kept it
  bool machine_was_uncertain = false;
  bool end_done = false;  ///< what happens at its end was done
  bool as_soon = false;   ///< due as soon as possible, and no service aims at a day
};

struct Life {
  std::uint16_t procedure = 0;
  int person = -1;
  const Event* trigger = nullptr;
  int repeat = 1;
  Date begun, governing, closed, entered;
  StateId state = 0;
  bool alive = true;
  bool predicate_unknown = false, guard_unknown = false;
  Date predicate_unknown_since;
  std::uint32_t visit = 0;
  Life* opened_by = nullptr;
  int passages = 0;      ///< since the last act taken or day begun, its own and those of the lives it opened
  bool stopped = false;  ///< it turned in a circle
  bool circle_told = false;  ///< of the first of those that opened one another
  std::deque<Run> runs;
  std::vector<Stay> stays;
  std::vector<const Event*> given, perhaps;  ///< acts, without naming it, for it surely, or perhaps
  std::set<std::pair<std::uint32_t, const Clause*>> fired_conditions;

  bool uncertain() const { return predicate_unknown || guard_unknown || stopped; }
};

/// Something said once: it holds while the visit lasts, or for good.
struct Said {
  PlainFinding finding;
  const Life* life = nullptr;
  RuleId rule = none_id;
  bool left_behind = false;  ///< by a local text whose département the dossier left
  std::optional<std::uint32_t> visit;
  Symbol delay_of = 0;  ///< who holds these roles is asked on the day asked
  RoleId role = no_id, second_role = no_id;
  const Action* action = nullptr;  ///< whose bounds are those of the day asked
  const Event* event = nullptr;
};

/// Where an expression is evaluated.
struct Place {
  const Life* life = nullptr;
  int person = -1;
  const Event* current = nullptr;
  const Event* candidate = nullptr;
  Date day;
  Date governing;
  std::size_t seen = static_cast<std::size_t>(-1);  ///< the acts after this many are not seen yet
  /// The acts of the day of another source than that of the act at hand, put all before it, or all after.
  enum class Others { as_they_come, before, after } others = Others::as_they_come;
};

class World {
 public:
  World(const Model& model, const Journal& journal, Date asked, Date known);
  std::vector<PlainFinding> findings();

 private:
  const Model& model_;
  const Journal& journal_;
  const Date asked_, known_;
  std::deque<Event> events_;                  ///< corrected, in order, seen on the day asked
  std::vector<JournalAttribute> attributes_;  ///< seen
  std::vector<std::string> orphan_targets_;
  std::vector<Date> orphan_days_;
  std::deque<Life> lives_;
  std::vector<Said> said_;
  std::vector<PlainFinding> unrouted_;
  std::set<const Event*> asked_of_;     ///< acts a contrôle already asked about
  std::set<const Event*> own_numbers_;  ///< acts whose `reference` is their own number, and cites nothing
  /// For each « pour chaque » procédure and person: the days in a row its predicate is yes or unknown.
  struct PredicateRun {
    std::optional<Date> since;
    int count = 0;
  };
  std::map<std::pair<std::uint16_t, int>, PredicateRun> predicate_runs_;
  mutable std::map<const Event*, std::set<const Event*>> post_;  ///< by act of the post, once read
  Date first_day_;
  Date day_;              ///< the day being walked
  std::string there_;     ///< the département whose rules are followed
  Date noted_;            ///< the last day whose pauses by condition are known: the eve, while a day begins
  std::size_t seen_ = 0;  ///< how many acts, in order, what is evaluated now sees
  /// An irregularity said of an act of which other acts of its day, of another source, may come before or
  /// after.
  struct Accused {
    std::size_t said;
    const Life* life;
    const Event* act;
    const Requirement* requirement = nullptr;
    const Run* run = nullptr;  ///< of an attente, the one that forbids the act
  };
  std::vector<Accused> accused_;
  bool unordered(const Event& one, const Event& other) const {
    const auto time = time_of(one), its = time_of(other);
    return one.on == other.on && one.source != other.source && !(time && its && *time != *its);
  }
  /// Of none of the procédure of `mine`: each finds for itself of which of its affaires an act is.
  bool of_no_affaire(const Life& mine, const Event& act) const {
    return std::ranges::none_of(lives_, [&](const Life& life) {
      return is_affaire(life) && life.procedure == mine.procedure && belonging(life, act) != Truth::no;
    });
  }
  bool has_unordered(const Event& act) const;
  bool stands_otherwise(const Place& here, ExprId condition) const;
  void judge_again();
  bool routing_ = false;  ///< the last of them is being delivered

  // --- journal_seen.cpp ---
  void see_journal();
  Event corrected(const JournalEvent& event) const;
  std::size_t rank_of(const Event& event) const;
  bool active(const JournalCorrection& correction) const;
  bool cancelled(const JournalEvent& event) const;
  bool covered(EventTypeId type, Date day) const;
  bool covered(EventTypeId type, Date from, Date to) const;
  Value attribute(AttributeId id, int person, Date day) const;
  Value field(const Event& event, FieldId id) const;
  Result notification(const Event& event) const;
  const Event* letter_of(const Event& act) const;
  bool not_of_one_letter(const Event& event);
  const std::set<const Event*>& told_of(const Event& act) const;
  void read_the_post() const;
  const Event* sent_again(const Event& letter) const;
  bool common_key(const Event& a, const Event& b) const;
  Notification noticed(const Event& letter, Facts& rests_on) const;
  RoleId holder(const Place& here, RoleId role) const;
  void bound_by(PlainFinding& told, const Life& life, const Action& action, const Event* event) const;
  void give_to(PlainFinding& told, const Life& life, RoleId role, RoleId second = no_id) const;
  void give_to(PlainFinding& told, const Life& life, const Delai& delai) const {
    give_to(told, life, delai.role, delai.to_do.empty() ? no_id : delai.to_do.front().second_role);
  }
  /// Whose delay it is, said of an institution or of a role that depends on the dossier.
  std::string whose(const Place& here, Symbol institution) const;
  std::string whose(const Life& life, Symbol institution) const {
    return whose(place(life, asked_), institution);
  }
  std::string name(Symbol symbol) const { return std::string(journal_.text(symbol)); }
  void rests_on(PlainFinding& told, const Facts& facts) const;
  Facts facts_of(const Event* event) const { return event ? Facts{rank_of(*event)} : Facts{}; }
  Facts facts_of(const Run& run) const;
  Facts facts_settled(const Run& run) const;
  std::string type_name(EventTypeId type) const { return name(model_.vocabulary.events[type].name); }
  /// What the vocabulary says it is in the life of a letter.
  LetterStep letter_step(const Event& act) const {
    return act.type == no_id ? LetterStep::none : model_.vocabulary.events[act.type].letter;
  }
  Scope scope(const Event& event) const { return model_.vocabulary.events[event.type].scope; }

  // --- expressions.cpp ---
  Result value(ExprId id, const Place& place) const;
  Result truth_of(ExprId id, const Place& place) const { return value(id, place); }
  Result occurred(ExprId argument, const Place& place) const;
  Result logic(const Expr& expr, const Place& place) const;
  Result dates(const Expr& expr, const Place& place) const;
  Result table(const Expr& expr, const Place& place) const;
  Result parameter(std::uint32_t index, const Place& place) const;
  std::pair<Truth, Names> matches(PatternId pattern, const Event& event, const Place& place) const;
  ExprId arg(const Expr& expr, unsigned i) const { return model_.args[expr.first_arg + i]; }
  Symbol symbol(std::string_view word) const { return model_.vocabulary.symbols.find(word); }
  bool mentions_choice(ExprId id) const;
  bool mentions_end(ExprId id) const;

  // --- collections.cpp ---
  struct Found {
    const Event* event;
    Truth match;
    Names missing;
  };
  bool in_sight(std::size_t rank, const Place& place) const;
  std::vector<Found> search(const Query& query, const Place& place) const;
  Truth gave_way(const Event& measure, const std::vector<Found>& found, const Place& place,
                 Names& missing) const;
  Truth in_window(const Query& query, const Event& event, const Place& place, Names& missing) const;
  Truth in_domain(const Query& query, const Event& event, const Place& place) const;
  Truth far_enough_back(const Query& query, const Event& event, const Place& place, Names& missing) const;
  bool open_world(const Query& query, const Place& place) const;
  Result collection(const Expr& expr, const Place& place) const;
  Result measured(const Expr& expr, const Place& place) const;
  std::optional<std::pair<Date, Date>> span(const Event& event) const;

  // --- delais.cpp ---
  const Delai& delai(const Life& life, const Run& run) const {
    return model_.procedures[life.procedure].delais[run.delai];
  }
  void start_runs(Life& life, Date on, const Event* cause);
  void keep_in_advance(Life& life, Run& run, Date on);
  void doubt_of_the_day(Life& life, Run& run);
  void keep_run(Life& life, Run& run, Date on, const Event& act);
  void start_run(Life& life, std::uint16_t index, Date on, const Event* cause, bool interrupting = false);
  void refresh(Life& life, Date day);
  void refresh(Life& life, Run& run, Date day);
  void refresh(Life& life, Run& run, Date day, std::size_t seen);
  void refresh_last(Life& life, Run& run, Date day);
  Ends ends(const Life& life, const Run& run, Date day) const;
  bool renews(const Delai& delai, const Run& run) const;
  static void renew(const Delai& delai, Run& run, const Ends& end);
  Date pushed(const Life& life, const Run& run, const Delai& delai, Date start, Date since, Date raw,
              Date day, bool& stopped) const;
  Calendar calendar(Date day) const;  ///< of what is counted from then
  const Run* last_run(const Life& life, std::uint16_t index) const;
  std::optional<int> time_of(const Event& event) const;  ///< in minutes
  Truth in_time(const Ends& end, const Event& act) const;
  Statut deadline_statut(const Life& life, const Run& run, Date day) const;
  Statut faculty_statut(const Life& life, const Run& run, Date day) const;
  bool covered(const Life& life, const Run& run, const Ends& ends) const;
  Result end_of(const Life& life, std::uint16_t index, Date day) const;
  Result over(const Life& life, std::uint16_t index, Date day) const;
  Result delai_is(const Life& life, std::uint16_t index, DelaiState state, Date day) const;
  Date day_of_evaluation(const Run& run, Date day) const;
  /// `alone`: false when others end with it, and what is still to be found was looked for before.
  void end_run(Life& life, Run& run, Run::Phase phase, Date on, const Event* by, bool alone = true);

  // --- machines.cpp ---
  void walk();
  void new_stimulus();
  bool fire_over(Date day);
  bool fires(const Life& life, const Run& run, Date day) const;
  void at_end(Life& life, Run& run, Date day);
  void seams(Date day);
  bool conditions(Date day);
  bool judge(Date day);
  void note_pauses(Date day);
  void standing(Date day);
  Life& open(std::uint16_t procedure, int person, Date begun, Date governing, const Event* trigger,
             int repeat, Life* opener = nullptr, bool in_doubt = false);
  bool may_pass(Life& life);
  void stop_when_turning(Life& life);
  void enter(Life& life, StateId state, Date on, const Event* event);
  void leave(Life& life, Date on, const Event* event, const std::function<bool(const Delai&)>& which);
  bool in_force(RuleId rule, Date governing) const;
  bool in_force(RuleId rule, Date governing, const std::string& departement) const;
  std::string departement_on(Date day) const;
  void change_departement(Date day);
  bool concludes(RuleId rule) const;
  Place place(const Life& life, Date day, const Event* current = nullptr) const;
  Place place_of(const Life& life, const Run& run, Date day) const;
  enum class Tried { fired, stopped, passed };
  Tried run_sequel(Life& life, std::uint16_t delai, Date on, const Event* event);
  Tried try_group(Life& life, const std::vector<const Clause*>& clauses, Date day, Date on,
                  const Event* event);
  void fire(Life& life, const Clause& clause, Date on, const Event* event);
  void act(Life& life, const Action& action, Date on, const Event* event, bool concludes);
  bool is_final(const Life& life) const { return model_.procedures[life.procedure].states[life.state].final; }
  bool live(const Life& life) const { return life.alive && !is_final(life); }
  bool receives(const Life& life) const { return live(life) && !life.stopped; }

  // --- belonging.cpp ---
  bool is_affaire(const Life& life) const {
    return model_.procedures[life.procedure].per == InstancePer::event;
  }
  bool may_be_hers(const Life& life, const Event& event) const {
    return event.person < 0 || life.person < 0 || life.person == event.person;
  }
  static bool may_be_of_one(const Event& a, const Event& b) {
    return a.person < 0 || b.person < 0 || a.person == b.person;
  }
  bool opens_something(const Event& event) const;
  bool bears_its_own_number(const Event& event) const;
  /// What an act cites, its own number left out.
  std::vector<JournalReference> keys_of(const Event& event) const;
  static bool one_source(const Event& a, const Event& b) {
    return a.source == 0 || b.source == 0 || a.source == b.source;
  }
  /// Could that reference of an act be to the other, by where they come from and what its label says?
  bool may_be_meant(const JournalReference& reference, const Event& by, const Event& other) const;
  /// An act that opens something, told twice, is the first of them.
  const Event* first_told(const Event* event) const;
  /// Do the two say the same thing of the same day?
  static bool twice_told(const Event& one, const Event& other) {
    return one.type == other.type && one.person == other.person && one.on == other.on &&
           one.fields == other.fields && one.reference == other.reference &&
           one.references == other.references && one.of_no_act == other.of_no_act;
  }
  const Event* giver(const JournalReference& reference, const Event& by) const;
  std::vector<const Event*> rivals(const JournalReference& reference, const Event& by) const;
  /// The acts a reference of an act names, and whether surely.
  std::map<const Event*, bool> named(const JournalReference& reference, const Event& by) const;
  std::map<const Event*, bool> named_by(const Event& event) const;
  bool cites_the_unknown(const Event& event) const;
  /// Is the act of that affaire?
  Truth belonging(const Life& life, const Event& event) const;
  Truth taken_up(const Life& life, const Event& event) const;
  Truth of_one_affaire(const Event& a, const Event& b) const;
  Truth cited_belonging(const Life& life, const Event& event) const;
  Truth belonging(const Life& life, const Event& event, std::set<const Event*>& met) const;
  bool kept_from(const Life& life, const Event& event) const;
  bool looked_for(const Life& life, const Event& event, bool now) const;
  bool reads(const Procedure& procedure, EventTypeId type) const;

  // --- routing.cpp ---
  void route(const Event& event);
  bool has_key(const Life& life, Symbol key) const;
  bool open_triggered(const Event& event);
  Truth accepts(const Life& life, const Event& event, bool& only_closing) const;
  void deliver(Life& life, const Event& event);
  void judge_forbidden(Life& life, const Event& event);
  bool expected_somewhere(const Event& event, const std::vector<const Life*>& offered) const;
  bool weighs(const Event& event) const;
  PlainFinding& unrouted(Nature nature, Severity severity, const Event& event, RuleId rule = none_id);
  Truth any(const std::vector<PatternId>& patterns, const Event& event, const Place& place) const;
  Result linked_in_state(const Life& life, std::uint16_t procedure, StateId state) const;

  // --- findings.cpp, findings_delais.cpp, rhythm.cpp, controls.cpp, shared_lists.cpp ---
  struct Told : PlainFinding {
    const Life* life = nullptr;
  };
  std::vector<Told> out_;
  std::vector<PlainFinding> in_order();
  void say_together(std::size_t from);
  void nobody_left_out();
  PlainFinding finding(Nature nature, RuleId rule, const Life* life) const;
  PlainFinding& add(Nature nature, RuleId rule, const Life* life);
  Said& say(Nature nature, RuleId rule, const Life& life, Date on, const Facts& facts);
  void say_run(const Life& life, const Run& run);
  void say_deadline(const Life& life, const Run& run);
  void say_faculty(const Life& life, const Run& run);
  std::vector<std::string> unsaid_by_doubtful(const Life& life, const Run& run, const Ends& end,
                                              const std::vector<std::string>& already);
  void say_reminders(const Life& life, const Run& run, Statut statut, const Ends& end);
  void say_waiting(const Life& life, const Run& run);
  void say_term(const Life& life, const Run& run);
  void say_bound(const Life& life, const Run& run);
  void say_rhythm(const Life& life, const Run& run);
  void say_rolling(const Life& life, const Run& run, Date start);
  void say_ordinals(const Life& life, const Run& run, Date start);
  void say_occurrence(const Life& life, const Run& run, Date due, Statut statut,
                      const Event* contact = nullptr);
  void sequel(const Life& life, const Run& run, const std::vector<Action>& actions, Date on, bool now,
              bool happened);
  void while_true(const Life& life);
  void awaited_conditions(const Life& life);
  void controls();
  void control(const Control& control, const Event& event);
  struct Verdict {
    Truth holds;
    Names missing;
    Facts facts;
  };
  struct Acts {
    Facts sure, possible;
  };
  Verdict judged(const Control& control, const Event& act, const Place& here) const;
  Verdict not_too_early(const Control& control, const Event& act, const Place& here) const;
  Verdict after_another(const Control& control, const Event& act, const Place& here) const;
  Verdict before_another(const Control& control, const Event& act, const Place& here) const;
  Verdict outside_state(const Control& control, const Event& act) const;
  Verdict seldom_enough(const Control& control, const Event& act, const Place& here) const;
  Value likeness(const Event& event, FieldId id) const;
  std::size_t most_of_a_kind(const Control& control, const Event& act, const Facts& among) const;
  template <class Where>
  Acts acts(PatternId pattern, const Event& act, const Place& here, const Where& where) const;
  std::optional<Duration> said_length(ExprId id, const Place& here) const;
};

/// A duration value; nothing when it is not exactly one.
std::optional<Duration> duration_of(const Value& value);
/// `length` after a day, quantième à quantième, never prorogued.
bool unbounded(Date day);
bool one_sided(const Value& value);
Date later(Date day, Duration length, Calendar calendar);
Date earlier(Date day, Duration length, Calendar calendar);
Truth truth(const Result& result);
Truth equal(const Value& a, const Value& b);

std::string nature_word(Nature nature);
std::string statut_word(Statut statut);
std::string severity_word(Severity severity);
std::string iso(Date day);

}  // namespace filrouge::oracle
