#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/core/machine/effects.hpp"
#include "engine/core/machine/instance_set.hpp"
#include "engine/core/machine/onlookers.hpp"

/// Everything the machines of one dossier carry from one stimulus to the next: one value, that can be copied
/// and kept. It refers to itself and to the program by index alone.
namespace filrouge {

/// What something of an instance was last found from. Until an act it heeds is taken, the instance is given
/// another, moves, or that day comes, it is what it is.
struct FoundAt {
  bool known = false;
  Date turn;                    ///< unknown: no day to come changes it
  std::uint32_t horizon = 0;    ///< how many acts had been taken
  std::uint32_t delivered = 0;  ///< how many the instance had been given once they had been taken
  std::uint32_t beside = 0;     ///< how often what it looked at beside its own acts had changed
  std::uint32_t visit = 0;      ///< in which of its passages it was
  std::uint32_t moves = 0;      ///< how often it had moved, or one of its clocks
};

/// One run of a délai, from the day its state was entered until it was kept, lifted, over, or left.
struct Clock {
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
  std::uint32_t number = 0;  ///< among the runs of that délai in that instance that the same act opened
  Life life = Life::pending;
  std::uint32_t visit = 0;  ///< visit of the state it belongs to
  Date opened;
  std::uint32_t opening_event = none_id;
  Date restarted;                        ///< the day of the act that interrupted the run before it
  std::uint32_t horizon = 0;             ///< how many acts had been taken when it opened
  Derivation dates;                      ///< start, length, end before any pause, and how they were found
  Date first_start, first_start_latest;  ///< of one that was renewed: those of its first length
  FoundAt found;                         ///< its dates
  bool unknown_length = false;
  bool as_soon = false;  ///< it has no figure: due as soon as possible, and no internal target is set
  Symbol missing = 0;    ///< the fact the start or the length waits for
  Date settled;          ///< the day it counts as kept, lifted or left
  Date ended;            ///< the day that happened
  std::uint32_t settling_event = none_id;
  Value kept_on;     ///< of one kept by an act that counts from another day than its own: that day
  Value postponed;   ///< by how long it was put off on request
  Value until;       ///< the date at which it ends, of a délai that ends at a date
  Value not_before;  ///< the date to which it is put off, while it is
  bool uncertain_machine = false;  ///< its instance was uncertain when it ended
  bool overdue_sequel_done = false;
  bool was_overdue = false;                                       ///< and it was found late then
  std::uint32_t next = none_id;                                   ///< next clock of the same instance
  std::uint32_t first_contact = none_id, last_contact = none_id;  ///< of a rhythm: the acts that keep it
  /// What its dates rest on, lists of acts: of its start, of its length or date, what moved its end.
  std::uint32_t start_facts = none_id, length_facts = none_id, moving_acts = none_id;
  std::uint32_t first_pause = none_id;  ///< in Configuration::pauses, the latest first

  Date since;                              ///< the day from which it shows
  std::uint32_t first_doubtful = none_id;  ///< in Configuration::contacts: the acts that may have kept it
  Date pending_since;  ///< … its start or length is not known; unknown: they are, or it is settled
  Date current_since;  ///< … it runs and is not over
  Date moved_since;    ///< … it has the end it has; of a rythme, the start
  Date overdue_since;  ///< … it is late for sure, or was when it was settled
  Date settled_since;  ///< … it is settled
  std::uint32_t first_reminded = none_id;

