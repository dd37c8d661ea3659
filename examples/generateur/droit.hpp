#pragma once

#include "examples/generateur/dossier.hpp"

namespace filrouge::generateur {

/// Comment le suivi finit : le droit se clôt, le foyer déménage hors du département, ou la personne seule
/// décède.
struct Fin {
  enum class Nature { cloture, mutation, deces };
  Nature nature = Nature::cloture;
  Date jour;   ///< jour de l'acte, dernier du suivi ; inconnu : le droit court encore
  Date effet;  ///< premier jour sans droit
};
Fin tire_fin(Hasard& hasard, const Agenda& agenda, const Foyer& foyer);

/// Ce que la caisse sait : demande, ouverture, états du droit, foyer, déclarations manquantes, indus, fin.
void raconte_droit(Hasard& hasard, const Agenda& agenda, const Dossier& dossier, const Fin& fin,
                   Journal& journal);

}  // namespace filrouge::generateur
