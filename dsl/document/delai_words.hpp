#pragma once

#include <functional>
#include <string>

#include "engine/core/explain/phrase.hpp"

namespace filrouge::dsl {

/// How who tells of a délai says a value, and a day: as Markdown with links, or as plain text.
struct DelaiTold {
  std::function<std::string(ExprId, Beside)> value, day;
};

/// What it is counted by and from when: « 2 mois après l'orientation », « dès que possible », « au plus tard
/// tous les 15 jours depuis le contrat, glissants ».
std::string delai_heading(const Model& model, const Delai& delai, const DelaiTold& told);
/// « , prorogé si samedi, dimanche ou férié, au bénéfice de la personne »: how its days are counted, and
/// whose they are.
std::string delai_counting(const Delai& delai);
/// « semaines » are « toutes les », « 1 mois » is « chaque mois ».
std::string every(const std::string& length);

}  // namespace filrouge::dsl
