#pragma once

#include <array>
#include <string_view>

#include "examples/generateur/agenda.hpp"
#include "examples/generateur/hasard.hpp"
#include "examples/generateur/journal.hpp"

namespace filrouge::generateur {

/// Un territoire et ceux qui y accompagnent.
struct Territoire {
  std::string_view nom;
  std::string_view service_social;  ///< le service du Département
  std::string_view france_travail;
  std::string_view autre_organisme;  ///< organisme du service public de l'emploi, autre que France Travail
  std::string_view delegataire;
};

/// Les territoires de solidarité du département 64 ; pour un autre nom, un territoire aux structures
/// génériques.
const std::array<Territoire, 5>& territoires();
Territoire territoire_nomme(std::string_view nom);

/// Un foyer tel que le tirage l'a fait, avec les habitudes de ceux qui tiennent son dossier.
struct Foyer {
  const Territoire* territoire = nullptr;
  int adultes = 1;
  int enfants = 0;  ///< comptés dans la taille du foyer, jamais nommés
  bool taille_connue = true;
  bool majoration = false;  ///< parent isolé
  bool msa = false;
  bool references = true;  ///< le service écrit les références : sinon, plus d'un acte deviendra ambigu
  bool constat = false;    ///< on n'en sait que ce que dit le flux de la caisse
  Date entree;             ///< premier jour du droit
  Date connu;              ///< jour où le droit est arrivé dans le dossier
  Date sortie;             ///< premier jour sans droit ; inconnu : le droit court encore

  bool plusieurs() const { return adultes + enfants > 1; }
};

/// Ce qu'il faut pour raconter le parcours d'une personne.
struct Recit {
  Hasard& hasard;
  const Agenda& agenda;
  Journal& journal;
  const Foyer& foyer;
  int dossier;   ///< rang du dossier : il entre dans les références, pour que deux dossiers n'aient pas les
                 ///< mêmes
  int personne;  ///< 1 ou 2
  int suspensions = 0;  ///< déjà décidées contre cette personne
  int suite = 0;        ///< nombre de références déjà données dans ce dossier pour cette personne

  Date dans(Date jour, int bas, int haut) { return agenda.ouvert(jour + hasard.entre(bas, haut)); }
  Cle nouvelle_cle(char lettre, Date jour) {
    return {lettre, agenda.annee(jour), (dossier * 17 + personne * 500 + suite++) % 1000};
  }
  /// La référence, ou rien quand le service ne les écrit pas.
  Cle cite(Cle cle) const { return foyer.references ? cle : Cle{}; }
};

}  // namespace filrouge::generateur
