#include <array>

#include "examples/generateur/courrier.hpp"
#include "examples/generateur/parcours.hpp"

namespace filrouge::generateur {
namespace {

/// Une erreur de saisie réparée, ou une décision retirée : rarement, mais il en faut.
bool retire_ou_corrige(Recit& recit, Date jour, Cle decision) {
  if (decision.lettre == 0) return false;
  if (recit.hasard.sur_cent(4))
    recit.journal.evenement("correction", recit.dans(jour, 1, 30), 0)
        .cible("cible", decision)
        .remplace("duree", recit.hasard.sur_cent(50) ? "1 mois" : "2 mois");
  if (!recit.hasard.sur_cent(3)) return false;
  return recit.journal.evenement("annulation", recit.dans(jour, 5, 60), 0)
      .cible("annule", decision)
      .arrivee();
}

}  // namespace

Date raconte_decision(Recit& recit, Date jour, const Decision& decision) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  const bool mesure_datee = decision.mois > 0;
  const Date effet = recit.agenda.premier_du_mois(jour, hasard.sur_cent(75) ? 1 : 2);

  auto acte = journal.evenement("decision_cd", jour, recit.personne);
  acte.champ("mesure", decision.mesure);
  if (!decision.taux.empty()) acte.champ("taux", decision.taux);
  if (mesure_datee) acte.champ("duree", decision.duree).du(effet);
  if (!hasard.sur_cent(5)) acte.oui("motivation");
  if (!hasard.sur_cent(3)) acte.oui("voies_recours");
  acte.champ("par", "president_cd");
  acte.renvoie("manquement", recit.cite(decision.manquement));
  // Dans les tables, une décision est celle d'un passage ; sans passage, du dossier que l'équipe attend.
  if (recit.foyer.tenue == Tenue::tables && decision.passage.lettre != 0)
    acte.renvoie("objet", decision.passage);
  else
    acte.renvoie("saisine", recit.cite(decision.saisine));
  if (hasard.sur_cent(25)) acte.connu(jour + hasard.entre(1, 20));
  const Cle cle = acte.cle();

  Date notification;
  if (!hasard.sur_cent(4)) {
    const Date envoi = recit.dans(jour, 1, 7);
    const bool saisie = decision.saisine.lettre != 0;
    notification = envoie(recit, envoi,
                          {"decision",
                           {},
                           hasard.sur_cent(96),
                           "decision",
                           cle,
                           saisie ? "saisine" : "manquement",
                           saisie ? decision.saisine : decision.manquement});
  }
  if (!mesure_datee) return jour + 1;
  const Date terme = recit.agenda.plus_mois(effet, decision.mois);
  if (retire_ou_corrige(recit, jour, cle)) return jour + 60;

  Date leve;
  if (hasard.sur_cent(35)) {
    const Date conforme = recit.dans(effet, 3, decision.mois * 28);
    const bool examine = hasard.sur_cent(75), suffit = hasard.sur_cent(85);
    const auto cite = [&](Journal::Ligne ligne) {
      return ligne.renvoie("manquement", recit.cite(decision.manquement))
          .renvoie("saisine", recit.cite(decision.saisine));
    };
    cite(journal.evenement("mise_en_conformite", conforme, recit.personne))
        .champ("nature", "reprise des démarches");
    const Date constat = recit.dans(conforme, 1, 15);
    if (examine)
      cite(journal.evenement("appreciation", constat, recit.personne))
          .champ("objet", "conformite")
          .champ("conclusion", suffit ? "oui" : "non")
          .champ("par", "referent_unique");
    if (!(examine && !suffit) && hasard.sur_cent(78)) {
      leve = recit.dans(constat, 1, 10);
      auto levee = journal.evenement("levee_sanction", leve, recit.personne);
      levee.champ("motif", "conformite").champ("effet", conforme);
      if (recit.foyer.tenue == Tenue::parent)
        cite(levee);
      else
        levee.renvoie("decision", recit.cite(cle));
    }
  }
  execute(recit, decision, effet, terme, leve);
  if (hasard.sur_cent(12))
    raconte_recours(recit, notification.known() ? notification : jour + 7, cle, decision);
  return terme;
}

void raconte_recours(Recit& recit, Date notification, Cle contestee, const Decision& decision) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  const Date poste = recit.agenda.tournee(notification + hasard.entre(3, 68));
  const Date recu = recit.dans(poste, 1, 4);
  const Cle recours = recit.nouvelle_cle('R', poste);
  auto depot = journal.evenement("rapo_depose", poste, recit.personne);
  depot.champ("objet", "sanction")
      .champ("poste_le", poste)
      .champ("recu_le", recu)
      .connu(recu)
      .reference(recours);
  // Le recours nomme ce qu'il conteste, le plus souvent.
  if (hasard.sur_cent(75)) {
    if (recit.foyer.tenue == Tenue::parent)
      depot.renvoie("saisine", decision.saisine).renvoie("manquement", decision.manquement);
    else
      depot.renvoie("decision", recit.cite(contestee));
  }
  if (!depot.arrivee()) return;
  if (hasard.sur_cent(55))
    envoie(recit, recit.dans(recu, 2, 15), {"accuse_reception", {}, false, "recours", recours, {}, {}});
  if (hasard.sur_cent(20))
    journal.evenement("cra_avis", recit.dans(recu, 15, 40), recit.personne)
        .renvoie("recours", recit.cite(recours))
        .champ("sens", hasard.sur_cent(30) ? "favorable" : "defavorable");
  Date fin = recit.agenda.plus_mois(recu, 2);
  if (hasard.sur_cent(45)) {
    fin = recit.dans(recu, 15, 75);
    journal.evenement("rapo_decision", fin, recit.personne)
        .renvoie("recours", recit.cite(recours))
        .champ("sens", hasard.sur_cent(25) ? "accord" : "rejet");
  }
  if (!hasard.sur_cent(15)) return;
  const Date requete = fin + hasard.entre(10, 70);
  journal.evenement("recours_contentieux", requete, recit.personne)
      .renvoie("recours", recit.cite(recours))
      .champ("objet", "sanction")
      .champ("recu_le", requete);
  if (hasard.sur_cent(60))
    journal.evenement("jugement", recit.dans(requete, 240, 700), recit.personne)
        .renvoie("recours", recit.cite(recours))
        .champ("sens", hasard.sur_cent(35) ? "annulation" : "rejet");
}

}  // namespace filrouge::generateur
