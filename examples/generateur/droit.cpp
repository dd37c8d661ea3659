#include "examples/generateur/droit.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "examples/generateur/montants.hpp"

namespace filrouge::generateur {
namespace {

void raconte_attributs(Hasard& hasard, const Agenda& agenda, const Dossier& dossier, const Fin& fin,
                       Journal& journal) {
  const auto& foyer = dossier.foyer;
  const Date dernier = fin.jour.known() ? fin.effet - 1 : Date{};
  const Date fin_du_droit = fin.jour.known() ? fin.effet : Date{};
  if (foyer.taille_connue) raconte_taille(hasard, foyer, fin_du_droit, journal);
  if (foyer.montant_connu) raconte_montants(agenda, foyer, fin_du_droit, journal);
  if (foyer.territoire->nom == "Adour BAB" && hasard.sur_cent(60)) {
    constexpr std::array<std::string_view, 5> communes = {"\"64102\"", "\"64024\"", "\"64122\"", "\"64140\"",
                                                          "\"64065\""};
    journal.attribut({"commune", hasard.parmi(communes), foyer.entree, {}, foyer.connu, 0});
  }
  for (int personne = 1; personne <= foyer.adultes; ++personne) {
    const auto soumission = dossier.adultes[static_cast<std::size_t>(personne) - 1].soumission;
    if (soumission == Soumission::oui)
      journal.attribut({"soumission_droits_devoirs", "true", foyer.entree, dernier, foyer.connu, personne});
    if (soumission == Soumission::non)
      journal.attribut({"soumission_droits_devoirs", "false", foyer.entree, {}, foyer.connu, personne});
  }
  if (foyer.majoration) {
    const Date terme = agenda.plus_mois(foyer.entree, 12) - 1;
    journal.attribut({"majoration", "true", foyer.entree, terme, foyer.connu, 1});
  }
}

/// L'état du droit, et les mois sans versement faute de déclaration trimestrielle.
void raconte_versements(Hasard& hasard, const Agenda& agenda, const Foyer& foyer, const Fin& fin,
                        Journal& journal) {
  const Date dernier = fin.jour.known() ? fin.effet - 1 : Date{};
  const Date limite = fin.jour.known() ? fin.effet - 1 : journal.fin();
  Date depuis = foyer.entree;
  Date connu = foyer.connu;
  const std::string_view origine = foyer.constat ? "constat" : "flux";
  if (hasard.sur_cent(16)) {
    const Date debut = agenda.premier_du_mois(foyer.entree, hasard.entre(4, 24));
    const int mois = hasard.entre(1, 3);
    const Date reprise = agenda.premier_du_mois(debut, mois);
    if (debut + 12 <= limite) {
      journal.attribut({"etat_droit", "\"2\"", depuis, debut - 1, connu, 0});
      const bool reprend = reprise + 12 <= limite;
      journal.attribut({"etat_droit", "\"4\"", debut, reprend ? reprise - 1 : dernier, debut + 7, 0});
      journal.evenement("dtr_manquante", debut, 0)
          .champ("trimestre", agenda.iso(debut).substr(0, 7))
          .origine(origine)
          .connu(debut + 7);
      journal.evenement("suspension_versement", debut, 0)
          .champ("motif", "06")
          .champ("effet", debut)
          .origine(origine)
          .element("SuspensionVersement")
          .connu(debut + 7);
      if (!reprend) return;
      journal.evenement("dtr_recue", agenda.ouvert(reprise - 6), 0)
          .champ("trimestre", agenda.iso(debut).substr(0, 7))
          .origine(origine);
      journal.evenement("reprise_versement", reprise, 0)
          .champ("motif", "dtr")
          .champ("effet", reprise)
          .origine(origine)
          .element("EtatDossierRSA")
          .connu(reprise + 8);
      depuis = reprise;
      connu = reprise + 8;
    }
  }
  journal.attribut({"etat_droit", "\"2\"", depuis, dernier, connu, 0});
}

void raconte_indu(Hasard& hasard, const Agenda& agenda, const Foyer& foyer, Journal& journal) {
  const Date notifie = agenda.ouvert(foyer.connu + hasard.entre(120, 1200));
  constexpr std::array<std::string_view, 5> montants = {"182.40", "356.10", "611.25", "1240.00", "2895.73"};
  const auto montant = hasard.parmi(montants);
  journal.evenement("indu_notifie", notifie, 0).champ("montant", montant);
  if (hasard.sur_cent(30))
    journal.evenement("indu_remise", agenda.ouvert(notifie + hasard.entre(20, 90)), 0)
        .champ("montant", montant);
}

void raconte_fin(Hasard& hasard, const Dossier& dossier, const Fin& fin, Journal& journal) {
  if (!fin.jour.known()) return;
  const auto& foyer = dossier.foyer;
  const Date connu = fin.jour + hasard.entre(0, 40);
  // Sans cela, la soumission serait inconnue au lendemain du droit, et le dossier resterait à compléter.
  for (int personne = 1; personne <= foyer.adultes; ++personne)
    if (dossier.adultes[static_cast<std::size_t>(personne) - 1].soumission != Soumission::non)
      journal.attribut({"soumission_droits_devoirs",
                        "false",
                        fin.effet,
                        {},
                        std::clamp(connu, fin.effet, journal.extraction()),
                        personne});
  switch (fin.nature) {
    case Fin::Nature::mutation: {
      constexpr std::array<std::string_view, 5> voisins = {"40", "65", "32", "33", "31"};
      journal.evenement("mutation", fin.jour, 0)
          .champ("sens", "depart")
          .champ("departement", hasard.parmi(voisins))
          .origine("flux")
          .element("OrganismePrenant")
          .connu(connu);
      return;
    }
    case Fin::Nature::deces:
      journal.evenement("deces", fin.jour, 1).origine("flux").connu(connu);
      return;
    case Fin::Nature::cloture: {
      constexpr std::array<std::string_view, 4> motifs = {"reprise d'activité", "ressources", "ECH", "RFD"};
      journal.attribut(
          {"etat_droit", "\"5\"", fin.effet, {}, std::clamp(connu, fin.effet, journal.extraction()), 0});
      journal.evenement("cloture_droit", fin.jour, 0)
          .champ("motif", motifs[hasard.selon(std::array<int, 4>{55, 25, 12, 8})])
          .champ("effet", fin.effet)
          .origine(foyer.constat ? "constat" : "flux")
          .element("FinDroit")
          .connu(connu);
    }
  }
}

}  // namespace

Fin tire_fin(Hasard& hasard, const Agenda& agenda, const Foyer& foyer) {
  Fin fin;
  const auto nature = hasard.selon(std::array<int, 3>{85, 13, 2});
  const int ecart = hasard.entre(-10, 40);
  if (!foyer.sortie.known()) return fin;
  fin.nature = nature == 1                         ? Fin::Nature::mutation
               : nature == 2 && foyer.adultes == 1 ? Fin::Nature::deces
                                                   : Fin::Nature::cloture;
  fin.effet = foyer.sortie;
  fin.jour = fin.nature == Fin::Nature::cloture ? agenda.ouvert(foyer.sortie + ecart)
                                                : foyer.sortie - hasard.entre(1, 27);
  return fin;
}

void raconte_droit(Hasard& hasard, const Agenda& agenda, const Dossier& dossier, const Fin& fin,
                   Journal& journal) {
  const auto& foyer = dossier.foyer;
  raconte_attributs(hasard, agenda, dossier, fin, journal);

  const Date demande = agenda.ouvert(foyer.entree + hasard.entre(0, 25));
  constexpr std::array<std::string_view, 4> guichets = {"caf", "ccas", "departement", "association"};
  auto depot = journal.evenement("demande_rsa", demande, 0);
  depot.champ("guichet", guichets[hasard.selon(std::array<int, 4>{70, 15, 12, 3})]);
  if (foyer.constat) depot.origine("constat").element("DemandeRSA").connu(foyer.connu);
  if (hasard.sur_cent(5)) {
    constexpr std::array<std::string_view, 4> origines = {"40", "33", "31", "75"};
    journal.evenement("mutation", foyer.entree, 0)
        .champ("sens", "arrivee")
        .champ("departement", hasard.parmi(origines))
        .origine("flux")
        .element("OrganismeCedant")
        .connu(foyer.connu);
  }
  journal.evenement("ouverture_droit", agenda.ouvert(std::max(demande, foyer.connu - hasard.entre(2, 8))), 0)
      .champ("effet", foyer.entree)
      .champ("etat", "2")
      .origine(foyer.constat ? "constat" : "flux")
      .connu(foyer.connu);
  if (demande >= *civil_date(2025, 1, 1) && !foyer.constat)
    for (int personne = 1; personne <= foyer.adultes; ++personne)
      if (hasard.sur_cent(92)) journal.evenement("inscription_ft", demande, personne);
  raconte_versements(hasard, agenda, foyer, fin, journal);
  if (!foyer.constat && hasard.sur_cent(3)) raconte_indu(hasard, agenda, foyer, journal);
  raconte_fin(hasard, dossier, fin, journal);
}

}  // namespace filrouge::generateur
