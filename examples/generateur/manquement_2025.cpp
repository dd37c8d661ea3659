#include <array>
#include <string_view>

#include "examples/generateur/courrier.hpp"
#include "examples/generateur/parcours.hpp"

namespace filrouge::generateur {
namespace {

constexpr std::array<std::string_view, 5> durees = {"", "1 mois", "2 mois", "3 mois", "4 mois"};

/// Dix jours pour parler : la lettre, puis ce que la personne en fait. Rend le jour où l'on croit le délai
/// fini, ou un jour inconnu si la procédure s'arrête faute de preuve.
Date laisse_la_parole(Recit& recit, Date jour, Cle manquement) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  const Date notifie =
      envoie(recit, jour,
             {"information_prealable", "10 jours", hasard.sur_cent(97), "manquement", manquement, {}, {}});
  if (!notifie.known() && hasard.sur_cent(65)) return {};
  const Date debut = notifie.known() ? notifie : jour + 5;
  Date fin = debut + 10;
  if (hasard.sur_cent(25)) {
    const Date recu = recit.dans(debut, 2, 11);
    journal.evenement("observation_beneficiaire", recu, recit.personne)
        .renvoie("manquement", recit.cite(manquement))
        .champ("mode", "ecrit")
        .champ("poste_le", recit.agenda.tournee(recu - hasard.entre(0, 3)))
        .champ("recu_le", recu);
  }
  if (hasard.sur_cent(15)) {
    const Date demande = recit.dans(debut, 1, 9);
    journal.evenement("demande_audition", demande, recit.personne)
        .renvoie("manquement", recit.cite(manquement))
        .champ("recu_le", demande);
    if (hasard.sur_cent(80)) {
      fin = recit.dans(demande, 5, 25);
      journal.evenement("audition", fin, recit.personne)
          .renvoie("manquement", recit.cite(manquement))
          .oui("presence", hasard.sur_cent(85))
          .oui("assistance", hasard.sur_cent(35));
    }
  } else if (hasard.sur_cent(2)) {
    fin = recit.dans(debut, 1, 8);
    journal.evenement("renonciation_delai", fin, recit.personne)
        .renvoie("manquement", recit.cite(manquement));
  }
  return fin;
}

void apprecie(Recit& recit, Date jour, Cle manquement, std::string_view objet, std::string_view conclusion) {
  recit.journal.evenement("appreciation", jour, recit.personne)
      .renvoie("manquement", recit.cite(manquement))
      .champ("objet", objet)
      .champ("conclusion", conclusion)
      .champ("par", objet == "motif_legitime" ? "cadre" : "referent_unique");
}

/// Une suppression demande l'avis de l'équipe pluridisciplinaire, que l'on oublie parfois.
Date raconte_suppression(Recit& recit, Date jour, Cle manquement) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  const Date fin = laisse_la_parole(recit, jour, manquement);
  if (!fin.known()) return jour + 60;
  Cle saisine, passage;
  Date possible = fin;
  if (hasard.sur_cent(90)) {
    const Date saisie = recit.dans(jour, 0, 6);
    saisine = recit.nouvelle_cle('S', saisie);
    journal.evenement("saisine_ep", saisie, recit.personne)
        .champ("theme", "suppression")
        .champ("formation", "pleniere")
        .champ("par", "president_cd")
        .reference(saisine)
        .renvoie("manquement", recit.cite(manquement));
    possible = std::max(fin, recit.agenda.plus_mois(saisie, 1));
    // Une fois sur trois, personne n'appelle la personne devant l'équipe.
    const bool appelee = hasard.sur_cent(65), rendu = hasard.sur_cent(75);
    const Date seance = recit.dans(saisie, 12, 35);
    if (appelee)
      envoie(recit, recit.dans(saisie, 0, 5),
             {"convocation_ep", {}, false, "saisine", saisine, "saisine", saisine});
    if (appelee && seance > saisie + 7) {
      auto tenu = journal.evenement("passage_ep", seance, recit.personne);
      tenu.renvoie("saisine", recit.cite(saisine)).oui("presence", hasard.sur_cent(45));
      passage = tenu.cle();
    }
    if (rendu) {
      journal.evenement("avis_ep", seance, recit.personne)
          .reference(recit.cite(saisine))
          .champ("sens", hasard.sur_cent(65) ? "favorable" : "defavorable")
          .champ("mesure", "suppression");
      possible = std::max(fin, seance);
    }
  }
  if (hasard.sur_cent(10)) return possible + 60;
  const bool totale = !recit.foyer.plusieurs(possible) && hasard.sur_cent(45);
  const int mois = totale ? 4 : hasard.entre(1, 4);
  std::string_view taux = totale ? "100 %" : hasard.sur_cent(60) ? "50 %" : "30 %";
  const Date terme = raconte_decision(
      recit, recit.dans(possible, 1, 14),
      {"suppression", taux, durees[static_cast<std::size_t>(mois)], mois, manquement, saisine, passage});
  if (totale && hasard.sur_cent(60)) {
    const Date constat = recit.dans(terme, 1, 20);
    const bool conforme = hasard.sur_cent(40);
    apprecie(recit, constat, manquement, "conformite", conforme ? "oui" : "non");
    if (!conforme && hasard.sur_cent(55)) radie(recit, recit.agenda.premier_du_mois(constat, 1));
  }
  return terme;
}

}  // namespace

