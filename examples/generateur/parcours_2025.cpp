#include <algorithm>
#include <array>
#include <string_view>

#include "examples/generateur/courrier.hpp"
#include "examples/generateur/parcours.hpp"

namespace filrouge::generateur {
namespace {

enum Vers { france_travail, departement, delegataire, mission_locale };

std::string_view structure(const Recit& recit, Vers vers) {
  switch (vers) {
    case france_travail:
      return recit.foyer.territoire->france_travail;
    case departement:
      return recit.foyer.territoire->service_social;
    case delegataire:
      return recit.foyer.territoire->delegataire;
    case mission_locale:
      return "Mission locale";
  }
  return {};
}

/// Décide l'orientation et la notifie ; rend le jour que le service retient pour la notification.
Date oriente(Recit& recit, Date jour) {
  constexpr std::array<std::string_view, 4> organismes = {"france_travail", "departement", "delegataire",
                                                          "mission_locale"};
  constexpr std::array<std::string_view, 3> parcours = {"professionnel", "socioprofessionnel", "social"};
  const auto vers = static_cast<Vers>(recit.hasard.selon(
      recit.jeune(jour) ? std::array<int, 4>{22, 18, 5, 55} : std::array<int, 4>{47, 38, 15, 0}));
  const auto sens = vers == france_travail ? parcours[0]
                    : vers == departement  ? parcours[recit.hasard.sur_cent(70) ? 2 : 1]
                                           : /* autres organismes */ parcours[1];
  auto ligne = recit.journal.evenement("orientation", jour, recit.personne);
  ligne.champ("parcours", sens)
      .champ("organisme", organismes[vers])
      .champ("structure", structure(recit, vers));
  ligne.entier("rang", ++recit.orientations);
  recit.structure = structure(recit, vers);
  if (recit.hasard.sur_cent(25)) ligne.connu(jour + recit.hasard.entre(1, 15));
  return envoie(recit, recit.dans(jour, 0, 5), {"orientation", {}, false, {}, {}, {}, {}});
}

/// La vie du contrat une fois signé : rendez-vous, actualisations, et parfois un manquement.
void suit_le_contrat(Recit& recit, Date jour) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  jour = recit.presente(jour);
  auto ligne = journal.evenement("contrat_engagement_signe", jour, recit.personne);
  ligne.du(jour);
  if (hasard.sur_cent(72)) {
    ligne.entier("heures_semaine", 15);
  } else {
    ligne.entier("heures_semaine", hasard.entre(0, 14));
    if (hasard.sur_cent(80))
      ligne.champ("motif_minoration", hasard.sur_cent(40) ? "garde" : "situation particulière");
  }
  const Cle contrat = ligne.cle();
  const Date decret = *civil_date(2025, 6, 1);
  for (Date etape = jour; etape <= journal.fin();) {
    const Date suivante = recit.dans(etape, 80, 200);
    constexpr std::array<std::string_view, 4> statuts = {"honore", "absent", "excuse", "inconnu"};
    const Date vu = recit.dans(etape, 15, 75);
    recit.rendez_vous(vu, "accompagnement", statuts[hasard.selon(std::array<int, 4>{70, 17, 9, 4})]);
    if (hasard.sur_cent(12)) {
      const Date constat = recit.dans(etape, 20, 79);
      if (constat >= decret)
        etape = std::max(
            suivante,
            raconte_manquement_2025(recit, constat, hasard.sur_cent(6) ? "refus_controle" : "non_respect"));
      else if (hasard.sur_cent(40))
        etape = std::max(suivante, raconte_saisine_2012(recit, constat, "non_respect"));
      else
        etape = suivante;
    } else {
      etape = suivante;
    }
    if (hasard.sur_cent(78))
      journal.evenement("contrat_engagement_actualise", recit.dans(etape, 0, 20), recit.personne)
          .renvoie("contrat", recit.cite(contrat));
  }
  // Un rendez-vous déjà fixé est un fait d'aujourd'hui sur un jour à venir.
  if (journal.fin() == journal.extraction() && hasard.sur_cent(30)) {
    const Date pris = recit.agenda.ouvert(journal.extraction() - hasard.entre(3, 25));
    journal.evenement("rendez_vous", pris, recit.personne)
        .prevu(recit.dans(journal.extraction(), 1, 45))
        .champ("categorie", "accompagnement")
        .champ("statut", "prevu")
        .champ("structure", recit.structure);
  }
}

/// Du jour de la notification de l'orientation au contrat, ou à ce qui en tient lieu.
void contracte(Recit& recit, Date orientation, Date notifie) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  Date depart = notifie.known() ? notifie : orientation + 5;
  if (hasard.sur_cent(65)) {
    const Date diagnostic = recit.dans(depart, 5, 25);
    journal.evenement("diagnostic", diagnostic, recit.personne).champ("nature", "global");
    if (hasard.sur_cent(10)) {
      const Date nouvelle = recit.dans(diagnostic, 1, 10);
      notifie = oriente(recit, nouvelle);
      depart = notifie.known() ? notifie : nouvelle + 5;
    }
  }
  const Date du = recit.agenda.plus_mois(depart, 1);
  const Date decret = *civil_date(2025, 6, 1);
  switch (hasard.selon(std::array<int, 4>{58, 24, 11, 7})) {
    case 0:
      return suit_le_contrat(recit, recit.dans(depart, 3, days_between(depart, du) - 4));
    case 1:
      return suit_le_contrat(recit, recit.dans(du, 1, 80));
    case 2:
      return;
    default:
      break;
  }
  const Date refus = recit.dans(depart, 8, 40);
  journal.evenement("contrat_engagement_refuse", refus, recit.personne);
  if (refus < decret || !hasard.sur_cent(70)) return;
  const Date fin = raconte_manquement_2025(recit, recit.dans(refus, 1, 25), "refus_contrat");
  if (hasard.sur_cent(55)) suit_le_contrat(recit, recit.dans(fin, 0, 40));
}

}  // namespace

void raconte_parcours_2025(Recit& recit, Date recu) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  journal
      .evenement("notification_droits_devoirs", recit.agenda.ouvert(recu - hasard.entre(1, 5)),
                 recit.personne)
      .champ("recu_le", recu)
      .origine("flux")
      .connu(recu);
  if (hasard.sur_cent(60)) {
    journal.evenement("invitation", recit.dans(recu, 2, 12), recit.personne)
        .champ("categorie", "orientation")
        .champ("canal", hasard.sur_cent(60) ? "sms" : "courrier");
    constexpr std::array<std::string_view, 4> statuts = {"honore", "absent", "excuse", "annule_service"};
    const Date vu = recit.dans(recu, 12, 38);
    recit.rendez_vous(vu, "orientation", statuts[hasard.selon(std::array<int, 4>{72, 18, 7, 3})]);
  }
  Date orientation;
  switch (hasard.selon(std::array<int, 3>{66, 22, 12})) {
    case 0:
      orientation = recit.dans(recu, 7, 40);
      break;
    case 1:
      orientation = recit.dans(recu, 43, 130);
      break;
    default:
      return;
  }
  const Date notifie = oriente(recit, orientation);
  contracte(recit, orientation, notifie);
}

void raconte_reprise_du_stock(Recit& recit) {
  if (!recit.hasard.sur_cent(58)) return;
  const Date orientation = recit.dans(*civil_date(2025, 1, 13), 0, 660);
  const Date notifie = oriente(recit, orientation);
  contracte(recit, orientation, notifie);
}

}  // namespace filrouge::generateur
