#include <array>
#include <string_view>

#include "examples/generateur/courrier.hpp"
#include "examples/generateur/parcours.hpp"

namespace filrouge::generateur {
namespace {

Decision tire_decision(Recit& recit, bool a_plusieurs) {
  auto& hasard = recit.hasard;
  switch (hasard.selon(std::array<int, 4>{30, 57, 5, 8})) {
    case 0:
      return {"maintien", {}, {}, 0, {}, {}, {}};
    case 2:
      return {"avertissement", {}, {}, 0, {}, {}, {}};
    case 3:
      return {"reorientation", {}, {}, 0, {}, {}, {}};
    default:
      break;
  }
  // Première suspension : 80 % au plus, un à trois mois ; ensuite, montant libre, un à quatre mois ; foyer :
  // 50 % toujours. Une fois sur vingt, la borne est oubliée.
  constexpr std::array<std::string_view, 3> seul = {"50 %", "80 %", "30 %"};
  constexpr std::array<std::string_view, 3> seul_ensuite = {"80 %", "100 %", "100 %"};
  constexpr std::array<std::string_view, 3> foyer = {"50 %", "30 %", "40 %"};
  const bool ensuite = recit.suspensions > 0;
  std::string_view taux = hasard.parmi(a_plusieurs ? foyer : ensuite ? seul_ensuite : seul);
  if (hasard.sur_cent(5)) taux = a_plusieurs ? "80 %" : "100 %";
  constexpr std::array<std::string_view, 5> durees = {"", "1 mois", "2 mois", "3 mois", "4 mois"};
  const int mois = hasard.sur_cent(ensuite ? 30 : 4) ? 4 : hasard.entre(1, 3);
  return {"suspension", taux, durees[static_cast<std::size_t>(mois)], mois, {}, {}, {}};
}

/// La parole de la personne pendant son mois : observations écrites, audition demandée puis tenue ou non.
void prend_la_parole(Recit& recit, Date debut, Cle saisine) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  if (hasard.sur_cent(20)) {
    const Date jour = recit.dans(debut, 3, 28);
    journal.evenement("observation_beneficiaire", jour, recit.personne)
        .renvoie("saisine", recit.cite(saisine))
        .champ("mode", "ecrit")
        .champ("recu_le", jour);
  }
  if (!hasard.sur_cent(12)) return;
  const Date demande = recit.dans(debut, 2, 25);
  journal.evenement("demande_audition", demande, recit.personne)
      .renvoie("saisine", recit.cite(saisine))
      .champ("recu_le", demande);
  if (hasard.sur_cent(75))
    journal.evenement("audition", recit.dans(demande, 5, 30), recit.personne)
        .renvoie("saisine", recit.cite(saisine))
        .oui("presence", hasard.sur_cent(80))
        .oui("assistance", hasard.sur_cent(35));
}

}  // namespace

Date raconte_saisine_2012(Recit& recit, Date jour, std::string_view theme) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  // Depuis ce jour, on constate un manquement : on ne saisit plus pour cela.
  if (jour >= *civil_date(2025, 6, 1)) return jour;
  const Cle saisine = recit.nouvelle_cle('S', jour);
  const Date constat = recit.agenda.ouvert(jour - hasard.entre(1, 20));
  const std::size_t cause = hasard.selon(std::array<int, 4>{68, 14, 8, 10});
  if (cause < 3) {
    constexpr std::array<std::string_view, 3> conclusions = {"non", "oui", "non_examine"};
    journal.evenement("appreciation", constat, recit.personne)
        .champ("objet", "motif_legitime")
        .champ("conclusion", conclusions[cause])
        .champ("par", "cadre");
    if (cause == 1 && hasard.sur_cent(90)) return constat + 1;
  }
  journal.evenement("saisine_ep", jour, recit.personne)
      .champ("theme", theme)
      .champ("formation", "contradictoire")
      .champ("par", "referent_unique")
      .reference(saisine);
  // À toute étape, le dossier peut rester là : c'est ce que la liste de travail doit montrer.
  if (hasard.sur_cent(4)) return jour + 90;

  Date fin_observations = jour + 31;
  if (hasard.sur_cent(92)) {
    const Date envoi = recit.dans(jour, -3, 5);
    const Date notifie = envoie(
        recit, envoi, {"information_prealable", "1 mois", hasard.sur_cent(97), "saisine", saisine, {}, {}});
    if (!notifie.known() && hasard.sur_cent(60)) return envoi + 90;
    const Date debut = notifie.known() ? notifie : envoi + 5;
    fin_observations = recit.agenda.plus_mois(debut, 1);
    prend_la_parole(recit, debut, saisine);
  }
  Date avis = recit.agenda.plus_mois(jour, 1);
  Cle passage;
  const std::size_t seance = hasard.selon(std::array<int, 4>{58, 14, 22, 6});
  if (seance == 0 || seance == 1) {
    avis = seance == 0 ? recit.dans(jour, 12, 28) : recit.dans(jour, 33, 75);
    auto tenu = journal.evenement("passage_ep", avis, recit.personne);
    tenu.renvoie("saisine", recit.cite(saisine)).oui("presence", hasard.sur_cent(30));
    passage = tenu.cle();
    journal.evenement("avis_ep", avis, recit.personne)
        .reference(recit.cite(saisine))
        .champ("sens", hasard.sur_cent(65) ? "favorable" : "defavorable")
        .champ("mesure", "suspension");
  } else if (seance == 3) {
    journal.evenement("report_ep", recit.dans(jour, 12, 28), recit.personne)
        .renvoie("saisine", recit.cite(saisine));
  }
  if (hasard.sur_cent(6)) return avis + 120;

  Decision decision = tire_decision(recit, recit.foyer.plusieurs(avis));
  decision.saisine = saisine;
  decision.passage = passage;
  const Date possible = std::max(fin_observations, avis) + 1;
  const Date prise = hasard.sur_cent(8) ? recit.dans(jour, 10, 25) : recit.dans(possible, 1, 35);
  const Date terme = raconte_decision(recit, prise, decision);
  if (decision.mois == 0) return terme;
  // Au terme d'une suspension qui n'est pas la première, la radiation est possible (R262-40 3°).
  if (++recit.suspensions > 1 && hasard.sur_cent(35)) radie(recit, terme);
  return terme;
}

}  // namespace filrouge::generateur
