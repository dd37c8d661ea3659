#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/dossier/record.hpp"

namespace filrouge {

/// What was settled of the household a file speaks of.
struct HouseholdCall {
  enum class Kind {
    entered,    ///< no dossier of the base is of this household
    joined,     ///< that one is
    separated,  ///< that one has the same matricule, and is of another household
    doubted     ///< that one may be: a person must say
  };
  Kind kind = Kind::entered;
  std::string dossier;  ///< of the base
  std::string reason;   ///< in French
};

/// A dossier of the base that bears the same organisme and the same normalised matricule.
struct Candidate {
  Record held;
  bool named_by_same_source = false;  ///< the program that tells the household calls this dossier otherwise
};

/// Is a household told under the number of a dossier that another program named of that dossier? A number is
/// one program's own: `doubted` where the two have different matricules, or an applicant born another day;
/// else `joined`.
HouseholdCall call_same_number(const Record& incoming, const Record& held);

/// Of which dossier of the base is a household that the base does not have under its name? A matricule is a
/// number of one caisse: two caisses are two households; where a side does not say its caisse, two
/// départements are. A program that gives two names tells two households. Two households without a person in
/// common, or two dossiers that both fit, are a doubt, and a doubt never joins.
/// One answer a candidate, in their order, at most one of them `joined`; none when there is no candidate.
/// `shared`: what found the candidates, in the words of the reasons.
std::vector<HouseholdCall> call_household(const Record& incoming, const std::vector<Candidate>& candidates,
                                          std::string_view shared = "même matricule");

}  // namespace filrouge
