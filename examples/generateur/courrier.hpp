#pragma once

#include <string_view>

#include "examples/generateur/foyer.hpp"

namespace filrouge::generateur {

struct Lettre {
  std::string_view objet;
  std::string_view delai_annonce;  ///< vide : la lettre n'en annonce pas
  bool voies_et_delais = false;
  std::string_view role;  ///< ce que la lettre concerne (« manquement », « decision ») ; vide : rien
  Cle concerne;
  /// L'affaire, que cite à sa place un service qui n'écrit que la clé du parent.
  std::string_view role_parent;
  Cle parent;
};

/// Envoie une lettre et raconte son chemin, qui peut s'arrêter à chaque étape ; revenue, on la renvoie
/// quelquefois. Rend le jour où le service croira la personne informée (la suite du récit en part), ou un
/// jour inconnu s'il n'en a pas de preuve.
Date envoie(Recit& recit, Date jour, const Lettre& lettre);

}  // namespace filrouge::generateur
