#pragma once

#include "examples/generateur/foyer.hpp"

namespace filrouge::generateur {

/// Donne à chaque événement la table et la clé qu'il a dans le logiciel d'où il vient, selon la tenue du
/// dossier.
void numerote(const Foyer& foyer, int rang, Journal& journal);

/// L'étiquette sous laquelle on cite une affaire : « saisine », « manquement », « recours ».
std::string_view etiquette(const Cle& affaire);
/// L'acte qui a ouvert cette affaire ; nul s'il n'est pas arrivé.
const Evenement* ouvreur(const Journal& journal, const Cle& affaire);

}  // namespace filrouge::generateur
