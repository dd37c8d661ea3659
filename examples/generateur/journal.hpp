#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/calendar/date.hpp"
#include "examples/generateur/agenda.hpp"

namespace filrouge::generateur {

/// De quoi nommer un autre fait du dossier : un événement (« e12 »), un manquement (« M-2026-014 »), une
/// saisine (« S-2026-014 »), un recours (« R-2026-014 »).
struct Cle {
  char lettre = 0;  ///< 'e', 'M', 'S', 'R' ; 0 : rien
  int annee = 0;
  int numero = 0;
};

struct Renvoi {
  std::string_view role;
  Cle cle;
};

struct Evenement {
  std::string_view type;
  Date le, connu, du, au, prevu;
  int rang = 0;      ///< son numéro d'identifiant
  int personne = 0;  ///< 1, 2 ; 0 : le dossier
  std::string_view origine;
  std::string_view element;  ///< celui du flux de la caisse d'où il vient
  Cle reference;
  std::array<Renvoi, 3> renvois;
  int nombre_de_renvois = 0;
  std::string_view vise;  ///< « cible », « annule » : ce que l'acte fait d'un autre
  Cle cible;              ///< cet autre
  std::uint32_t champs_debut = 0, champs_fin = 0;  ///< dans le texte du journal
  Cle ligne_de;  ///< l'acte dont il est une colonne, dans la table où celui-ci est une ligne
  std::string_view systeme, objet;  ///< d'où il vient (references.cpp)
  int cle = 0;                      ///< sa clé dans cette table
};

struct Attribut {
  std::string_view nom;
  std::string_view valeur;  ///< déjà écrit en JSON : `"2"`, `3`, `true` ; vide : une somme
  Date le, jusqu_au, connu;
  int personne = 0;
  int centimes = 0;
};

/// Le journal d'un dossier en cours d'écriture. Sa mémoire sert d'un dossier au suivant.
/// Ce qui tombe après la fin du suivi (clôture, mutation, jour de l'extraction) n'arrive pas : `evenement`
/// rend alors une écriture sans effet, et l'histoire peut continuer à se raconter sans que chaque étape s'en
/// soucie.
class Journal {
 public:
  explicit Journal(const Agenda& agenda) : agenda_(agenda) { texte_.reserve(1 << 14); }

  void recommence(Date fin, Date extraction) {
    evenements.clear();
    attributs.clear();
    texte_.clear();
    fin_ = fin;
    extraction_ = extraction;
    prochain_ = 1;
  }
  /// Avance la fin du suivi ; ce qui était déjà écrit au-delà disparaît.
  void arrete(Date fin);
  /// Le droit prend fin ce jour-là : les attributs s'arrêtent la veille.
  void clot(Date effet);
  Date fin() const { return fin_; }
  Date extraction() const { return extraction_; }

  /// Une ligne en cours : chaque appel ajoute un champ au JSON de l'événement.
  class Ligne {
   public:
    Ligne& champ(std::string_view nom, std::string_view texte);
    Ligne& champ(std::string_view nom, Date jour);
    Ligne& entier(std::string_view nom, int nombre);
    Ligne& somme(std::string_view nom, int centimes);
    Ligne& oui(std::string_view nom, bool valeur = true);
    /// Corrige, ou annule, un autre événement du dossier.
    Ligne& cible(std::string_view nom, Cle evenement);
    /// Le champ `champs` d'une correction : ce qui remplace.
    Ligne& remplace(std::string_view nom, std::string_view texte);
    Ligne& du(Date jour) { return pose(&Evenement::du, jour); }
    Ligne& au(Date jour) { return pose(&Evenement::au, jour); }
    Ligne& prevu(Date jour) { return pose(&Evenement::prevu, jour); }
    /// Le jour où le fait est arrivé dans le dossier, du jour de l'acte à celui de l'extraction.
    Ligne& connu(Date jour);
    Ligne& origine(std::string_view mot);
    Ligne& element(std::string_view nom);
    Ligne& ligne_de(Cle acte);
    Ligne& reference(Cle cle);
    Ligne& renvoie(std::string_view role, Cle cle);
    /// La clé de cet événement, pour qu'un autre le désigne ; vide s'il n'est pas arrivé.
    Cle cle() const;
    bool arrivee() const { return rang_ >= 0; }

   private:
    friend class Journal;
    Ligne(Journal& journal, int rang) : journal_(&journal), rang_(rang) {}
    Ligne& pose(Date Evenement::*champ, Date jour);
    void separe(std::string_view nom);
    Evenement& evenement() { return journal_->evenements[static_cast<std::size_t>(rang_)]; }
    Journal* journal_;
    int rang_;
  };

  Ligne evenement(std::string_view type, Date le, int personne);
  void attribut(const Attribut& valeur) { attributs.push_back(valeur); }
  /// La personne n'est pas venue ce jour-là ; ou bien elle a signé ce jour-là.
  bool absente(int personne, Date jour) const;
  bool signe(int personne, Date jour) const;
  /// L'événement de ce numéro, une fois le journal rangé ; nul s'il n'est pas arrivé.
  const Evenement* numero(int rang) const;
  /// Range les événements par jour, dans l'ordre de leur saisie pour un même jour.
  void range();
  std::string_view champs(const Evenement& evenement) const {
    return std::string_view(texte_).substr(evenement.champs_debut,
                                           evenement.champs_fin - evenement.champs_debut);
  }

  std::vector<Evenement> evenements;
  std::vector<Attribut> attributs;

 private:
  const Agenda& agenda_;
  std::string texte_;
  std::vector<int> places_;  ///< de chaque numéro, une fois rangé ; −1 : nulle part
  Date fin_, extraction_;
  int prochain_ = 1;
};

}  // namespace filrouge::generateur