  /// Was one day found for its start? A renewal begins a length, it unsettles nothing.
  bool start_settled() const {
    if (first_start.known()) return first_start == first_start_latest;
    return dates.start.known() && dates.start == dates.start_latest;
  }
  /// Is its start, its length or the day it ends at not known, or known on one side only?
  bool waits_for_a_fact() const {
    return life == Life::pending ||
           (life == Life::running && dates.end.known() && half_open(dates.end, dates.end_latest));
  }
  bool active() const { return life == Life::running || life == Life::pending; }
};

/// Days [from, to) on which one pause rule of a délai stopped its clock.
struct PauseSpan {
  std::uint16_t rule = 0;  ///< in Delai::pauses
  Date from, to = {};      ///< to: unknown while it lasts
  std::uint32_t next = none_id;
};

struct Contact {
  std::uint32_t event = none_id, next = none_id;
};

/// What the keys of an act name; `unknown`: nothing that is known.
enum class Cited : std::uint8_t { nothing, acts, unknown };

/// An act that was given to an instance.
struct GivenAct {
  std::uint32_t event = none_id;
  bool perhaps = false;
};

/// An irregularity said of an act of the day whose order with others is not known: judged again when it ends.
struct Accused {
  std::uint32_t said = 0, event = none_id, instance = none_id;
  std::uint32_t requirement = none_id;  ///< in Program::requirements, of an « exige »
  std::uint32_t clock = none_id;        ///< of an attente: the one that forbids it
};

/// Since when a reminder « avant » of a délai has been said.
struct Reminded {
  std::uint32_t reminder = 0;  ///< in Delai::reminders
  Date since;                  ///< unknown: it is not said
  std::uint32_t next = none_id;
};

/// What a « tant que » of the present state is worth, and since when; or whether what it waits for (« dès
/// que ») is known.
struct WhileTrue {
  static constexpr std::uint32_t of_all_awaited = none_id;  ///< as a transition
  std::uint32_t transition = 0;
  Truth worth = Truth::no;
  Date since;
  std::uint32_t next = none_id;
};

/// A « demander » of the present stay, and since when one of its facts is unknown.
struct Asked {
  std::uint32_t action = none_id;  ///< in Program::actions
  std::uint32_t event = none_id;   ///< the act at hand when it was said
  Date since;                      ///< unknown: all its facts are known
  std::uint32_t next = none_id;
};

/// What an instance carries beside what the Evaluation shows.
struct Life {
  std::uint32_t visit = 0;      ///< counts passages
  std::uint32_t delivered = 0;  ///< counts the acts it was given once they had been taken
  std::uint32_t beside =
      0;                    ///< counts what changed of the affaires beside which it looked, or linked with it
  std::uint32_t moves = 0;  ///< counts what may have changed it or its clocks
  FoundAt judged, told;     ///< that none of its conditions fires; what its « tant que » are worth
  bool alive = false;
  bool stopped = false;          ///< it turned in a circle: it receives and fires nothing any more
  bool circle_told = false;      ///< of a root: that it, or one it opened, was stopped has been said
  bool guard_unknown = false;    ///< a guard could not be told since the last passage
  std::uint32_t root = none_id;  ///< the first of the instances that opened one another
  std::uint32_t stimulus = 0, passages = 0;  ///< of a root: how often they passed since that stimulus
  std::uint32_t first_clock = none_id, last_clock = none_id;
  std::uint32_t first_fired = none_id;  ///< conditions that fired in this visit
  bool awaits_unknown = false;          ///< a « dès que » of its state, as last judged, is unknown
  std::uint32_t cause = none_id;        ///< the act by which it came to its state
  std::uint32_t opened_by = none_id;    ///< instance that opened it (linked)
  std::uint32_t first_linked = none_id,
                next_linked = none_id;  ///< those it opened; those opened by the same one
  std::uint32_t next_opened = none_id;  ///< triggered by the same act
  Date first_end;  ///< no clock has its sequel before that day is over; unknown: none has one
  Date wake;       ///< next day on which it can move by itself
  Date dates_turn, conditions_turn;          ///< what its dates and its conditions said when last judged
  Date telling_turn;                         ///< what is kept since a day may no longer be, or be again
  std::uint32_t first_while_true = none_id;  ///< the conditions of this visit, as last judged
  std::uint32_t first_asked = none_id;       ///< the facts asked for in this visit
  Date doubted;                              ///< the day its last doubt began
  Date certain_since;                        ///< the last day on which a passage put an end to a doubt
};

/// A stay in the predicate of a procédure « pour chaque ».
struct Opening {
  std::uint16_t procedure = no_id;
  std::int16_t person = -1;
  Date from, to = {};  ///< to: first day it no longer holds; unknown = open
  std::uint16_t repeat = 1;
  bool unknown = false;     ///< on the day asked (or the last day it held) the predicate is unknown
  Date doubtful_from = {};  ///< since when, if it once was known
  Date certain_from = {};   ///< since when it is known, if it once was not
  bool opened = false, closed = false;
  Date governing_turn = {};  ///< later day on which another version may be chosen; unknown: none
  std::uint32_t instance = none_id;
};

struct Configuration {
  Date day;                               ///< the day being walked
  bool turned = false;                    ///< its stays and seams are those of that day
  std::uint32_t horizon = 0;              ///< how many acts, in the order seen, have been taken
  std::vector<std::uint32_t> last_taken;  ///< [type]: how many acts had been taken with the last of them
  std::uint32_t stimulus = 0;             ///< acts taken and days begun so far
  std::vector<Instance> instances;
  std::vector<Life> lives;                         ///< beside instances
  std::vector<std::uint32_t> standing;             ///< those « pour chaque », in order
  std::vector<std::vector<std::uint32_t>> living;  ///< by procédure and state: those of a procédure opened by
                                                   ///< acts that follow their person still, in order
  std::vector<std::uint32_t> lived_in;              ///< the places of those that have had any
  std::vector<std::vector<std::int16_t>> followed;  ///< by procédure: whom it follows, or followed
  std::vector<std::pair<Date, std::uint32_t>>
      due;                                  ///< a heap: the days on which instances may move by themselves
  std::vector<std::uint32_t> first_opened;  ///< by event rank: the instances it triggered, the last first
  std::vector<std::uint32_t> untriggered;   ///< those that no act triggered
  std::uint32_t stopped = 0;                ///< how many turned in a circle
  InstanceSet stirred;  ///< those whose délais and conditions may depend on something that happened since
  InstanceSet moved;    ///< those of them that moved, or whose day has come: not only an act they heed
  std::vector<Clock> clocks;
  std::vector<PauseSpan> pauses;
  std::vector<Contact> contacts;
  std::vector<Delivery> deliveries;
  std::vector<std::vector<GivenAct>> given;   ///< by instance, in the order of the acts; more than instances
  std::uint64_t deliveries_changed = 0;       ///< how many times, since ever
  std::vector<std::uint32_t> first_delivery;  ///< by event rank
  Onlookers onlookers;
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      fired;  ///< clause in the program, next of the same instance
  std::vector<Opening> openings;
  std::vector<WhileTrue> while_true;
  std::vector<Asked> asked;
  std::vector<Reminded> reminded;
  std::vector<std::pair<Date, std::uint32_t>>
      doubts;  ///< days on which the predicate of an opening becomes known or unknown, in order
  std::vector<std::pair<Date, std::uint16_t>> seams;  ///< still to come: day and procédure
  std::vector<Cited> cited;                           ///< by event rank
  std::vector<Accused> accused_in_disorder;           ///< of the day
  std::vector<bool> own_number;  ///< by event rank: its plain reference is its own number, and names nothing

  /// A new instance, to be filled: its rank.
  std::uint32_t add_instance();
  /// Empties it for a journal of that many acts, keeping the buffers.
  void clear(std::size_t events);
};

}  // namespace filrouge
