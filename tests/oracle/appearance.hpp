#pragma once

#include <string>

#include "engine/core/calendar/date.hpp"
#include "engine/core/dossier/record.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge::oracle {

/// Asks day after day, knowing what is known on the last: the first of the days in a row on which an id is
/// there is the day each line of that last day says it appeared. Tells the lines that say another; empty:
/// none.
std::string wrong_appearance(const Program& program, const Record& record, Date asked);

/// What is chosen from the day asked is so for all the days before: the version of a procédure « pour
/// chaque » governed by a day; what an act cites, or shares a reference with, though it comes later.
bool told_with_hindsight(const Program& program, const Record& record);

/// Does an act of the post tell what became of a letter? Of those too, a notification keeps hindsight.
bool followed_by_the_post(const Program& program, const Record& record);

}  // namespace filrouge::oracle
