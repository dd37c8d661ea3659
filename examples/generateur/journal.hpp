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
  Cle reference;
  std::array<Renvoi, 3> renvois;
  int nombre_de_renvois = 0;
  std::uint32_t champs_debut = 0, champs_fin = 0;  ///< dans le texte du journal
};

struct Attribut {
  std::string_view nom;
  std::string_view valeur;  ///< déjà écrit en JSON : `"2"`, `3`, `true`
  Date le, jusqu_au, connu;
  int personne = 0;
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
  Date fin() const { return fin_; }
  Date extraction() const { return extraction_; }

  /// Une ligne en cours : chaque appel ajoute un champ au JSON de l'événement.
  class Ligne {
   public:
    Ligne& champ(std::string_view nom, std::string_view texte);
    Ligne& champ(std::string_view nom, Date jour);
    Ligne& entier(std::string_view nom, int nombre);
    Ligne& oui(std::string_view nom, bool valeur = true);
    /// Désigne un autre événement du dossier par son identifiant.
    Ligne& cible(std::string_view nom, Cle evenement);
    /// Le champ `champs` d'une correction : ce qui remplace.
    Ligne& remplace(std::string_view nom, std::string_view texte);
    Ligne& du(Date jour) { return pose(&Evenement::du, jour); }
    Ligne& au(Date jour) { return pose(&Evenement::au, jour); }
    Ligne& prevu(Date jour) { return pose(&Evenement::prevu, jour); }
    /// Le jour où le fait est arrivé dans le dossier, du jour de l'acte à celui de l'extraction.
    Ligne& connu(Date jour);
    Ligne& origine(std::string_view mot);
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
  Date fin_, extraction_;
  int prochain_ = 1;
};

}  // namespace filrouge::generateur
