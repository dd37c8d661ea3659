#include "examples/generateur/dossier.hpp"

#include <algorithm>
#include <string_view>

#include "examples/generateur/droit.hpp"
#include "examples/generateur/parcours.hpp"
#include "examples/generateur/references.hpp"

namespace filrouge::generateur {
namespace {

/// Le premier jour du droit : les dossiers récents sont les plus nombreux, comme dans une file active.
Date tire_entree(Hasard& hasard, const Agenda& agenda, Date au) {
  constexpr std::array<std::array<int, 2>, 4> mois = {{{1, 6}, {7, 24}, {25, 60}, {61, 175}}};
  const auto& tranche = mois[hasard.selon(std::array<int, 4>{15, 28, 25, 32})];
  const Date entree = agenda.premier_du_mois(au, -hasard.entre(tranche[0], tranche[1]));
  return std::max(entree, *civil_date(2012, 4, 1));
}

/// Les mois passés au RSA, par tranches de dix pour cent : la moitié en sort avant deux ans, un dixième y
/// reste dix ans.
int tire_mois_au_rsa(Hasard& hasard) {
  constexpr std::array<int, 11> deciles = {2, 4, 7, 10, 15, 22, 32, 46, 66, 96, 180};
  const int rang = hasard.entre(0, 9);
  return hasard.entre(deciles[static_cast<std::size_t>(rang)], deciles[static_cast<std::size_t>(rang) + 1]);
}

Soumission tire_soumission(Hasard& hasard, bool conjoint) {
  const auto poids = conjoint ? std::array<int, 3>{78, 16, 6} : std::array<int, 3>{87, 10, 3};
  return static_cast<Soumission>(hasard.selon(poids));
}

/// Un jour de naissance, de qui aura cet âge ce jour-là.
Date ne_a(Hasard& hasard, int ans, Date jour) {
  const int annee = civil_day(jour).year - ans;
  const int mois = hasard.entre(1, 12);
  const Date naissance =
      *civil_date(annee, static_cast<unsigned>(mois), static_cast<unsigned>(hasard.entre(1, 28)));
  if (age(naissance, jour) == ans) return naissance;
  const auto civil = civil_day(naissance);
  return *civil_date(civil.year - 1, civil.month, civil.day);
}

/// De dix-huit à soixante-deux ans à l'entrée, et soixante-six au plus à la fin : ensuite, c'est la retraite.
/// Avant vingt-cinq ans, le droit suppose un enfant, ou un conjoint de plus de vingt-cinq.
void tire_ages(Hasard& hasard, Dossier& dossier, Date fin) {
  auto& foyer = dossier.foyer;
  constexpr std::array<std::array<int, 2>, 5> tranches = {{{25, 29}, {30, 39}, {40, 49}, {50, 59}, {60, 62}}};
  const int plafond = std::min(62, 65 - days_between(foyer.entree, fin) / 365);
  const auto& tranche = tranches[hasard.selon(std::array<int, 5>{20, 32, 24, 19, 5})];
  int premier = std::min(hasard.entre(tranche[0], tranche[1]), plafond);
  if (foyer.enfants > 0 && hasard.sur_cent(22)) premier = hasard.entre(18, 24);
  const int second = std::clamp(premier + hasard.entre(-8, 8), 18, plafond);
  dossier.adultes[0].naissance = ne_a(hasard, premier, foyer.entree);
  dossier.adultes[1].naissance = ne_a(hasard, second, foyer.entree);
  // Le premier enfant, pas avant dix-sept ans ; le dernier, pas après quarante-cinq.
  foyer.enfants = std::min(foyer.enfants, 1 + (premier - 18) / 2);
  for (int i = 0; i < foyer.enfants; ++i)
    foyer.naissances[static_cast<std::size_t>(i)] =
        ne_a(hasard, hasard.entre(std::max(0, premier - 45), std::min(20, premier - 18)), foyer.entree);
  // Il en naît un ensuite.
  const Date naissance = foyer.entree + hasard.entre(200, 1500);
  if (hasard.sur_cent(8) && naissance < fin && premier < 40)
    foyer.naissances[static_cast<std::size_t>(foyer.enfants++)] = naissance;
}

void tire_foyer(Hasard& hasard, Dossier& dossier, const Agenda& agenda, const Demande& demande,
                const Territoire* impose) {
  auto& foyer = dossier.foyer;
  foyer = Foyer{};
  foyer.territoire = impose ? impose : &territoires()[hasard.selon(std::array<int, 5>{30, 10, 36, 10, 14})];
  foyer.adultes = hasard.sur_cent(27) ? 2 : 1;
  foyer.enfants = static_cast<int>(hasard.selon(std::array<int, 5>{56, 18, 14, 8, 4}));
  foyer.enfants_nommes = hasard.sur_cent(30);
  foyer.taille_connue = !hasard.sur_cent(6);
  foyer.msa = hasard.sur_cent(4);
  foyer.entree = tire_entree(hasard, agenda, demande.au);
  const Date appris = foyer.entree + (hasard.sur_cent(6) ? hasard.entre(100, 220) : hasard.entre(36, 80));
  foyer.connu = std::min(demande.au, agenda.ouvert(appris));
  const Date sortie = agenda.premier_du_mois(foyer.entree, tire_mois_au_rsa(hasard));
  foyer.sortie = sortie + 60 < demande.au ? sortie : Date{};
  foyer.constat = hasard.sur_cent(8);
  tire_ages(hasard, dossier, foyer.sortie.known() ? foyer.sortie : demande.au);
  foyer.majoration = foyer.adultes == 1 && foyer.a_charge(foyer.entree) > 0 && hasard.sur_cent(25);
  foyer.montant_connu = !foyer.majoration && hasard.sur_cent(55);
  foyer.loge = hasard.sur_cent(70);
  foyer.ressources = hasard.sur_cent(25) ? 100 * hasard.entre(40, 260) : 0;
  constexpr std::array<Tenue, 4> tenues = {Tenue::numeros, Tenue::tables, Tenue::parent, Tenue::rien};
  foyer.tenue = tenues[hasard.selon(std::array<int, 4>{52, 22, 16, 10})];
  foyer.rdv_insertion = hasard.sur_cent(40);
  foyer.flux_source = hasard.sur_cent(60) || foyer.constat;
  constexpr std::array<Couverture, 3> couvertures = {Couverture::aucune, Couverture::suivi,
                                                     Couverture::suivi_en_retard};
  const auto tiree = couvertures[hasard.selon(std::array<int, 3>{35, 57, 8})];
  dossier.couverture = foyer.constat ? Couverture::caisse : tiree;
  for (int i = 0; i < foyer.adultes; ++i)
    dossier.adultes[static_cast<std::size_t>(i)].soumission = tire_soumission(hasard, i > 0);
}

void raconte_personne(Recit& recit, Soumission soumission) {
  const auto& foyer = recit.foyer;
  if (soumission == Soumission::non || foyer.constat) return;
  // Soumission inconnue : le service a parfois commencé sans l'attendre.
  if (soumission == Soumission::inconnue && !recit.hasard.sur_cent(30)) return;
  const Date reforme = *civil_date(2025, 1, 1);
  const Date recu = recit.dans(foyer.connu, 0, 8);
  if (recu >= reforme) return raconte_parcours_2025(recit, recu);
  raconte_parcours_2012(recit, recu);
  if (recit.journal.fin() >= reforme) raconte_reprise_du_stock(recit);
}

/// Dans un couple, un acte saisi sans dire de qui il est.
void oublie_une_personne(Hasard& hasard, Journal& journal) {
  if (journal.evenements.empty()) return;
  auto& oubli = journal.evenements[static_cast<std::size_t>(
      hasard.entre(0, static_cast<int>(journal.evenements.size()) - 1))];
  oubli.personne = 0;
}

}  // namespace

void tire_dossier(const Demande& demande, const Agenda& agenda, const Territoire* impose, int rang,
                  Dossier& dossier, Journal& journal) {
  Hasard hasard(demande.graine, static_cast<std::uint64_t>(rang));
  dossier.rang = rang;
  tire_foyer(hasard, dossier, agenda, demande, impose);
  const auto& foyer = dossier.foyer;

  const Fin fin = tire_fin(hasard, agenda, foyer);
  journal.recommence(fin.jour.known() ? fin.jour : demande.au, demande.au);
  raconte_droit(hasard, agenda, dossier, fin, journal);
  for (int personne = 1; personne <= foyer.adultes; ++personne) {
    const auto& adulte = dossier.adultes[static_cast<std::size_t>(personne) - 1];
    Recit recit{hasard, agenda,   journal,          foyer,
                rang,   personne, adulte.naissance, foyer.territoire->service_social};
    raconte_personne(recit, adulte.soumission);
  }
  if (foyer.adultes == 2 && hasard.sur_cent(4)) oublie_une_personne(hasard, journal);
  journal.range();
  numerote(foyer, rang, journal);
}

}  // namespace filrouge::generateur
