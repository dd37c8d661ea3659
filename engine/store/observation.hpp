#pragma once

#include "engine/core/dossier/record.hpp"

namespace filrouge {

/// A monthly flux does not tell what happens, it tells what it sees on its reference day. This turns what is
/// seen into what is new, so that a state said again month after month is kept once:
/// - an attribute whose value already held on that day is left out;
/// - `soumission_droits_devoirs` no longer said of a person (or the person no longer listed) ends: unknown
/// from that day, by a span that tells the one held again, with its end, and known since the flux is;
/// - an act told before is left out; if one of its dates or fields is now told otherwise (the end of a
/// réduction), the
///   news is an event `correction` of the act;
/// - a right seen `2` (versable) after `3` or `4` (suspended) is told as an event `reprise_versement`, of
/// origin `deduit`.
///
/// `held` is the dossier of the base, whose names the persons of `seen` bear already (who_is_who.hpp);
/// `seen_on` the flux's reference day, not before the last one seen.
Record observe(const Record& held, Record seen, Date seen_on);

}  // namespace filrouge
