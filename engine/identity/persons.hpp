#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/dossier/record.hpp"

namespace filrouge {

/// What was settled of one person of a file, and why: told, and kept by the base (docs/importer.md, « Qui est
/// qui »).
struct PersonCall {
  enum class Kind {
    same,       ///< told under the name the base has
    joined,     ///< another name of a person of the base
    corrected,  ///< a person of the base, whose birth day or role is told otherwise
    entered,    ///< nobody the base knows
    doubted,    ///< entered, and perhaps somebody the base knows: a person must say
    refused     ///< the name is another person's: what is told under it is not taken
  };
  Kind kind = Kind::same;
  std::string told;          ///< her name in the file
  std::string called;        ///< her name in the base; empty when refused
  std::string doubted_with;  ///< of the base
  std::string reason;        ///< in French; empty when there is nothing to say
};

struct NamedPerson {
  std::string told, called;
};

/// Whose words are the names of persons in a file, beside those of the base?
enum class Naming {
  same_program,  ///< the program that named them: one name is one person, two names are two
  same_dossier,  ///< another, of the dossier it calls by the same number: one name is one person
  foreign        ///< another, which calls the dossier otherwise: names alike say nothing
};

/// Says of each person of `incoming` who she is among those of `held`, both of one household. By the keyed
/// hash of the NIR where both sides have one; else by birth day and role, by birth day, by role. A doubt
/// never joins: two who share what they are told by, a new person in the place of another, stay two.
/// `known_names`: what the names of this source were settled to be, which stands.
std::vector<PersonCall> call_persons(const Record& held, const Record& incoming,
                                     const std::vector<NamedPerson>& known_names, Naming naming);

/// Are these the days of one birth, one of them mistyped: day and month exchanged, or a single one of day,
/// month and year told otherwise?
bool mistyped(Date one, Date other);

}  // namespace filrouge