Date raconte_manquement_2025(Recit& recit, Date jour, std::string_view nature) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  const Cle manquement = recit.nouvelle_cle('M', jour);
  const Date decret = *civil_date(2025, 6, 1);
  auto constat = journal.evenement("manquement_constate", jour, recit.personne);
  constat.champ("nature", nature)
      .champ("commis_le", std::max(decret, jour - hasard.entre(0, 12)))
      .reference(manquement);
  if (!constat.arrivee()) return jour + 1;
  if (hasard.sur_cent(18)) return jour + 45;  // rien ne suit : le service laisse dormir

  if (nature == "refus_controle" && hasard.sur_cent(60))
    return raconte_suppression(recit, recit.dans(jour, 3, 20), manquement);

  const Date fin = laisse_la_parole(recit, recit.dans(jour, 1, 25), manquement);
  if (!fin.known()) return jour + 60;
  const std::size_t cause = hasard.selon(std::array<int, 4>{66, 16, 8, 10});
  constexpr std::array<std::string_view, 3> conclusions = {"non", "oui", "non_examine"};
  if (cause < 3) apprecie(recit, recit.dans(fin, 1, 8), manquement, "motif_legitime", conclusions[cause]);
  if (hasard.sur_cent(8)) return fin + 60;  // personne ne décide

  const Date prise = hasard.sur_cent(8)    ? recit.dans(fin, -9, -1)
                     : hasard.sur_cent(80) ? recit.dans(fin, 1, 13)
                                           : recit.dans(fin, 16, 60);
  if (cause == 1 || hasard.sur_cent(20))
    return raconte_decision(recit, prise, {"maintien", {}, {}, 0, manquement, {}, {}});
  constexpr std::array<std::string_view, 4> seul = {"30 %", "50 %", "80 %", "100 %"};
  constexpr std::array<std::string_view, 2> foyer = {"30 %", "50 %"};
  const bool a_plusieurs = recit.foyer.plusieurs(prise);
  std::string_view taux = a_plusieurs ? hasard.parmi(foyer) : hasard.parmi(seul);
  if (hasard.sur_cent(5)) taux = a_plusieurs ? "80 %" : "20 %";
  const int mois = hasard.sur_cent(4) ? 3 : hasard.entre(1, 2);
  const Date terme = raconte_decision(
      recit, prise, {"suspension", taux, durees[static_cast<std::size_t>(mois)], mois, manquement, {}, {}});
  if (!hasard.sur_cent(30)) return terme;
  const Date bilan = recit.dans(terme, 1, 25);
  const bool persiste = hasard.sur_cent(35);
  apprecie(recit, bilan, manquement, "conformite", persiste ? "non" : "oui");
  return persiste ? raconte_suppression(recit, recit.dans(bilan, 2, 15), manquement) : terme;
}

}  // namespace filrouge::generateur
