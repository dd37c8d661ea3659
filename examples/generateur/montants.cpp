#include "examples/generateur/montants.hpp"

#include <algorithm>
#include <array>

namespace filrouge::generateur {
namespace {

constexpr std::array<std::string_view, 10> petits_nombres = {"0", "1", "2", "3", "4",
                                                             "5", "6", "7", "8", "9"};

struct Revalorisation {
  int annee;
  unsigned mois;
  int centimes;  ///< une personne seule
};

/// Les décrets de revalorisation (rules/parametres/montants.yaml).
constexpr std::array<Revalorisation, 21> decrets = {{
    {2012, 1, 47493}, {2013, 1, 48324}, {2013, 9, 49290}, {2014, 1, 49931}, {2014, 9, 50930},
    {2015, 1, 51388}, {2015, 9, 52416}, {2016, 4, 52468}, {2016, 9, 53517}, {2017, 4, 53678},
    {2017, 9, 54548}, {2018, 4, 55093}, {2019, 4, 55974}, {2020, 4, 56478}, {2021, 4, 56534},
    {2022, 4, 57552}, {2022, 7, 59854}, {2023, 4, 60775}, {2024, 4, 63571}, {2025, 4, 64652},
    {2026, 4, 65169},
}};

Date premier_jour(const Revalorisation& decret) {
  return *civil_date(decret.annee, decret.mois, 1);
}

/// Les jours où quelque chose change, rangés : c'est peu, et sur la pile.
class Jours {
 public:
  void ajoute(Date jour, Date apres, Date avant) {
    if (jour > apres && jour < avant && nombre_ < jours_.size()) jours_[nombre_++] = jour;
  }
  void range() {
    std::sort(jours_.begin(), jours_.begin() + nombre_);
    nombre_ =
        static_cast<std::size_t>(std::unique(jours_.begin(), jours_.begin() + nombre_) - jours_.begin());
  }
  const Date* begin() const { return jours_.data(); }
  const Date* end() const { return jours_.data() + nombre_; }

 private:
  std::array<Date, 40> jours_;
  std::size_t nombre_ = 0;
};

/// Les naissances et les vingt-cinq ans.
void ajoute_les_enfants(const Foyer& foyer, Date fin, Jours& jours) {
  for (int i = 0; i < foyer.enfants; ++i) {
    const auto naissance = foyer.naissances[static_cast<std::size_t>(i)];
    const auto civil = civil_day(naissance);
    jours.ajoute(naissance, foyer.entree, fin);
    jours.ajoute(*civil_date(civil.year + 25, civil.month, civil.day), foyer.entree, fin);
  }
}

}  // namespace

int forfait(const Foyer& foyer, Date jour) {
  int seul = decrets.front().centimes;
  for (const auto& decret : decrets)
    if (premier_jour(decret) <= jour) seul = decret.centimes;
  const int enfants = foyer.a_charge(jour);
  int parts = foyer.adultes == 2 ? 150 : 100;
  for (int rang = 1; rang <= enfants; ++rang)
    parts += rang > 2 ? 40 : rang == 1 && foyer.adultes == 1 ? 50 : 30;
  return (seul * parts + 50) / 100;
}

int montant_du(const Foyer& foyer, Date jour) {
  int du = forfait(foyer, jour) - foyer.ressources;
  // Douze, seize ou seize et demi pour cent du forfait d'une, deux ou trois personnes.
  const int taille = std::min(foyer.taille(jour), 3);
  if (foyer.loge) {
    Foyer pareil;
    pareil.adultes = 1;
    const int seul = forfait(pareil, jour);
    du -= taille == 1   ? (seul * 12 + 50) / 100
          : taille == 2 ? (seul * 24 + 50) / 100
                        : (seul * 297 + 500) / 1000;
  }
  return std::max(du, 4000);
}

void raconte_montants(const Agenda& agenda, const Foyer& foyer, Date fin, Journal& journal) {
  const Date limite = fin.known() ? fin : journal.extraction() + 1;
  Jours jours;
  for (const auto& decret : decrets) jours.ajoute(premier_jour(decret), foyer.entree, limite);
  ajoute_les_enfants(foyer, limite, jours);
  jours.range();
  Attribut montant{"montant_du", {}, foyer.entree, {}, foyer.connu, 0, montant_du(foyer, foyer.entree)};
  for (const Date change : jours) {
    // Un enfant de plus, ou de moins, compte au mois.
    const Date mois = agenda.premier_du_mois(change, 0);
    const int nouveau = montant_du(foyer, change);
    if (mois <= montant.le || nouveau == montant.centimes || mois + 6 > journal.extraction()) continue;
    montant.jusqu_au = mois - 1;
    journal.attribut(montant);
    montant = {
        "montant_du", {}, mois, {}, std::max(foyer.connu, std::min(change + 6, journal.extraction())), 0,
        nouveau};
  }
  if (fin.known()) montant.jusqu_au = fin - 1;
  journal.attribut(montant);
}

void raconte_taille(Hasard& hasard, const Foyer& foyer, Date fin, Journal& journal) {
  const Date limite = fin.known() ? fin : journal.extraction() + 1;
  Jours jours;
  ajoute_les_enfants(foyer, limite, jours);
  jours.range();
  const auto nombre = [&](Date jour) { return petits_nombres[static_cast<std::size_t>(foyer.taille(jour))]; };
  Attribut taille{"taille_foyer", nombre(foyer.entree), foyer.entree, {}, foyer.connu, 0};
  for (const Date change : jours) {
    const Date appris = std::min(journal.extraction(), std::max(foyer.connu, change + hasard.entre(5, 60)));
    if (nombre(change) == taille.valeur) continue;
    taille.jusqu_au = change - 1;
    journal.attribut(taille);
    taille = {"taille_foyer", nombre(change), change, {}, appris, 0};
  }
  journal.attribut(taille);
}

}  // namespace filrouge::generateur
