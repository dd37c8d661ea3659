#pragma once

#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"

namespace filrouge {

/// What a dossier read from a file adds to the one the base holds. Nothing recorded is rewritten: an event
/// known under the same identifier with another content is a conflict, and the mend is a correction.
struct Additions {
  struct PersonAttribute {
    std::string person;  ///< empty: of the dossier
    RawAttribute attribute;
  };
  struct Conflict {
    std::string where;
    std::string reason;
  };

  bool head = false;  ///< département, territoire, organisme or matricule newly given or changed
  std::vector<RawPerson> persons;  ///< new, or with a role or a birth day the base lacked or had otherwise
  std::vector<PersonAttribute> attributes;  ///< new spans
  std::vector<PersonAttribute> ends;        ///< spans the base holds open and whose end is now known
  std::vector<RawCoverage> coverage;        ///< new
  struct Widened {
    RawCoverage held, now;
  };
  std::vector<Widened> widened;  ///< coverage that goes on where the one held stopped
  std::vector<RawEvent> events;  ///< new
  std::size_t unchanged_events = 0;
  std::vector<Conflict> conflicts;

  bool empty() const {
    return !head && persons.empty() && attributes.empty() && ends.empty() && coverage.empty() &&
           widened.empty() && events.empty();
  }
};

/// `held` is the dossier of the base, `incoming` the one of the file; both of the same identifier.
Additions additions(const Record& held, const Record& incoming);

}  // namespace filrouge
