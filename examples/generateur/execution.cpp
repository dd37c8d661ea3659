#include <algorithm>
#include <array>
#include <string_view>

#include "examples/generateur/montants.hpp"
#include "examples/generateur/parcours.hpp"

namespace filrouge::generateur {
namespace {

enum Ecart {
  fidele,
  jamais_appliquee,
  un_mois_trop_tot,
  un_mois_trop_tard,
  autre_taux,
  autre_somme,
  plus_longue,
  reprise_tardive
};

/// « 50 % » vaut 50.
int pour_cent(std::string_view taux) {
  int nombre = 0;
  for (const char c : taux)
    if (c >= '0' && c <= '9') nombre = nombre * 10 + (c - '0');
  return nombre;
}

int part(int centimes, int taux) {
  return (centimes * taux + 50) / 100;
}

/// Ce que la caisse retient chaque mois.
int retenue(Recit& recit, Ecart ecart, Date effet, int taux) {
  const Date veille = effet - 1;
  const int du = montant_du(recit.foyer, veille);
  if (ecart == autre_taux) {
    constexpr std::array<int, 4> autres = {30, 50, 80, 100};
    int autre = recit.hasard.parmi(autres);
    if (autre == taux) autre = taux == 50 ? 30 : 50;
    return part(du, autre);
  }
  if (ecart == autre_somme) {
    // Sur le forfait au lieu du montant dû, ou sur un montant d'avant.
    const int plein = forfait(recit.foyer, veille);
    return part(
        plein - du > 1000 && recit.hasard.sur_cent(60) ? plein : du - recit.hasard.entre(20, 35) * 100, taux);
  }
  return part(du, taux);
}

}  // namespace

void radie(Recit& recit, Date effet) {
  auto& journal = recit.journal;
  const Date jour = recit.agenda.ouvert(effet);
  if (!journal.evenement("radiation_liste", jour, 0).champ("effet", effet).arrivee()) return;
  journal.arrete(jour);
  journal.clot(effet);
  const Date connu = std::min(jour + 9, journal.extraction());
  journal.attribut({"etat_droit", "\"5\"", effet, {}, connu, 0});
  for (int personne = 1; personne <= recit.foyer.adultes; ++personne)
    journal.attribut({"soumission_droits_devoirs", "false", effet, {}, connu, personne});
}

void execute(Recit& recit, const Decision& decision, Date effet, Date terme, Date leve) {
  auto& hasard = recit.hasard;
  const auto& agenda = recit.agenda;
  const auto ecart = static_cast<Ecart>(hasard.selon(std::array<int, 8>{54, 8, 5, 7, 6, 6, 7, 7}));
  const int taux = pour_cent(decision.taux);
  const bool en_somme = ecart == autre_taux || ecart == autre_somme || (taux < 100 && hasard.sur_cent(45));
  const bool dit_la_fin = hasard.sur_cent(85);
  const bool reprend = hasard.sur_cent(en_somme && dit_la_fin ? 45 : leve.known() ? 78 : 88);
  const int retard = hasard.entre(1, 3);
  const int somme = retenue(recit, ecart, effet, taux);
  const Date appris = effet + hasard.entre(5, 12);

  const int decale = ecart == un_mois_trop_tot ? -1 : ecart == un_mois_trop_tard ? 1 : 0;
  const Date premier = agenda.premier_du_mois(effet, decale);
  // La durée suit, ou bien la caisse s'en tient au dernier jour de la décision.
  const bool duree_tenue = hasard.sur_cent(60);
  Date jusqu = decale != 0 && duree_tenue ? agenda.premier_du_mois(terme, decale) : terme;
  if (ecart == plus_longue) jusqu = agenda.premier_du_mois(terme, 1);
  jusqu = std::max(jusqu, agenda.premier_du_mois(premier, 1));
  Date reprise = leve.known() ? std::min(jusqu, agenda.premier_du_mois(leve, 1)) : jusqu;
  if (ecart == reprise_tardive) reprise = agenda.premier_du_mois(reprise, retard);
  reprise = std::max(reprise, agenda.premier_du_mois(premier, 1));

  if (ecart != jamais_appliquee && premier >= recit.foyer.entree) {
    const Date connu = std::max(appris, premier + 5);
    if (en_somme) {
      auto ligne = recit.journal.evenement("reduction_appliquee", premier, 0);
      ligne.somme("montant", somme).du(premier).origine("flux").element("ReductionRSA").connu(connu);
      if (dit_la_fin) ligne.au((reprend || ecart == reprise_tardive ? reprise : jusqu) - 1);
    } else {
      recit.journal.evenement("suspension_versement", premier, 0)
          .champ("motif", "CG")
          .champ("effet", premier)
          .origine("flux")
          .element("SuspensionVersement")
          .connu(connu);
    }
  }
  if (!reprend) return;
  auto ligne = recit.journal.evenement("reprise_versement", reprise, 0);
  if (hasard.sur_cent(80))
    ligne.champ("motif", leve.known() && reprise < terme ? "levée" : "fin de la mesure");
  if (hasard.sur_cent(88)) ligne.champ("effet", reprise);
  ligne.origine("flux").element("EtatDossierRSA").connu(reprise + hasard.entre(5, 40));
}

}  // namespace filrouge::generateur
