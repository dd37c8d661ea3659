#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/core/machine/budget.hpp"
#include "engine/core/machine/effects.hpp"
#include "engine/core/machine/program.hpp"
#include "engine/core/machine/seen.hpp"

namespace filrouge {

/// Of the acts of its day whose order with the act at hand is not known: those before it are seen, as they
/// were taken; or all of them; or none.
enum class Disorder : std::uint8_t { as_taken, all_before, all_after };

/// Where an expression is evaluated.
struct Place {
  std::uint32_t instance = none_id;  ///< in the configuration; none: outside any procédure
  std::int16_t person = -1;
  std::uint32_t current = none_id;  ///< journal rank
  std::uint32_t candidate = none_id;
  Date day;
  Date governing;
  /// How many events, in the order seen, have been taken: those after are not seen, even of that very day.
  std::uint32_t horizon = everything;
  bool governing_moves =
      false;  ///< the governing day is the one asked: later, parameters may be worth another

  Disorder disorder = Disorder::as_taken;

  static constexpr std::uint32_t everything = 0xFFFFFFFF;
  friend bool operator==(const Place&, const Place&) = default;
};

/// What an expression may ask of the machines: the délais and states of instances.
class MachineView {
 public:
  virtual ~MachineView() = default;
  virtual const Instance& instance(std::uint32_t index) const = 0;
  /// Interval of ends of the last run of a délai, as of `day` (the lifted day when it was lifted); unknown
  /// when there was none, or its start is unknown.
  virtual Value delai_end(std::uint32_t instance, std::uint16_t delai, Date day) const = 0;
  /// What would tell that end when it is not known, or on one side only.
  virtual Symbol delai_lacks(std::uint32_t instance, std::uint16_t delai) const = 0;
  virtual Truth delai_is(std::uint32_t instance, std::uint16_t delai, DelaiState state, Date day) const = 0;
  /// Is the last run of that délai over on that day (day D is the person's whole)? No when there was none.
  virtual Truth delai_over(std::uint32_t instance, std::uint16_t delai, Date day) const = 0;
  /// With the act by which the first instance found came to that state.
  virtual std::pair<Truth, std::uint32_t> linked_in_state(std::uint32_t instance, std::uint16_t procedure,
                                                          StateId state) const = 0;
  /// The act that kept, that lifted the last run of a délai; none when none did.
  virtual std::uint32_t keeping_act(std::uint32_t instance, std::uint16_t delai) const = 0;
  virtual std::uint32_t lifting_act(std::uint32_t instance, std::uint16_t delai) const = 0;
  /// Is the act one of that instance (of its affaire)?
  virtual Truth belongs(std::uint32_t instance, std::uint32_t event) const = 0;
  /// Adds the acts that are, or may be, of that instance, in their order; false, and none, where they are not
  /// fewer than that, or of one « pour chaque », whose are all those of its life.
  virtual bool given_to(std::uint32_t instance, std::size_t fewer_than,
                        std::vector<std::uint32_t>& acts) const = 0;
  /// The same of those that share, or may share, an instance with that one.
  virtual bool given_beside(std::uint32_t event, std::size_t fewer_than,
                            std::vector<std::uint32_t>& acts) const = 0;
  /// Is the act of no affaire of the procédure of that instance, not even perhaps? Each procédure finds for
  /// itself of which of its affaires an act is.
  virtual bool of_no_affaire(std::uint32_t instance, std::uint32_t event) const = 0;
  /// Does it come before that instance, which may take it up, as it cites nothing? A sibling whose it is, or
  /// that opened sooner and may take it up too, leaves it unknown.
  virtual Truth taken_up(std::uint32_t instance, std::uint32_t event) const = 0;
  /// That instance looks among other acts than its own, until that day (unknown: whatever day it is):
  /// `whose`: among those of the affaires of that act.
  virtual void looks_beyond(std::uint32_t instance, QueryId query, std::uint32_t whose, Date to) const = 0;
  /// … at which measures are in force.
  virtual void looks_at_measures(std::uint32_t instance) const = 0;
  /// Are answers to be told?
  virtual bool remembers() const = 0;
  /// What an expression that looks among acts was worth for the instance of that place; `turn`: the next day
  /// on which it may be worth something else.
  virtual void answered(const Place& place, const Expr& asked, const Value& value, Date turn) const = 0;
  /// How many times what acts are of has changed, since ever.
  virtual std::uint64_t deliveries_changed() const = 0;
  /// Are two acts of one instance that an act opened?
  virtual Truth share_an_instance(std::uint32_t one, std::uint32_t other) const = 0;
};

/// Interprets expressions over a seen journal. Collects the facts used and the facts missing, and the next
/// day on which an answer given could differ. Allocates nothing once its buffers have grown.
class Interpreter {
 public:
  Interpreter(const Program& program, const SeenJournal& seen, const MachineView& machines)
      : program_(program), seen_(seen), machines_(machines) {}

