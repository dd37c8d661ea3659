#pragma once

#include <string>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge {

/// One line of a dossier's timeline, for drawing.
struct TimelineItem {
  enum class Kind : std::uint8_t { event, passage, deadline, waiting, measure, faculty } kind = Kind::event;
  Date from;
  Date to;  ///< of what lasts
  std::string label;
  std::string person;
  std::string statut;                ///< of a deadline
  std::string borne = {};            ///< `to` is only this side of its end, as in a Finding
  std::uint32_t act = none_id;       ///< journal rank of an event, or of the cause of a passage
  std::uint32_t instance = none_id;  ///< in Evaluation::instances; none_id: an event, a contrôle
  Date known = {};                   ///< of an event: when it was known
};
std::vector<TimelineItem> timeline(const Program& program, const Journal& journal,
                                   const Evaluation& evaluation);

/// The dossier told in plain French on the day asked: what happened, where each procédure stands, and every
/// flag with what it rests on: the rule, its version and articles, the facts used and missing, the arithmetic
/// of each date, the branches not taken, the legal interval, who decides, the steps of the contradictoire,
/// the regime, what another fact would change, and the digests that let anyone find the same answer again.
/// The steps are those that Replay::note_steps noted in the evaluation.
std::string tell(const Program& program, const Journal& journal, const Evaluation& evaluation);

}  // namespace filrouge
