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
/// What a length written by its name is worth, for those dossiers (empty: all): « 2 mois », « 2 mois, 3 mois
/// depuis le 1er juin 2025, 6 semaines pour le département 64 ». Empty: it is no duration, or is worth too
/// many things.
std::string lengths_of(const Parameter& parameter, const std::string& departement);
/// « semaines » are « toutes les », « 1 mois » is « chaque mois ».
std::string every(const std::string& length);

}  // namespace filrouge::dsl
