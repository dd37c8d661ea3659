#pragma once

#include "examples/generateur/foyer.hpp"

namespace filrouge::generateur {

/// Le montant forfaitaire du foyer ce jour-là, en centimes (CASF R262-1).
int forfait(const Foyer& foyer, Date jour);
/// Ce que la caisse verse : le forfait, moins le logement et les ressources.
int montant_du(const Foyer& foyer, Date jour);
/// Ce que la caisse dit du montant, d'un changement au suivant, jusqu'à la fin.
void raconte_montants(const Agenda& agenda, const Foyer& foyer, Date fin, Journal& journal);
/// La taille du foyer : les enfants naissent, et cessent d'être à charge à vingt-cinq ans.
void raconte_taille(Hasard& hasard, const Foyer& foyer, Date fin, Journal& journal);

}  // namespace filrouge::generateur
