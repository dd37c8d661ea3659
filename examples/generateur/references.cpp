#include "examples/generateur/references.hpp"

#include <algorithm>
#include <array>

namespace filrouge::generateur {
namespace {

struct Table {
  std::string_view type, systeme, objet;
  int depart;  ///< où en était sa séquence : deux tables ne comptent pas ensemble
};

/// Les tables de WebRSA d'où l'on extrait ces actes ; un courrier, un acte de la poste, une appréciation n'y
/// sont pas.
constexpr std::array<Table, 17> tables = {{
    {"demande_rsa", "webrsa", "dossiers", 20311},
    {"orientation", "webrsa", "orientsstructs", 41870},
    {"designation_referent", "webrsa", "personnes_referents", 38204},
    {"cer_signe", "webrsa", "contratsinsertion", 61035},
    {"contrat_engagement_signe", "webrsa", "contratsinsertion", 61035},
    {"contrat_engagement_actualise", "webrsa", "contratsinsertion", 61035},
    {"rendez_vous", "webrsa", "rendezvous", 150422},
    {"bilan", "webrsa", "bilansparcours66", 12907},
    {"relance", "webrsa", "relancesnonrespectssanctionseps93", 7716},
    {"inscription_ft", "webrsa", "historiqueetatspe", 88150},
    {"radiation_ft", "webrsa", "historiqueetatspe", 88150},
    {"manquement_constate", "webrsa", "signalementseps93", 1103},
    {"saisine_ep", "webrsa", "dossierseps", 4812},
    {"passage_ep", "webrsa", "passagescommissionseps", 5377},
    {"avis_ep", "webrsa", "decisionsdefautsinsertionseps66", 3260},
    {"decision_cd", "webrsa", "decisionsdefautsinsertionseps66", 3260},
    {"rapo_depose", "webrsa", "recoursgracieux", 640},
}};

constexpr std::array<Table, 2> rdv_insertion = {{
    {"rendez_vous", "rdv-insertion", "rdvs", 902118},
    {"invitation", "rdv-insertion", "invitations", 1204466},
}};

template <std::size_t n>
const Table* table_de(const std::array<Table, n>& liste, std::string_view type) {
  const auto table = std::find_if(liste.begin(), liste.end(), [&](const Table& t) { return t.type == type; });
  return table == liste.end() ? nullptr : &*table;
}

}  // namespace

std::string_view etiquette(const Cle& affaire) {
  return affaire.lettre == 'S' ? "saisine" : affaire.lettre == 'M' ? "manquement" : "recours";
}

const Evenement* ouvreur(const Journal& journal, const Cle& affaire) {
  const auto acte =
      std::find_if(journal.evenements.begin(), journal.evenements.end(), [&](const Evenement& e) {
        return e.reference.lettre == affaire.lettre && e.reference.annee == affaire.annee &&
               e.reference.numero == affaire.numero &&
               (e.type == "saisine_ep" || e.type == "manquement_constate" || e.type == "rapo_depose");
      });
  return acte == journal.evenements.end() ? nullptr : &*acte;
}

void numerote(const Foyer& foyer, int rang, Journal& journal) {
  // Un compteur par table : la place de la première table du même objet.
  std::array<int, tables.size() + rdv_insertion.size()> suivants{};
  const auto prend = [&](Evenement& e, const Table& table, std::size_t compteur) {
    e.systeme = table.systeme;
    e.objet = table.objet;
    e.cle = table.depart + rang * 97 + suivants[compteur]++;
  };
  const Date depuis = *civil_date(2022, 1, 1);
  const bool extrait = foyer.tenue == Tenue::tables || foyer.tenue == Tenue::parent;
  for (auto& e : journal.evenements) {
    if (!e.element.empty()) {
      if (!foyer.flux_source) continue;
      e.systeme = "cnaf";
      e.objet = e.element;
      continue;
    }
    if (const auto* table = table_de(rdv_insertion, e.type); table && foyer.rdv_insertion && e.le >= depuis) {
      prend(e, *table, tables.size() + static_cast<std::size_t>(table - rdv_insertion.data()));
      continue;
    }
    if (!extrait) continue;
    if (const auto* table = table_de(tables, e.type)) {
      const auto objet =
          std::find_if(tables.begin(), tables.end(), [&](const Table& t) { return t.objet == table->objet; });
      prend(e, *table, static_cast<std::size_t>(objet - tables.begin()));
    }
  }
  // Une colonne d'une ligne en a la clé.
  for (auto& e : journal.evenements) {
    if (e.ligne_de.lettre == 0 || !extrait) continue;
    const auto* ligne = journal.numero(e.ligne_de.numero);
    if (ligne == nullptr) continue;
    e.systeme = ligne->systeme;
    e.objet = ligne->objet;
    e.cle = ligne->cle;
  }
}

}  // namespace filrouge::generateur
