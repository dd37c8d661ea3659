#include "examples/generateur/courrier.hpp"

#include <string_view>

namespace filrouge::generateur {
namespace {

enum Mode { lrar, remise, simple, electronique };
constexpr std::array<std::string_view, 4> modes = {"lrar", "remise", "simple", "electronique"};

enum Sort {
  retire,
  remis_au_domicile,
  non_reclame,
  non_reclame_sans_preuve,
  npai,
  refuse,
  retire_hors_delai,
  rien_au_dossier
};
constexpr std::array<int, 8> sorts = {36, 34, 12, 5, 4, 1, 1, 7};

}  // namespace

Date envoie(Recit& recit, Date jour, const Lettre& lettre) {
  auto& hasard = recit.hasard;
  auto& journal = recit.journal;
  const Mode mode = static_cast<Mode>(hasard.selon(std::array<int, 4>{72, 18, 6, 4}));
  auto depart = journal.evenement("courrier_envoye", jour, recit.personne);
  depart.champ("objet", lettre.objet).champ("mode", modes[mode]);
  if (!lettre.delai_annonce.empty()) depart.champ("delai_annonce", lettre.delai_annonce);
  if (lettre.voies_et_delais) depart.oui("voies_et_delais");
  depart.renvoie(lettre.role, recit.cite(lettre.concerne));
  const Cle pli = depart.cle();
  auto etape = [&](std::string_view type, Date le) {
    auto ligne = journal.evenement(type, le, recit.personne);
    ligne.renvoie("courrier", pli).renvoie(lettre.role, recit.cite(lettre.concerne));
    return ligne;
  };

  if (mode == simple) return {};
  if (mode == electronique || mode == remise) {
    // Une remise en main propre est du jour même ; un message se consulte quand on le trouve.
    const Date remis = mode == remise ? jour : recit.dans(jour, 0, 6);
    etape("courrier_remis", remis);
    return remis;
  }
  const auto sort = static_cast<Sort>(hasard.selon(sorts));
  if (sort == rien_au_dossier) return {};
  if (sort == npai && hasard.sur_cent(50))
    journal.evenement("changement_adresse", recit.dans(jour, -20, -5), recit.personne)
        .oui("signale", hasard.sur_cent(80));
  const Date presente = recit.agenda.tournee(jour + hasard.entre(1, 4));
  if (sort == remis_au_domicile) {
    etape("courrier_remis", presente);
    return presente;
  }
  auto presentation = etape("courrier_presente", presente);
  if (sort != non_reclame_sans_preuve && sort != npai) presentation.oui("avis_instance_prouve");
  switch (sort) {
    case retire:
    case retire_hors_delai: {
      const int attente = sort == retire ? hasard.entre(1, 15) : hasard.entre(16, 18);
      Date retrait = recit.agenda.tournee(presente + attente);
      if (sort == retire && days_between(presente, retrait) > 15) retrait = presente + 14;
      etape("courrier_retire", retrait);
      return sort == retire ? retrait : presente;
    }
    case non_reclame:
    case non_reclame_sans_preuve:
      etape("courrier_retourne", recit.agenda.tournee(presente + hasard.entre(16, 20)))
          .champ("motif", "non_reclame");
      return sort == non_reclame ? presente : Date{};
    case refuse:
      etape("courrier_retourne", recit.agenda.tournee(presente + 1)).champ("motif", "refuse");
      return presente;
    case npai:
      etape("courrier_retourne", recit.agenda.tournee(presente + hasard.entre(1, 3))).champ("motif", "npai");
      return {};
    case remis_au_domicile:
    case rien_au_dossier:
      break;
  }
  return {};
}

}  // namespace filrouge::generateur
