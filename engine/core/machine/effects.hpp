#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/core/calendar/notification.hpp"
#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/model/model.hpp"
#include "engine/core/model/nature.hpp"

/// The log of the machines of one dossier: what their steps leave behind, by index alone.
namespace filrouge {

/// The arithmetic of one date: enough to tell it in French, nothing more.
struct Derivation {
  std::uint32_t start_event = none_id;  ///< journal rank of the event the délai starts from
  Date start;                           ///< first possible starting day
  Date start_latest;                    ///< last possible one (a letter waiting at the post office)
  std::int32_t start_minute = -1;       ///< of one in hours: the time of that event; -1: nobody said it
  Value length;
  Date raw, end, end_latest;  ///< before prorogation; least and greatest end
  std::int32_t end_minute = minutes_in_a_day, end_latest_minute = minutes_in_a_day;  ///< until when on them
  Calendar calendar = Calendar::unknown;
  bool franc = false, proroge = false, backwards = false, vendredi_saint = false;
  std::int32_t paused_days = 0, paused_months = 0;
  std::uint16_t renewals = 0;
  Value put_off_by;  ///< a duration, of one put off on request
  std::uint16_t procedure = no_id, delai = no_id;
  std::uint32_t target = none_id;  ///< of what is due as soon as possible: which of the values of its target
  ExprId condition = none_id;      ///< of an irregularity: the expression that was false or unknown
  std::uint32_t act = none_id;     ///< the event judged
  std::optional<NotificationReason>
      notification;  ///< why the letter it starts from counts from that day, or from none
};

/// One life of one procédure.
struct Instance {
  std::uint16_t procedure = no_id;
  std::int16_t person = -1;
  std::uint32_t trigger = none_id;  ///< journal rank
  std::uint16_t repeat = 1;         ///< p1#2 is 2
  std::uint16_t number =
      0;  ///< among those of one procédure, person and act; without one, of one day of entry
  Date begun;
  Date governing;
  Date closed;  ///< the predicate no longer holds; unknown: alive
  StateId state = 0;
  Date entered;
  bool uncertain = false;
  Date uncertain_since;
};

/// A change of state, for the timeline.
struct Passage {
  std::uint32_t instance = 0;
  StateId from = no_id, to = no_id;
  Date on;
  std::uint32_t event = none_id;  ///< none: a term, a seam, a condition that rests on no act
  std::uint32_t horizon = 0;      ///< how many acts had been taken, in the order seen
  RuleId rule = none_id;
  Date since;  ///< the day from which it shows: the eve's term is passed from the next day on
};

/// What is not known of an act, of one told as ambiguous or unexpected.
enum class Doubt : std::uint8_t {
  none,
  whose,      ///< of which person of the household it is
  affaire,    ///< of which affaire: its facts are the act, and those that opened them
  twice,      ///< it repeats one already written: its facts are both
  letter,     ///< an act of the post: which letter it tells of
  over,       ///< adverse, it cites what is over only
  no_letter,  ///< an act of the post: no letter known could be the one it tells of
};

/// Something said once and kept: an action while its visit lasts, an irregularity for good.
struct Said {
  Nature nature = Nature::action;
  Severity severity = Severity::info;
  RuleId rule = none_id;
  std::uint32_t instance = none_id;
  std::uint32_t visit = none_id;  ///< none_id: stays
  Date on;
  std::uint32_t event = none_id;
  std::uint32_t action = none_id;       ///< in Program::actions
  std::uint32_t requirement = none_id;  ///< in Program::requirements
  Symbol detail = 0;
  std::uint32_t first_fact = 0, fact_count = 0, first_missing = 0, missing_count = 0;
  std::uint32_t derivation = none_id;
  ExprId condition = none_id;
  bool stopped = false;  ///< the machine turned in a circle
  Doubt doubt = Doubt::none;
  /// It is said of the act itself, by the first rule met: another file of rules may make it another.
  bool whichever_rule = false;
  Date since;  ///< the day from which it is said
};

/// A day to come on which something may move by itself.
struct Wake {
  enum class What : std::uint8_t { clock, opening, turn } what = What::clock;
  Date day;
  std::uint32_t index = none_id;  ///< clock: instance; opening: in Configuration::openings
};

/// What steps leave behind, in the order in which it happened.
struct Effects {
  std::vector<Passage> passages;
  std::vector<Said> said;
  std::vector<Wake> wakes;
  std::vector<std::uint32_t> facts;
  std::vector<Symbol> missing;
  std::vector<Derivation> derivations;
};

}  // namespace filrouge
