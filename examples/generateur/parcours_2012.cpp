#include <algorithm>
#include <array>
#include <string_view>

#include "examples/generateur/parcours.hpp"

namespace filrouge::generateur {
namespace {

enum Vers { departement, france_travail, autre_spe, mission_locale };
constexpr std::array<std::string_view, 4> organismes = {"departement", "france_travail", "autre_spe",
                                                        "mission_locale"};

std::string_view structure(const Recit& recit, Vers vers) {
  switch (vers) {
    case departement:
      return recit.foyer.territoire->service_social;
    case france_travail:
      return recit.foyer.territoire->france_travail;
    case autre_spe:
      return recit.foyer.territoire->autre_organisme;
    case mission_locale:
      return "Mission locale";
  }
  return {};
}

void oriente(Recit& recit, Date jour, Vers vers, bool par_defaut) {
  auto ligne = recit.journal.evenement("orientation", jour, recit.personne);
  ligne
      .champ("parcours", vers == departement      ? "social"
                         : vers == mission_locale ? "socioprofessionnel"
                                                  : "professionnel")
      .champ("organisme", organismes[vers])
      .champ("structure", structure(recit, vers));
  recit.structure = structure(recit, vers);
  if (++recit.orientations > 1) ligne.entier("rang", recit.orientations);
  if (par_defaut) ligne.oui("par_defaut");
  if (recit.hasard.sur_cent(30)) ligne.connu(jour + recit.hasard.entre(1, 20));
  const bool corrige = recit.hasard.sur_cent(2);
  const Cle cle = ligne.cle();
  if (corrige && cle.lettre != 0)
    recit.journal.evenement("correction", recit.dans(jour, 3, 50), 0)
        .cible("cible", cle)
        .remplace("parcours", vers == departement ? "professionnel" : "social");
  if (recit.hasard.sur_cent(60))
    recit.journal.evenement("designation_referent", recit.dans(jour, 1, 15), recit.personne)
        .champ("structure", structure(recit, vers));
}

void suit_a_france_travail(Recit& recit, Date orientation) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  if (hasard.sur_cent(85)) {
    const Date ppae = recit.presente(recit.dans(orientation, 5, 60));
    journal.evenement("inscription_ft", recit.dans(orientation, 0, 20), recit.personne);
    journal.evenement("ppae_signe", ppae, recit.personne).du(ppae);
  }
  if (!hasard.sur_cent(7)) return;
  const Date radiation = recit.dans(orientation, 90, 900);
  const bool longue = hasard.sur_cent(40);
  journal.evenement("radiation_ft", radiation, recit.personne)
      .champ("motif", "absence à convocation")
      .champ("duree", longue ? "4 mois" : "2 mois");
  if (longue && hasard.sur_cent(50))
    raconte_saisine_2012(recit, recit.dans(radiation, 10, 60), "radiation_ft");
}

/// Signe un contrat et rend sa clé, pour que sa validation et son bilan le désignent.
Cle signe(Recit& recit, Date jour, Date debut, int mois, bool premier) {
  constexpr std::array<std::string_view, 13> durees = {"",        "1 mois",  "2 mois", "3 mois", "4 mois",
                                                       "5 mois",  "6 mois",  "7 mois", "8 mois", "9 mois",
                                                       "10 mois", "11 mois", "12 mois"};
  const Cle contrat = recit.journal.evenement("cer_signe", jour, recit.personne)
                          .champ("nature", premier ? "premier" : "renouvellement")
                          .champ("duree", durees[static_cast<std::size_t>(mois)])
                          .du(debut)
                          .au(recit.agenda.plus_mois(debut, mois) - 1)
                          .cle();
  if (recit.hasard.sur_cent(80))
    recit.journal.evenement("cer_valide", recit.dans(jour, 3, 25), recit.personne)
        .renvoie("contrat", recit.cite(contrat))
        .champ("par", "president_cd")
        .ligne_de(contrat);
  return contrat;
}

/// L'examen à six ou douze mois et les propositions de réorientation : la saisine, l'avis, la décision.
/// Rend vrai si la personne change d'orientation.
bool examine(Recit& recit, Date jour, std::string_view theme) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  const Cle saisine = recit.nouvelle_cle('S', jour);
  journal.evenement("saisine_ep", jour, recit.personne)
      .champ("theme", theme)
      .champ("formation", "pleniere")
      .champ("par", "referent_unique")
      .reference(saisine);
  Date decision = recit.agenda.plus_mois(jour, 1) + hasard.entre(1, 20);
  if (hasard.sur_cent(75)) {
    const Date avis = recit.dans(jour, 10, 45);
    journal.evenement("avis_ep", avis, recit.personne)
        .champ("sens", hasard.sur_cent(70) ? "favorable" : "defavorable")
        .champ("mesure", "reorientation")
        .reference(recit.cite(saisine));
    decision = recit.dans(avis, 1, 25);
  }
  if (hasard.sur_cent(15)) return false;
  const bool accord = hasard.sur_cent(60);
  journal.evenement("decision_reorientation", recit.agenda.ouvert(decision), recit.personne)
      .champ("parcours", accord ? "professionnel" : "social")
      .champ("sens", accord ? "accord" : "maintien")
      .renvoie("saisine", recit.cite(saisine));
  return accord;
}

