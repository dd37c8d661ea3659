#include "examples/generateur/agenda.hpp"

#include <algorithm>
#include <cstring>

namespace filrouge::generateur {
namespace {

/// Les fêtes à date fixe suffisent ici : un service fermé un jour de Pâques ne change rien à l'histoire d'un
/// dossier.
bool ferie_fixe(unsigned mois, unsigned jour) {
  constexpr unsigned feries[][2] = {{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}};
  return std::any_of(std::begin(feries), std::end(feries),
                     [&](const auto& fete) { return fete[0] == mois && fete[1] == jour; });
}

}  // namespace

Agenda::Agenda() : debut_(*civil_date(2010, 1, 1)) {
  const Date fin = *civil_date(2032, 12, 31);
  jours_.resize(static_cast<std::size_t>(days_between(debut_, fin)) + 1);
  for (std::size_t i = 0; i < jours_.size(); ++i) {
    const Date jour = debut_ + static_cast<std::int32_t>(i);
    const auto civil = civil_day(jour);
    std::memcpy(jours_[i].iso, iso_date(jour).data(), 10);
    jours_[i].annee = static_cast<std::int16_t>(civil.year);
    jours_[i].mois = static_cast<std::int8_t>(civil.month);
    jours_[i].quantieme = static_cast<std::int8_t>(civil.day);
    jours_[i].semaine = static_cast<std::int8_t>(weekday(jour));
    jours_[i].attente = 0;
  }
  for (std::size_t i = jours_.size() - 1; i-- > 0;) {
    const auto& jour = jours_[i];
    const bool ferme = jour.semaine == 0 || jour.semaine == 6 ||
                       ferie_fixe(static_cast<unsigned>(jour.mois), static_cast<unsigned>(jour.quantieme));
    if (ferme) jours_[i].attente = static_cast<std::int8_t>(jours_[i + 1].attente + 1);
  }
}

std::size_t Agenda::rang(Date jour) const {
  const auto ecart =
      std::clamp<std::int32_t>(jour.days - debut_.days, 0, static_cast<std::int32_t>(jours_.size()) - 1);
  return static_cast<std::size_t>(ecart);
}

Date Agenda::tournee(Date jour) const {
  for (;;) {
    const auto& j = jours_[rang(jour)];
    if (j.semaine != 0 && !ferie_fixe(static_cast<unsigned>(j.mois), static_cast<unsigned>(j.quantieme)))
      return jour;
    jour = jour + 1;
  }
}

Date Agenda::plus_mois(Date jour, int mois) const {
  const auto& j = jours_[rang(jour)];
  const Date premier = premier_du_mois(jour, mois);
  const auto longueur =
      static_cast<int>(days_in_month(annee(premier), static_cast<unsigned>(this->mois(premier))));
  return premier + (std::min<int>(j.quantieme, longueur) - 1);
}

Date Agenda::premier_du_mois(Date jour, int n) const {
  const auto& j = jours_[rang(jour)];
  const int total = j.annee * 12 + (j.mois - 1) + n;
  return std::clamp(*civil_date(total / 12, static_cast<unsigned>(total % 12) + 1, 1), debut(), fin());
}

}  // namespace filrouge::generateur
