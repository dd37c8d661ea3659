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

/// Comment ceux qui tiennent le dossier y désignent un acte.
enum class Tenue {
  numeros,  ///< un numéro par affaire (« S-2024-118 »), repris sur chaque acte
  tables,   ///< l'extraction d'un logiciel : chaque acte a sa table et sa clé, et cite celle de l'autre
  parent,   ///< la même, où seule la clé de la saisine, du manquement ou du recours est reprise
  rien      ///< rien n'est relié : plus d'un acte deviendra ambigu
};

/// Les années révolues ce jour-là.
int age(Date naissance, Date jour);

/// Un foyer tel que le tirage l'a fait, avec les habitudes de ceux qui tiennent son dossier.
struct Foyer {
  const Territoire* territoire = nullptr;
  int adultes = 1;
  int enfants = 0;                 ///< ceux du premier jour, puis celui qui naît ensuite
  std::array<Date, 5> naissances;  ///< les leurs
  bool enfants_nommes = false;     ///< au dossier ; sinon, comptés dans la taille seulement
  bool taille_connue = true;
  bool majoration = false;  ///< parent isolé
  bool msa = false;
  bool montant_connu = false;  ///< la caisse dit le montant dû
  int ressources = 0;          ///< retenues chaque mois, en centimes
  bool loge = false;           ///< le forfait logement est retenu
  Tenue tenue = Tenue::numeros;
  bool rdv_insertion = false;  ///< les rendez-vous y sont pris
  bool flux_source = false;    ///< ce que dit la caisse garde l'élément du flux d'où il vient
  bool constat = false;        ///< on n'en sait que ce que dit le flux de la caisse
  Date entree;                 ///< premier jour du droit
  Date connu;                  ///< jour où le droit est arrivé dans le dossier
  Date sortie;                 ///< premier jour sans droit ; inconnu : le droit court encore

  /// Nés, et de moins de vingt-cinq ans.
  int a_charge(Date jour) const;
  int taille(Date jour) const { return adultes + a_charge(jour); }
  bool plusieurs(Date jour) const { return taille(jour) > 1; }
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
  Date naissance;
  std::string_view structure;  ///< celle qui l'accompagne
  int orientations = 0;        ///< déjà décidées
  int suspensions = 0;         ///< déjà décidées contre cette personne
  int suite = 0;               ///< nombre de références déjà données dans ce dossier pour cette personne

  Date dans(Date jour, int bas, int haut) { return agenda.ouvert(jour + hasard.entre(bas, haut)); }
  Cle nouvelle_cle(char lettre, Date jour) {
    return {lettre, agenda.annee(jour), (dossier * 17 + personne * 500 + suite++) % 1000};
  }
  /// La référence, ou rien quand le service ne l'écrit pas.
  Cle cite(Cle cle) const {
    const bool ecrite = foyer.tenue == Tenue::parent ? cle.lettre != 'e' : foyer.tenue != Tenue::rien;
    return ecrite ? cle : Cle{};
  }
  /// De seize à vingt-cinq ans, la mission locale accompagne.
  bool jeune(Date jour) const { return age(naissance, jour) < 26; }
  /// Un rendez-vous : la personne y est, si elle signe ce jour-là.
  void rendez_vous(Date jour, std::string_view categorie, std::string_view statut);
  /// Le premier jour ouvert, à partir de celui-là, où nul rendez-vous ne la dit absente.
  Date presente(Date jour) const;
};

}  // namespace filrouge::generateur