  /// Visits each letter, one after the other, with each act of the post that tells of it, and whether it only
  /// may.
  template <class Visit>
  void for_each_letter_told(Visit&& visit) {
    list_the_post(true);
    budget_.spend(told_.size());
    for (const auto& told : told_) visit(told.letter, told.act, told.perhaps);
  }

  struct Notified {
    std::uint32_t letter = none_id;
    Value value;  ///< a day, or those it may be; unknown
    NotificationReason reason = NotificationReason::not_sent;
  };
  /// When a letter, or an act by the letter that carried it, was notified, and by which letter.
  Notified notified(std::uint32_t event);

  /// Is an act of the post of one letter? `letter`: of several, perhaps; `no_letter`: of none that is known.
  Doubt doubt_of_the_letter(std::uint32_t act);

  Value value(ExprId id, const Place& place);
  /// The value of a parameter that holds there, that day, in the territoire of the dossier; none_id: none.
  std::uint32_t held(const Parameter& parameter, const Place& place) const;
  Truth truth(ExprId id, const Place& place);
  /// From now on, notes of each guard (by the rule of its clause) what it was found: a bit a Truth. None:
  /// does not.
  void watch_guards(std::vector<std::uint8_t>* guards) { guards_ = guards; }
  void found_guard(RuleId clause, Truth worth) {
    if (guards_) (*guards_)[clause] |= static_cast<std::uint8_t>(1 << static_cast<int>(worth));
  }
  /// Until it is told otherwise nothing moves: what a definition is worth at a place is kept from one
  /// question to the next.
  void nothing_moves(bool still) {
    begin_question();
    still_ = still;
  }
  /// Is a condition on the act at hand false too were the acts of its day that no source puts in order all
  /// before it, or all after?
  bool false_in_any_order(ExprId condition, Place place);
  /// The same, when nobody asks what it rests on: the facts collected are not all there.
  Truth truth_alone(ExprId id, const Place& place);
  /// The same at the same place, nothing having moved since the last question.
  Truth truth_again(ExprId id, const Place& place);
  Truth matches(PatternId id, std::uint32_t event, const Place& place);
  /// Does a word written in the pattern exclude that act, of its type, whatever the day and the place?
  bool excludes(PatternId id, std::uint32_t event) const;

  /// Asks again what was asked at that place.
  void ask_again(const Expr& asked, const Place& place) {
    begin_collecting();
    begin_question();
    hurried_ = true;
    collection(asked, place);
    hurried_ = false;
  }

  /// Forgets the facts collected; the next day is kept until it is restarted.
  void begin_collecting();
  void forget_missing() { missing_.clear(); }
  void forget_facts() { facts_.clear(); }
  /// Why the notification last read since then is what it is; nothing when none was read.
  std::optional<NotificationReason> notification_reason() const { return reason_; }
  /// The acts that what was evaluated rests on, or that leave it unknown: in their order, each once.
  const std::vector<std::uint32_t>& facts();
  /// The act that a date rests on: of a choice of dates (« le plus tardif de »), that of the one chosen, if
  /// it rests on any; else the first of the facts.
  std::uint32_t deciding_act();
  const std::vector<Symbol>& missing() const { return missing_; }
  void note_fact(std::uint32_t event);
  void note_missing(Symbol fact);

