#include "examples/generateur/foyer.hpp"

namespace filrouge::generateur {

const std::array<Territoire, 5>& territoires() {
  static const std::array<Territoire, 5> liste = {{
      {"Adour BAB", "SDSEI Adour BAB", "France Travail Bayonne", "PLIE du Pays basque",
       "Délégataire Côte basque"},
      {"Pays Basque intérieur", "SDSEI Pays Basque intérieur", "France Travail Saint-Palais",
       "PLIE du Pays basque", "Délégataire Pays basque intérieur"},
      {"Pau Agglomération", "SDSEI Pau Agglomération", "France Travail Pau", "PLIE du Béarn",
       "Délégataire Pau"},
      {"Est Béarn", "SDSEI Est Béarn", "France Travail Lescar", "PLIE du Béarn", "Délégataire Est Béarn"},
      {"Béarn des Gaves et Haut Béarn", "SDSEI Béarn des Gaves", "France Travail Oloron", "PLIE du Béarn",
       "Délégataire Haut Béarn"},
  }};
  return liste;
}

Territoire territoire_nomme(std::string_view nom) {
  for (const auto& territoire : territoires())
    if (territoire.nom == nom) return territoire;
  return {nom, "Service social du Département", "France Travail", "PLIE", "Organisme délégataire"};
}

}  // namespace filrouge::generateur
