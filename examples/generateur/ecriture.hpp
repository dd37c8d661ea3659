#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string>

#include "examples/generateur/dossier.hpp"

namespace filrouge::generateur {

/// Écrit des dossiers en NDJSON, une ligne chacun, par gros paquets.
class Ecriture {
 public:
  Ecriture(const Agenda& agenda, const Demande& demande, std::FILE* sortie);

  void dossier(const Dossier& dossier, const Journal& journal);
  /// Vide le tampon ; faux si la sortie n'a pas pu être écrite.
  bool finit();

 private:
  void couverture(const Dossier& dossier);
  void attributs(const Journal& journal, int personne);
  void personnes(const Dossier& dossier, const Journal& journal);
  void evenement(const Evenement& evenement, const Journal& journal);
  /// L'identifiant d'un événement, sans ses guillemets.
  void identifiant(const Evenement& evenement);
  /// Ce par quoi ce dossier désigne un acte, entre guillemets ; faux, et rien d'écrit, s'il n'y est pas.
  bool cle(const Cle& cle, const Journal& journal);
  void references(const Evenement& evenement, const Journal& journal);
  void source(const Evenement& evenement);
  void champs(const Evenement& evenement, const Journal& journal);
  void jour(std::string_view nom, Date valeur);
  void pousse(std::string_view texte) { tampon_.append(texte.data(), texte.data() + texte.size()); }
  void nombre(unsigned valeur);

  const Agenda& agenda_;
  const Demande& demande_;
  std::FILE* sortie_;
  const Dossier* dossier_ = nullptr;  ///< celui qui s'écrit
  std::string departement_;           ///< écrit en JSON une fois pour toutes
  std::string couverture_suivi_, couverture_suivi_en_retard_, couverture_caisse_;
  fmt::memory_buffer tampon_;
  bool saine_ = true;
};

/// Un texte entre guillemets JSON.
std::string en_json(std::string_view texte);

}  // namespace filrouge::generateur
