#pragma once

#include "engine/core/dossier/record.hpp"

/// What is told of one thing day after day, as it was known on a day: of what says something, the one known
/// last, then the one told last.
namespace filrouge {

/// Takes `said` in the place of `held`, known since `since`, unless it says nothing or was known before it.
template <class Told, class Said>
void hear(Told& held, Date& since, const Said& said, Date known) {
  if (said == Said{} || known < since) return;
  held = said;
  since = known;
}

/// What was known of the dossier itself by that day, `known` being the first day on which anything was.
RawHeadRestated head_as_known(const Record& record, Date by = last_day());
/// What was known of the person by that day, `known` being the first day on which anything was.
RawPersonRestated person_as_known(const RawPerson& person, Date by = last_day());

}  // namespace filrouge