  /// Starts a dossier: no day met yet, no letter read, nothing spent.
  void start();
  /// What is spent for the dossier: by what is read here, and by who drives the machines.
  Budget& budget() { return budget_; }
  NextDay& next() { return next_; }
  /// The next day on which a letter that was read will be notified for sure, or not: with hindsight, whatever
  /// read it, on whatever day, may change then.
  const NextDay& letters_turn() const { return letters_turn_; }
  /// What an assertion reads leaves no trace: what was spent, and the days met, are put back.
  struct Trace {
    Budget budget;
    NextDay next, letters_turn;
  };
  Trace trace() const { return {budget_, next_, letters_turn_}; }
  void back_to(const Trace& trace) {
    budget_ = trace.budget;
    next_ = trace.next;
    letters_turn_ = trace.letters_turn;
  }

 private:
  /// What is remembered of the one before is forgotten, unless nothing moved.
  void begin_question();
  Value evaluate(ExprId id, const Place& place);
  Value worth(ExprId id, const Expr& expr, const Place& place);
  Value connective(const Expr& expr, const Place& place);
  Truth holds(ExprId id, const Place& place);
  static bool may_be_equal(const Value& a, const Value& b);
  Truth fits(PatternId id, std::uint32_t event, const Place& place);
  /// The next day on which what is read meanwhile may turn; who reads it meets that day too.
  template <class Read>
  Date turn_of(Read&& read) {
    const auto met = std::exchange(next_, next_.anew());
    read();
    const auto turn = std::exchange(next_, met).day();
    next_.consider(turn);
    return turn;
  }
  Value definition(const Expr& expr, const Place& place);
  Value parameter(const Expr& expr, const Place& place);
  /// Does a value of a parameter hold that day, in that département? Of which territoire is another matter.
  bool holds(const DatedValue& dated, const Place& place) const;
  Value collection(const Expr& expr, const Place& place);
  Value looked_for(const Expr& expr, const Place& place);
  Value compare(const Expr& expr, const Place& place);
  template <class Operand>
  Value compared(const Expr& expr, Operand&& operand);
  Value arithmetic(const Expr& expr, const Place& place);
  Value table(const Expr& expr, std::uint32_t first_input, const Place& place);
  Value within_table(const Expr& expr, const Place& place);
  template <class Visit>
  void possible_rows(const Expr& expr, std::uint32_t first_input, const Place& place, Visit&& visit);
  std::uint32_t deciding(std::size_t since, const Value& day) const;
  Value choice_of_dates(const Expr& expr, const Place& place);
  Value age(const Place& place);
  Value occurred(ExprId argument, const Place& place);

  /// A value that may follow the day of evaluation (« 3 mois avant aujourd'hui »): who compares it with days
  /// that stand still says on which day the comparison turns.
  struct Following {
    Value value;
    bool follows = false;
  };
  Following following(ExprId id, const Place& place);
  /// Considers the first later day on which that value is no longer on the same side of `day`.
  void consider_crossing(ExprId id, const Place& place, Date day);
  Value missing(Symbol fact);
  bool lacks(Symbol fact) const;
  Value cumulated(const Expr& expr, const Place& place);
  void note_missing_span(std::uint32_t event);
  void turns_after(const Value& end);
  void note_missing_end(std::uint16_t delai, const Place& place);
  /// Last day of the measure an event tells (`au`, else `du` + `duree`); unknown when it tells none.
  Date last_day_in_force(std::uint32_t event) const;
  ExprId arg(const Expr& expr, std::uint32_t i) const { return program_.model.args[expr.first_arg + i]; }

