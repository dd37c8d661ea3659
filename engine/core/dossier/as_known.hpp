#pragma once

#include <vector>

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

/// What is known of the dossier itself, `known` being the first day on which anything was; `besides`: what is
/// restated of it elsewhere.
RawHeadRestated head_as_known(const Record& record, const std::vector<RawHeadRestated>& besides = {});
/// The same of a person.
RawPersonRestated person_as_known(const RawPerson& person,
                                  const std::vector<RawPersonRestated>& besides = {});
/// The last known of the spans of an attribute that begin as that one does. None: nothing is held of it.
const RawAttribute* known_last(const std::vector<RawAttribute>& held, const RawAttribute& span);

}  // namespace filrouge
