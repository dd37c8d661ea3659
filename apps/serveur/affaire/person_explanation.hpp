#pragma once

#include <string>
#include <utility>
#include <vector>

#include "apps/serveur/affaire/dossier_read.hpp"

namespace filrouge::serveur {

struct ExplainedPoint {
  int number = 0;  ///< 1 to 10
  std::string title;
  std::vector<std::string> paragraphs;
  std::vector<std::string> items;  ///< of a list, after the paragraphs
};

/// One of the four headings of CRPA R311-3-1-2; the last, that is ours, is of the rights of the person.
struct ExplainedHeading {
  std::string title;
  std::vector<ExplainedPoint> points;
};

/// What is owed to a person who asks how the engine weighed in her affaire (CRPA R311-3-1-2), in words fit
/// for her: no name of a rule, no identifier of an act. Where only the Département can answer, it says « à
/// compléter par le Département ».
struct PersonExplanation {
  std::string title;
  std::vector<std::string> intro;
  std::vector<ExplainedHeading> headings;
  std::vector<std::pair<std::string, std::string>> words;  ///< those used above that need to be explained
};
inline constexpr std::string_view left_to_the_departement = "à compléter par le Département";

PersonExplanation person_explanation(const DossierRead& dossier, const Thread& thread);

}  // namespace filrouge::serveur
