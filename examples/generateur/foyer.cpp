#include "examples/generateur/foyer.hpp"

#include <algorithm>

namespace filrouge::generateur {

int age(Date naissance, Date jour) {
  const auto ne = civil_day(naissance), est = civil_day(jour);
  const bool passe = est.month != ne.month ? est.month > ne.month : est.day >= ne.day;
  return est.year - ne.year - (passe ? 0 : 1);
}

int Foyer::a_charge(Date jour) const {
  const auto fin = naissances.begin() + enfants;
  return static_cast<int>(std::count_if(naissances.begin(), fin, [&](Date naissance) {
    return naissance <= jour && age(naissance, jour) < 25;
  }));
}

void Recit::rendez_vous(Date jour, std::string_view categorie, std::string_view statut) {
  journal.evenement("rendez_vous", jour, personne)
      .champ("categorie", categorie)
      .champ("statut", journal.signe(personne, jour) ? "honore" : statut)
      .champ("structure", structure);
}

Date Recit::presente(Date jour) const {
  while (journal.absente(personne, jour)) jour = agenda.ouvert(jour + 1);
  return jour;
}

}  // namespace filrouge::generateur
