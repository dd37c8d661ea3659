#pragma once

#include "examples/generateur/foyer.hpp"

namespace filrouge::generateur {

/// Le parcours d'une personne sous les textes de 2012 à 2024 : orientation sous deux mois, CER ou PPAE,
/// saisines de l'équipe pluridisciplinaire. Il s'arrête au 31 décembre 2024, ou au printemps 2025 pour les
/// sanctions déjà engagées.
void raconte_parcours_2012(Recit& recit, Date recu);

/// Le parcours depuis 2025 : orientation sous six semaines, contrat d'engagement sous un mois, manquements.
void raconte_parcours_2025(Recit& recit, Date recu);
/// Le passage au contrat d'engagement d'une personne accompagnée avant 2025.
void raconte_reprise_du_stock(Recit& recit);

/// Saisine de l'équipe pluridisciplinaire, de la cause du retard ou du manquement jusqu'à la décision.
/// `theme` est celui de la saisine. Rend le jour où tout est fini.
Date raconte_saisine_2012(Recit& recit, Date jour, std::string_view theme);
/// La radiation de la liste : le droit finit ce jour-là, le suivi aussi.
void radie(Recit& recit, Date effet);
/// Suites d'un manquement constaté, commis depuis le 1er juin 2025. Rend le jour où tout est fini.
Date raconte_manquement_2025(Recit& recit, Date jour, std::string_view nature);

struct Decision {
  std::string_view mesure, taux, duree;
  int mois = 0;  ///< longueur de la mesure ; 0 : pas de mesure dans le temps
  Cle manquement, saisine, passage;
};
/// Ce que la caisse fait d'une mesure, du premier jour à la reprise : elle s'en écarte quelquefois. `leve` :
/// le jour où la levée a été écrite, s'il y en a une.
void execute(Recit& recit, const Decision& decision, Date effet, Date terme, Date leve);
/// La décision, sa lettre, ce que la caisse applique, le recours s'il y en a un. Rend le lendemain de la
/// mesure.
Date raconte_decision(Recit& recit, Date jour, const Decision& decision);
/// RAPO, avis de la commission, décision ou silence, tribunal.
void raconte_recours(Recit& recit, Date notification, Cle contestee, const Decision& decision);

}  // namespace filrouge::generateur
