#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge::acte {

/// Of whom, or of which affaire, acts are looked for; both empty: of the whole dossier.
struct ExpectedOf {
  std::string personne;
  std::string affaire;  ///< as a finding names it
};

/// An act that the present states look for.
struct ExpectedAct {
  EventTypeId type = no_id;
  std::string name, label;  ///< "courrier_envoye", « Courrier envoyé »
  /// What a form may hold at once: key of a field and value (« champs.objet », « information_prealable »).
  std::vector<std::pair<std::string, std::string>> prefilled;
  std::string sentence;  ///< what awaits it
  std::string personne, affaire;
  std::string date;  ///< ISO, when it is due; may be empty
  bool late = false;
  bool preparatory = false;     ///< it leads to a decision against the person: a saisine, a proposed sanction
  bool may_be_adverse = false;  ///< with other fields than those awaited, it would weigh on the person
};

struct ExpectedActs {
  std::vector<ExpectedAct> awaited;  ///< most likely first; none of them weighs on the person
  /// Decisions against the person that the rules would follow: recorded when an authority took them, never
  /// proposed here, never chosen in advance. To be shown apart, last. Nothing is prefilled.
  std::vector<ExpectedAct> adverse;
};

/// What the live procédures await on the day of that evaluation.
ExpectedActs expected_acts(const Program& program, const Journal& journal, const Evaluation& evaluation,
                           const ExpectedOf& of = {});

}  // namespace filrouge::acte
