#pragma once

#include <string_view>
#include <vector>

#include "engine/core/calendar/date.hpp"

namespace filrouge::generateur {

/// Les jours de 2010 à 2032, leurs textes et ce qu'un service y fait : tout est calculé une fois au
/// démarrage, pour que l'écriture d'une date ne coûte qu'une copie de dix caractères.
class Agenda {
 public:
  Agenda();

  /// Les jours que l'agenda connaît, bornes comprises ; les autres y sont ramenés.
  Date debut() const { return debut_; }
  Date fin() const { return {debut_.days + static_cast<std::int32_t>(jours_.size()) - 1}; }

  std::string_view iso(Date jour) const { return {jours_[rang(jour)].iso, 10}; }
  /// Le jour même si le service est ouvert, sinon le premier jour ouvert qui suit.
  Date ouvert(Date jour) const { return {jour.days + jours_[rang(jour)].attente}; }
  /// Un jour où le facteur passe : ni dimanche ni jour férié à date fixe.
  Date tournee(Date jour) const;
  int annee(Date jour) const { return jours_[rang(jour)].annee; }
  int mois(Date jour) const { return jours_[rang(jour)].mois; }
  /// De quantième à quantième, à défaut le dernier jour du mois.
  Date plus_mois(Date jour, int mois) const;
  /// Le 1er du n-ième mois suivant ; n = 0 : le 1er du mois.
  Date premier_du_mois(Date jour, int n) const;

 private:
  struct Jour {
    char iso[10];
    std::int16_t annee;
    std::int8_t mois, quantieme, attente, semaine;
  };
  std::size_t rang(Date jour) const;
  Date debut_;
  std::vector<Jour> jours_;
};

}  // namespace filrouge::generateur