void rendez_vous(Recit& recit, Date jour, std::string_view categorie) {
  constexpr std::array<std::string_view, 5> statuts = {"honore", "absent", "excuse", "annule_service",
                                                       "inconnu"};
  recit.rendez_vous(jour, categorie, statuts[recit.hasard.selon(std::array<int, 5>{66, 17, 9, 4, 4})]);
}

void suit_les_contrats(Recit& recit, Date orientation, Vers vers, Date limite) {
  auto& hasard = recit.hasard;
  const Date du = recit.agenda.plus_mois(orientation, vers == departement ? 2 : 1);
  const int laissent = days_between(orientation, du);
  Date jour;
  switch (hasard.selon(std::array<int, 3>{54, 26, 20})) {
    case 0:
      jour = recit.dans(orientation, 5, laissent - 4);
      break;
    case 1:
      jour = recit.dans(du, 1, 90);
      break;
    default: {
      if (hasard.sur_cent(50))
        recit.journal.evenement("relance", recit.dans(du, 10, 60), recit.personne)
            .entier("numero", 1)
            .champ("motif", "non_contractualise");
      if (!hasard.sur_cent(45)) return;
      const Date fin = raconte_saisine_2012(recit, recit.dans(du, 30, 180), "defaut_conclusion");
      if (!hasard.sur_cent(60)) return;
      jour = recit.dans(fin, 0, 60);
    }
  }
  Date libre = jour;  // un renouvellement signé d'avance commence au lendemain du contrat en cours
  for (bool premier = true; jour < limite && jour <= recit.journal.fin(); premier = false) {
    constexpr std::array<int, 3> longueurs = {3, 6, 12};
    const int mois = longueurs[hasard.selon(std::array<int, 3>{10, 55, 35})];
    jour = recit.presente(jour);
    const Date debut = std::max(jour, libre);
    const Cle contrat = signe(recit, jour, debut, mois, premier);
    const Date fin = recit.agenda.plus_mois(debut, mois) - 1;
    libre = fin + 1;
    rendez_vous(recit, recit.dans(jour, 20, mois * 15), "accompagnement");
    if (hasard.sur_cent(7)) raconte_saisine_2012(recit, recit.dans(jour, 30, mois * 30), "non_respect");
    if (hasard.sur_cent(45))
      recit.journal.evenement("bilan", recit.dans(fin, -60, -5), recit.personne)
          .renvoie("contrat", recit.cite(contrat))
          .champ("proposition", hasard.sur_cent(75) ? "maintien" : "reorientation");
    const auto theme = hasard.sur_cent(50) ? "reorientation" : "maintien_social";
    if (vers == departement && hasard.sur_cent(8) && examine(recit, recit.dans(jour, 60, mois * 30), theme)) {
      const Date nouvelle = recit.dans(jour, mois * 30 + 10, mois * 30 + 70);
      if (nouvelle >= limite) return;
      vers = hasard.sur_cent(60) ? france_travail : autre_spe;
      oriente(recit, nouvelle, vers, false);
      if (vers == france_travail) return suit_a_france_travail(recit, nouvelle);
      jour = recit.dans(nouvelle, 5, 45);
      libre = jour;
      continue;
    }
    switch (hasard.selon(std::array<int, 3>{62, 22, 16})) {
      case 0:
        jour = recit.dans(fin, -10, 1);
        break;
      case 1:
        jour = recit.dans(fin, 2, 75);
        break;
      default:
        if (hasard.sur_cent(30)) raconte_saisine_2012(recit, recit.dans(fin, 30, 150), "non_renouvellement");
        return;
    }
  }
}

}  // namespace

void raconte_parcours_2012(Recit& recit, Date recu) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  const Date limite = *civil_date(2025, 1, 1);
  journal
      .evenement("notification_droits_devoirs", recit.agenda.ouvert(recu - hasard.entre(1, 5)),
                 recit.personne)
      .champ("recu_le", recu)
      .origine("flux")
      .connu(recu);
  if (hasard.sur_cent(45)) {
    const Date rencontre = recit.dans(recu, 10, 55);
    journal.evenement("convocation", std::max(recu, recit.agenda.ouvert(rencontre - 14)), recit.personne)
        .champ("categorie", "orientation")
        .champ("canal", "courrier");
    rendez_vous(recit, rencontre, "orientation");
  }
  Date orientation;
  bool par_defaut = false;
  switch (hasard.selon(std::array<int, 4>{62, 23, 5, 10})) {
    case 0:
      orientation = recit.dans(recu, 7, 56);
      break;
    case 1:
      orientation = recit.dans(recu, 62, 200);
      break;
    case 2:
      orientation = recit.agenda.ouvert(recit.agenda.plus_mois(recu, 2));
      par_defaut = true;
      break;
    default:
      return;
  }
  if (orientation >= limite) return;
  const auto vers =
      par_defaut
          ? departement
          : static_cast<Vers>(hasard.selon(recit.jeune(orientation) ? std::array<int, 4>{24, 16, 5, 55}
                                                                    : std::array<int, 4>{50, 35, 15, 0}));
  oriente(recit, orientation, vers, par_defaut);
  if (vers == france_travail)
    suit_a_france_travail(recit, orientation);
  else
    suit_les_contrats(recit, orientation, vers, limite);
}

}  // namespace filrouge::generateur
