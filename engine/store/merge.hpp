#pragma once

#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"

namespace filrouge {

/// What a dossier read from a file adds to the one the base holds. Nothing recorded is rewritten: an event
/// known under the same identifier with another content is a conflict, and the mend is a correction; what is
/// told otherwise of a dossier, of a person, of the end of an attribute or of a coverage is told beside what
/// was, with the day from which it is known.
struct Additions {
  struct PersonAttribute {
    std::string person;  ///< empty: of the dossier
    RawAttribute attribute;
  };
  struct Conflict {
    std::string where;
    std::string reason;
  };

  std::vector<RawHeadRestated> heads;  ///< département, territoire, organisme or matricule told otherwise
  std::vector<RawPerson> persons;      ///< new; their attributes are among those below
  struct PersonRestated {
    std::string person;
    RawPersonRestated now;
  };
  std::vector<PersonRestated> restated;  ///< a role or a birth day the base lacked or had otherwise
  std::vector<PersonAttribute> attributes;
  std::vector<RawCoverage> coverage;
  std::vector<RawEvent> events;
  std::size_t unchanged_events = 0;
  std::vector<Conflict> conflicts;

  bool empty() const {
    return heads.empty() && persons.empty() && restated.empty() && attributes.empty() && coverage.empty() &&
           events.empty();
  }
};

/// `held` is the dossier of the base (without identifier: it holds none), `incoming` the one of the file;
/// both of the same identifier. `told_on`: the day from which what the file tells without a day of its own is
/// known (unknown: since ever). The events that are new are taken from `incoming`.
Additions additions(const Record& held, Record& incoming, Date told_on);

}  // namespace filrouge
