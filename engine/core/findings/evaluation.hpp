#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/machine/effects.hpp"

/// What a replay leaves behind: instances, findings in compact form, and how each was derived. Buffers are
/// reused.
namespace filrouge {

/// What caused the thing a finding says, among all that its rule says in its instance. It lasts while that
/// thing lasts.
struct Cause {
  std::uint32_t act = none_id;    ///< journal rank; none: a term, a day
  std::uint32_t number = 0;       ///< in the series of those of the same cause
  std::uint32_t since = none_id;  ///< of an occurrence of a rythme: the act from which it counts
  std::uint64_t part = 0;  ///< of an occurrence: its number since then; of a reminder: its anchor; of a «
                           ///< tant que » of every state: that of the state
};

/// One finding, in numbers. Texts are made on demand by explain.
struct CompactFinding {
  Nature nature = Nature::etat;
  Statut statut = Statut::none;
  Severity severity = Severity::info;
  std::int16_t person = -1;
  std::uint16_t procedure = no_id;  ///< no_id: a contrôle, or the dossier itself
  StateId state = no_id;
  std::uint32_t instance = none_id;  ///< in Evaluation::instances
  RuleId rule = none_id;
  std::uint32_t ordinal = 0;  ///< of those of one day and one code: the order in which they were said
  Cause cause;
  Date date, date_opposable;
  std::int32_t minute =
      minutes_in_a_day;          ///< until when on that date: the whole day, but of a délai in hours
  bool faculty = false;          ///< a délai within which something may be done, and nobody has to
  bool internal_target = false;  ///< « objectif interne »: without effect against the person
  Bound bound = Bound::none;     ///< `date` is only this side of the day it ends
  Symbol delay_of = 0;
  RoleId role = no_id, second_role = no_id, decider = no_id;
  const std::string* label = nullptr;  ///< in the Model
  Symbol detail = 0;                   ///< an event type, a field or a text that completes the label
  std::uint32_t first_fact = 0, fact_count = 0;        ///< in Evaluation::facts: journal ranks
  std::uint32_t first_missing = 0, missing_count = 0;  ///< in Evaluation::missing: symbols
  std::uint32_t first_bound = 0, bound_count = 0;      ///< in Evaluation::bounds
  std::uint32_t derivation = none_id;
  std::uint32_t group = none_id;  ///< in Evaluation::leads: the line it says again; none_id: it is alone
  std::uint16_t group_rank = 0;   ///< of the lines of its group, 0 is the one to show
  Symbol affaire = 0;             ///< key of the act that opened its instance
  bool stopped = false;           ///< its machine turned in a circle
  bool too_costly = false;        ///< the evaluation was given up (Evaluation::cost): it is all that is said
  Doubt doubt = Doubt::none;
  bool whichever_rule = false;  ///< the rule is only the first that says it of that act
  Date since;  ///< the day from which it has been said without a break, as seen from the day asked
  Date next_change;
};

struct NamedBound {
  Symbol name = 0;  ///< taux, duree
  Value value;      ///< an interval, or unknown
};

/// A step of the contradictoire (ContradictoryStep) taken in an affaire.
struct StepTaken {
  std::uint32_t instance, event;
  bool perhaps = false;  ///< it may be of another
  bool before = false;   ///< it was there before the affaire, which takes it up
};

/// When a letter counts as received, or an act by the letter that carried it, as far as is known.
struct NoticeRead {
  std::uint32_t act = none_id;  ///< the letter, or the act it carried
  std::uint32_t letter =
      none_id;            ///< that letter; of one sent again, the one that counts; none: none is known
  Date earliest, latest;  ///< of the notification; unknown: no day can be said
  NotificationReason reason = NotificationReason::not_sent;
  std::uint32_t first_fact = 0, fact_count = 0;  ///< in Evaluation::facts: the letter and what the post did
};

/// What an evaluation took, in steps of the machines, and what took most of them.
struct Cost {
  std::uint64_t steps = 0, of_the_costliest = 0;
  RuleId costliest = none_id;  ///< a procédure, a contrôle; none_id: none is known
};

struct Evaluation : Effects {
  Date asked, known;
  std::vector<Instance> instances;
  std::vector<CompactFinding> findings;  ///< in the contract's order
  std::vector<CompactFinding> leads;     ///< of the groups of several lines: the first that was said of each
  std::vector<NamedBound> bounds;
  std::vector<StepTaken> steps;     ///< when Replay::note_steps was asked for them
  std::vector<StepTaken> acts;      ///< when Replay::note_acts was: every act of every affaire
  std::vector<NoticeRead> notices;  ///< the same: of their letters, and of the acts that letters carry
  Cost cost;
  Date next_change;  ///< next day on which any answer can change; unknown: never by itself

  void clear();
  /// Was it too costly? The one finding says so, and nothing else is known of the dossier.
  bool given_up() const { return findings.size() == 1 && findings.front().too_costly; }
};

}  // namespace filrouge
