#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "examples/generateur/foyer.hpp"

namespace filrouge::generateur {

/// Ce que la personne doit, tel que la caisse l'a dit.
enum class Soumission { oui, non, inconnue };

struct Adulte {
  Date naissance;
  Soumission soumission = Soumission::oui;
};

/// Les types et la période dont la source du dossier répond : au-delà, un fait absent est inconnu. Sans
/// couverture, le journal est complet.
enum class Couverture { aucune, suivi, suivi_en_retard, caisse };

/// Ce qui est demandé au générateur.
struct Demande {
  std::uint64_t graine = 1;
  std::uint64_t dossiers = 1000;
  std::string departement = "64";
  std::string territoire;  ///< vide : tous ceux du département, selon leur poids
  Date au;                 ///< le jour de l'extraction
};

/// Un dossier entier, réemployé d'un tirage au suivant.
struct Dossier {
  int rang = 0;
  Foyer foyer;
  std::array<Adulte, 2> adultes;
  Couverture couverture = Couverture::aucune;
};

/// Tire le dossier de ce rang : le foyer et son droit dans `dossier`, ses faits dans `journal`.
void tire_dossier(const Demande& demande, const Agenda& agenda, const Territoire* impose, int rang,
                  Dossier& dossier, Journal& journal);

}  // namespace filrouge::generateur
