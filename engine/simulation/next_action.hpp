#pragma once

#include <cstdint>

#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge {

/// The « prochaine action » of a dossier: of what somebody has to do, the earliest by its day. An échéance or
/// an occurrence of a rythme that is not settled (à venir, proche, en retard, incertaine), an action or a
/// proposal that stands, in a procédure that is not over. Not what may be done (a faculté), nor the time of
/// the person; of the occurrences of a rythme missed one after the other, the last alone. Without a day:
/// after all those that have one; of one day: the gravest, then the first of the contract's order. none_id:
/// there is none.
std::uint32_t next_action(const Program& program, const Evaluation& evaluation);

}  // namespace filrouge
