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

/// Ce qu'il advient d'un envoi.
struct Pli {
  Date notifie;           ///< le jour où le service croira la personne informée
  Date revenu;            ///< le jour où il sait que le pli n'est pas parvenu
  int renvois = 0;        ///< tant de fois sur cent, on le renvoie
  bool ailleurs = false;  ///< à une nouvelle adresse
};

/// L'écriture d'une lettre et de ce que la poste en fait.
class Envoi {
 public:
  Envoi(Recit& recit, const Lettre& lettre) : recit_(recit), lettre_(lettre) {
    role_ = lettre.role;
    concerne_ = recit.cite(lettre.concerne);
    if (concerne_.lettre == 0 && lettre.parent.lettre != 0) {
      role_ = lettre.role_parent;
      concerne_ = recit.cite(lettre.parent);
    }
  }

  Pli part(Date jour, Mode mode) {
    pli_ = ecrit(jour, mode).cle();
    // Saisie par qui l'a écrite, et de nouveau par qui l'a postée.
    if (mode == lrar && recit_.hasard.sur_cent(2)) {
      const Date encore = recit_.agenda.ouvert(jour + recit_.hasard.entre(0, 1));
      ecrit(encore, mode).connu(encore + recit_.hasard.entre(0, 9));
    }
    switch (mode) {
      case simple:
        return {};
      case electronique:
        // Un message se consulte quand on le trouve.
        return remet(recit_.dans(jour, 0, 6));
      case remise:
        return remet_en_main_propre(jour);
      case lrar:
        break;
    }
    return poste(jour);
  }

 private:
  Journal::Ligne ecrit(Date jour, Mode mode) {
    auto depart = recit_.journal.evenement("courrier_envoye", jour, recit_.personne);
    depart.champ("objet", lettre_.objet).champ("mode", modes[mode]);
    if (!lettre_.delai_annonce.empty()) depart.champ("delai_annonce", lettre_.delai_annonce);
    if (lettre_.voies_et_delais) depart.oui("voies_et_delais");
    depart.renvoie(role_, concerne_);
    return depart;
  }

  Journal::Ligne etape(std::string_view type, Date le) {
    auto ligne = recit_.journal.evenement(type, le, recit_.personne);
    ligne.renvoie("courrier", recit_.foyer.tenue == Tenue::rien ? Cle{} : pli_).renvoie(role_, concerne_);
    return ligne;
  }

  Pli remet(Date jour) {
    etape("courrier_remis", jour);
    return {jour, {}};
  }

  /// Au guichet, ou au rendez-vous du jour. La personne peut refuser de prendre la lettre, ou ne pas venir.
  Pli remet_en_main_propre(Date jour) {
    auto& hasard = recit_.hasard;
    const bool au_rendez_vous = hasard.sur_cent(45);
    const std::size_t accueil = hasard.selon(std::array<int, 3>{86, 6, 8});
    const bool refusee = accueil == 1, absente = accueil == 2;
    if (au_rendez_vous && !recit_.journal.signe(recit_.personne, jour))
      recit_.rendez_vous(jour, "accompagnement", absente ? "absent" : "honore");
    if (absente) return {{}, jour, 75};
    if (!refusee) return remet(jour);
    etape("courrier_retourne", jour).champ("motif", "refuse");
    return {{}, jour, 80};
  }

  Pli poste(Date jour) {
    auto& hasard = recit_.hasard;
    const auto sort = static_cast<Sort>(hasard.selon(sorts));
    if (sort == rien_au_dossier) return {};
    if (sort == npai && hasard.sur_cent(50) && jour > recit_.foyer.entree + 20)
      recit_.journal.evenement("changement_adresse", recit_.dans(jour, -20, -5), recit_.personne)
          .oui("signale", hasard.sur_cent(80));
    const Date presente = recit_.agenda.tournee(jour + hasard.entre(1, 4));
    if (sort == remis_au_domicile) return remet(presente);
    auto presentation = etape("courrier_presente", presente);
    if (sort != non_reclame_sans_preuve && sort != npai) presentation.oui("avis_instance_prouve");
    if (sort == retire || sort == retire_hors_delai) {
      const int attente = sort == retire ? hasard.entre(1, 15) : hasard.entre(16, 18);
      Date retrait = recit_.agenda.tournee(presente + attente);
      // Le jour du retrait ne peut être fermé : la veille, s'il faut tenir dans les quinze jours.
      while (sort == retire &&
             (days_between(presente, retrait) > 15 || recit_.agenda.tournee(retrait) != retrait))
        retrait = retrait - 1;
      etape("courrier_retire", retrait);
      return {sort == retire ? retrait : presente, {}};
    }
    const int attente = sort == refuse ? 1 : sort == npai ? hasard.entre(1, 3) : hasard.entre(16, 20);
    const Date revenu = recit_.agenda.tournee(presente + attente);
    etape("courrier_retourne", revenu)
        .champ("motif", sort == npai     ? "npai"
                        : sort == refuse ? "refuse"
                                         : "non_reclame");
    switch (sort) {
      case npai:
        return {{}, revenu, 60, true};
      case non_reclame:
        return {presente, revenu, 20};
      case non_reclame_sans_preuve:
        return {{}, revenu, 50};
      default:
        return {presente, revenu, 10};
    }
  }

  Recit& recit_;
  const Lettre& lettre_;
  std::string_view role_;
  Cle concerne_, pli_;
};

}  // namespace

Date envoie(Recit& recit, Date jour, const Lettre& lettre) {
  auto& hasard = recit.hasard;
  Envoi envoi(recit, lettre);
  const auto premier = envoi.part(jour, static_cast<Mode>(hasard.selon(std::array<int, 4>{72, 18, 6, 4})));
  if (!premier.revenu.known() || !hasard.sur_cent(premier.renvois)) return premier.notifie;
  const Date encore = recit.dans(premier.revenu, 2, 21);
  if (premier.ailleurs && hasard.sur_cent(70))
    recit.journal.evenement("changement_adresse", recit.dans(premier.revenu, 1, 2), recit.personne)
        .oui("signale");
  constexpr std::array<Mode, 3> ensuite = {lrar, remise, simple};
  const auto second = envoi.part(encore, ensuite[hasard.selon(std::array<int, 3>{64, 26, 10})]);
  return premier.notifie.known() ? premier.notifie : second.notifie;
}

}  // namespace filrouge::generateur