  struct Window {
    Date from, to;            ///< le in [from, to]; where they are not exact,
    Date sure_from, sure_to;  ///< surely so in [sure_from, sure_to]
    Value length;             ///< « depuis 24 mois »: e ≤ day ≤ e + length
    bool unknown = false;
    bool since_follows = false, before_follows = false;  ///< that bound follows the day of evaluation
    Date taken_up, surely_taken_up;  ///< how far back an instance takes up what came before it
    std::uint32_t whose = none_id;   ///< « de l'affaire de X »: X, once it is known
    bool nothing = false;            ///< X did not happen: there is nothing to look among
  };
  Window window(const Query& query, const Place& place);
  void take_up(Window& window, const Value& since, const Place& place) const;
  enum class Match : std::uint8_t { no, yes, doubtful };
  /// `known`: whether it fits the pattern, where that is known.
  Match candidate_matches(const Query& query, const Window& window, std::uint32_t event, const Place& place,
                          std::optional<Truth> known);
  /// Would an act that does not say what a pattern of words asks tell nothing new of what is lacking?
  bool lacks_all_of(PatternId id) const;
  void tell_where_it_looks(QueryId id, const Window& window, const Place& place) const;
  Truth in_domain(const Query& query, std::uint32_t event, const Place& place, const Window& window) const;
  /// May there be such an act that no source vouches for? Where nothing was found.
  Truth open_world(const Query& query, const Window& window, const Place& place);
  /// The same of a query without bounds.
  Truth open_since_ever(const Query& query, const Place& place);
  Truth unvouched(EventTypeId type, Date from, Date to, Date day);
  Date first_day_looked_at(const Query& query, const Place& place) const;
  bool out_of_sight(std::uint32_t event, const Place& place) const;
  using Found = std::pair<std::uint32_t, bool>;  ///< an act, and whether it surely matches
  /// Is it over before its last day: replaced by a later one of its affaire, or ended by an act of it?
  Truth cut_short(std::uint32_t event, std::span<const Found> found, const Place& place);
  bool the_others_add_nothing(const Query& query, const Window& window) const;
  std::size_t search(const Query& query, const Window& window, const Place& place, Op most);
  std::span<const std::uint32_t> within_reach(const Query& query, const Window& window, const Place& place);
  /// The acts, in order, that no word written in the pattern excludes.
  std::span<const std::uint32_t> not_excluded(PatternId id);
  bool none_taken(PatternId id, std::uint32_t horizon) const;
  /// `sure`: nor is there such an act that nobody recorded.
  Value nothing_found(const Expr& expr, const Query& query, bool sure);
  Value collected(const Expr& expr, const Query& query, const Window& limits, const Place& place,
                  std::size_t first);
  Value in_force_for_all(const Expr& expr, const Query& query, const Window& limits, const Place& place);
  std::pair<std::ptrdiff_t, std::ptrdiff_t> in_a_row(const Query& query, const Window& window,
                                                     const Place& place, std::span<const Found> found);
  static Value sum_of_nothing(const Expr& expr);
  Value summed(const Expr& expr, const Query& query, const Window& limits, const Place& place,
               std::span<const Found> found);

  // --- letters.cpp ---
  /// When a letter was notified, read once a dossier: hindsight makes it the same on every day walked.
  struct Notice {
    bool read = false;
    NotificationReason reason{};
    Value value;
    Date turn;  ///< the first day after the one asked on which what the letter says of itself tells more
    std::uint32_t first_fact = 0, fact_count = 0;  ///< in notice_facts_
  };
  /// The notification of a letter, or of an act by the letter that carried it.
  Value notification(std::uint32_t event);
  void list_the_post(bool every_doubt = false);
  void tell_of_letters(std::uint32_t act);
  void deliver_by(std::uint32_t letter, EventTypeId type);
  Notice read_notice(std::uint32_t letter);
  const Notice& notice_of(std::uint32_t letter);
  struct ToDeliver {
    std::uint32_t rank;
    bool any = false, by_hand = false, simple = false;  ///< what the post may do of it
    bool presented = false;
    bool may_be(EventTypeId type, const LetterWords& words) const;
  };
  LetterFacts::Mode mode_of(std::uint32_t letter) const;
  ToDeliver to_deliver(std::uint32_t letter) const;
  bool share_a_key(std::uint32_t one, std::uint32_t other) const;
  std::uint32_t sent_again(std::uint32_t letter);
  std::uint32_t letter_of(std::uint32_t event);
  /// Names nobody whom the dossier has, where somebody is needed.
  bool of_nobody(std::uint32_t event) const {
    return seen_.whose_is_unknown(event) || seen_.event(event).person_unknown;
  }
  /// Of an act of the post; unknown when the vocabulary has no such field.
  Value post_field(std::uint32_t event, FieldId field) const {
    return field == no_id ? Value{} : seen_.field(event, field);
  }

