#pragma once

#include <cstdint>

#include "engine/core/calendar/date.hpp"

namespace filrouge {

/// What is known of a letter: each fact is a separate act of the journal. Unknown dates are facts that did
/// not happen, or that nobody recorded.
struct LetterFacts {
  enum class Mode : std::uint8_t { unknown, lrar, simple, remise, electronique };
  enum class Proof : std::uint8_t { unknown, yes, no };
  enum class ReturnReason : std::uint8_t { none, npai, non_reclame, refuse };

  Date sent, presented, collected, returned, handed;
  Date available, consulted;  ///< of an electronic letter
  Mode mode = Mode::unknown;
  Proof avis_instance = Proof::unknown;  ///< is the notice left at the address proven?
  ReturnReason reason = ReturnReason::none;
  bool address_change_signalled = false;
  bool protected_person = false;   ///< a minor or a protected adult, notified at the representative's
  Proof consent = Proof::unknown;  ///< to electronic letters
  bool perhaps_more = false;  ///< another act of the post may be of this letter, or of another: nobody knows
};

enum class NotificationReason : std::uint8_t {
  handed,
  collected,
  collected_late,
  presented_not_collected,
  refused,
  wrong_address,
  consulted,
  not_consulted,  // known
  at_the_post_office,
  not_yet_consulted,  // waiting
  not_sent,
  not_available,
  simple_letter,
  no_proof_of_notice,
  returned_early,
  no_presentation,
  not_handed,
  no_consent,
  no_mode,
  several_letters,
  representative,        // unknown
  address_was_signalled  // irregular
};

/// The day a letter was notified: derived, never recorded (CE 24-04-2012 n° 341146; CRPA L112-15, R112-17 to
/// -20).
struct Notification {
  enum class Kind : std::uint8_t { known, waiting, unknown, irregular };
  Kind kind = Kind::unknown;
  Date earliest, latest;  ///< equal when known; an interval while the letter waits at the post office
  NotificationReason reason = NotificationReason::not_sent;
};

/// How long a registered letter is kept at the post office, and how long an electronic one may be left
/// unread.
constexpr std::int32_t post_office_days = 15;

/// Handed over: that day. Collected within 15 days of the notice: that day; collected later, or known not
/// collected (15 days gone by, or returned at their end), with the notice proven: the first presentation.
/// Returned before (CE 341146: « au terme du délai de mise en instance »), a simple letter, or no proof:
/// unknown, with the reason. Wrong address: irregular if the new one had been signalled (a simple letter
/// too), else the presentation. Electronic: the first consultation; without one in 15 days, and if the person
/// had agreed, the day it was made available (R112-20), which is the sending's when nobody says it; before
/// that day, unknown. While the letter waits: every day from the first possible to the last. A fact later
/// than `today` has not happened yet.
Notification notify(const LetterFacts& letter, Date today);

/// Plain French, for people.
const char* reason_text(NotificationReason reason);

}  // namespace filrouge