  const Program& program_;
  const SeenJournal& seen_;
  const MachineView& machines_;
  Budget budget_;
  std::vector<std::uint8_t>* guards_ = nullptr;  ///< [rule]
  std::vector<std::uint32_t> facts_;
  std::vector<Symbol> missing_;
  std::size_t first_missing_ = 0;  ///< of those of the definition under way
  std::vector<std::pair<std::int32_t, std::int32_t>> spans_;
  std::optional<NotificationReason> reason_;
  std::optional<std::uint32_t> decided_by_;  ///< of the choice of dates read last; none_id: no act
  NextDay next_, letters_turn_;
  /// The day on which what rises with the day of evaluation passes another, as found from a day.
  struct Crossing {
    ExprId id = none_id;
    Date fixed, governing, from, on;  ///< on: unknown when it has passed it already
  };
  std::vector<Crossing> crossings_;  ///< of the dossier

  /// What a definition was worth in the evaluation under way: it is evaluated once a place, however often it
  /// is named.
  struct Remembered {
    std::uint64_t evaluation = 0;
    Place place;
    Value value;
    Date turn;                                           ///< the next day met while it was read
    bool follows = false;                                ///< it read the day of evaluation
    std::uint32_t first_missing = 0, missing_count = 0;  ///< in remembered_missing_
    std::uint32_t first_fact = 0, fact_count = 0;        ///< in remembered_facts_
  };
  std::uint64_t evaluation_ = 0;
  std::vector<Remembered>
      remembered_;  ///< by definition; apart, as read by who follows the day of evaluation
  std::vector<Symbol> remembered_missing_;
  std::vector<std::uint32_t> remembered_facts_;
  struct Part {
    std::size_t end;  ///< of its facts
    Truth worth;
  };
  std::vector<Part> parts_;         ///< of the « et » and « ou » under way
  std::vector<Value> inputs_;       ///< of the tables under way
  std::vector<Found> found_;        ///< of the queries under way
  std::vector<std::uint32_t> own_;  ///< the acts of an affaire, of the queries under way
  struct Run {
    std::int64_t value = 0;  ///< of the field that must be the same
    std::ptrdiff_t least = 0, greatest = 0;
    bool surely = true, broken = false;
  };
  std::vector<Run> runs_;

  struct NotExcluded {
    std::uint64_t dossier = 0;  ///< for which they were listed
    std::vector<std::uint32_t> acts;
    std::vector<Truth> fits;  ///< beside them, of a pattern of words alone: does each fit?
  };
  /// What the measures in force in the foyer came to when that was last asked.
  struct InForce {
    struct Asked {
      std::uint64_t dossier = 0, deliveries = 0;
      Date day;
      std::uint32_t horizon = 0, field = 0;
      bool hurried = false;
      friend bool operator==(const Asked&, const Asked&) = default;
    };
    Asked asked;
    Value value;
    Date turn;
    std::vector<std::uint32_t> facts;
    std::vector<Symbol> missing;
  };
  std::vector<InForce> in_force_;  ///< by query
  std::uint64_t dossier_ = 0;
  std::vector<NotExcluded> not_excluded_;  ///< by pattern
  std::vector<Notice> notices_;            ///< by rank of the letter
  struct Letter {
    bool looked_for = false;
    std::uint32_t rank = none_id;
  };
  std::vector<Letter> letters_;  ///< by rank of the act it carries
  /// What an act of the post tells of a letter, surely or perhaps.
  struct Told {
    std::uint32_t letter, act;
    bool perhaps;
  };
  std::vector<Told> told_;             ///< by letter, then in order
  std::vector<bool> doubted_;          ///< by rank of the letter: an act that may be of another too is of it
  bool every_doubt_ = false;           ///< are all such acts listed, or, of each letter, the first alone?
  std::vector<ToDeliver> to_deliver_;  ///< the letters still to be delivered, as the post is read
  std::vector<std::pair<std::uint32_t, EventTypeId>>
      told_early_;                                   ///< letters, and what named them before them
  std::vector<std::uint32_t> meant_;                 ///< the letters an act of the post may be of
  std::vector<std::uint32_t> of_several_, of_none_;  ///< acts of the post, in order
  std::vector<std::uint32_t> notice_facts_, post_;
  bool post_listed_ = false;
  bool following_ = false, reads_today_ = false;
  bool hurried_ = false;  ///< what a value rests on is not asked
  bool still_ = false;    ///< nothing moves from one question to the next
};

}  // namespace filrouge
