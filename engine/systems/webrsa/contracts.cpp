// Contracts of engagement (CER), the circuit that decides of them, and the bilan that ends them.

#include <algorithm>

#include "engine/systems/webrsa/parts.hpp"

namespace filrouge::systems::webrsa {
namespace {

constexpr std::string_view contracts = "contratsinsertion";

/// The day it was annulled, or decided, or else the day the row said so.
Date annulled_on(const DatabaseRows& row) {
  for (const auto column : {"date_annulation", "datedecision", "change_le"})
    if (const auto day = row.day(column); day.known()) return day;
  return {};
}

void tell_contract(const DatabaseRows& row, Telling& telling) {
  const RowName name{contracts, row.text("cle")};
  const auto person = person_of(row.text("personne"));
  telling.seen(name);
  if (row.text("positioncer") == "00enregistre") {
    telling.left(contracts, "contrat enregistré et pas encore signé");
    return;
  }
  const auto decision = row.text("decision_ci");
  // Annulled on a day nobody knows, a contract would count for ever.
  if (decision == "A" && !annulled_on(row).known()) {
    telling.left(contracts, "contrat annulé sans jour");
    telling.unsure("cer_signe");
    return;
  }
  const auto signed_on = row.day("signe_le");
  if (auto* event = telling.act("cer_signe", name, "signe",
                                signed_on.known() ? signed_on : row.day("date_saisi_ci"), person)) {
    event->known = row.day("cree_le");
    event->from = row.day("dd_ci");
    event->to = row.day("df_ci");
    const auto rank = row.text("num_contrat");
    const auto amended = row.text("avenant_id");
    field(*event, "nature",
          !amended.empty() ? "avenant"
          : rank == "PRE"  ? "premier"
          : rank == "REN"  ? "renouvellement"
                           : "");
    const auto form = row.text("forme_ci");
    field(*event, "forme", form == "S" ? "simple" : form == "C" ? "complexe" : "");
    months(*event, "duree", row.text("duree_engag"));
    if (!amended.empty()) refers(*event, "contrat", act_of({contracts, amended}, "signe"));
    if (decision == "A") telling.annul(name, "signe", annulled_on(row));
  }
  const auto about = [&](std::string_view type, std::string_view suffix, Date day) -> RawEvent* {
    auto* event = telling.act(type, name, suffix, day, person);
    if (event) refers(*event, "contrat", act_of(name, "signe"));
    return event;
  };
  if (decision == "V") {
    about("cer_valide", "valide", row.day("datevalidation_ci"));
  } else if (decision == "N" || decision == "R") {
    about("cer_refuse", "refuse", row.day("datedecision"));
  } else if (decision != "A" && decision != "E") {
    // Neither waiting nor decided: whether it was decided is unknown.
    telling.left(contracts, "contrat dont la décision n'est pas dite, donc inconnue");
    telling.unsure("cer_valide");
    telling.unsure("cer_refuse");
  }
  if (const auto day = row.day("datetacitereconduction"); day.known())
    about("tacite_reconduction", "reconduit", day);
}

struct Step {
  std::string_view code, step, choice_column;
};

constexpr Step steps[] = {
    {"00enregistre", "enregistrement", {}},
    {"02attdecisioncpdv", "envoi_a_la_structure", {}},
    {"03attdecisioncg", "envoi_au_departement", {}},
    {"99rejetecpdv", "rejet_de_la_structure", {}},
    {"04premierelecture", "premiere_lecture", "prevalide"},
    {"05secondelecture", "seconde_lecture", "decisioncs"},
    {"06attaviscadre", "avis_du_cadre", "decisioncadre"},
    {"07attavisep", "avis_de_la_commission", {}},
};

std::string_view choice_word(std::string_view code) {
  if (code == "arelire") return "a_relire";
  if (code == "aviscadre") return "avis_du_cadre";
  if (code == "passageep") return "passage_en_commission";
  return code;  // prevalide, valide, rejete
}

void tell_step(const DatabaseRows& row, Telling& telling) {
  const RowName name{"histoschoixcers93", row.text("cle")};
  telling.seen(name);
  const auto code = row.text("etape");
  const auto step = std::ranges::find(steps, code, &Step::code);
  if (step == std::end(steps)) {
    // The contract itself tells when it was signed and what was decided of it.
    if (code != "01signe" && code != "99valide" && code != "99rejete")
      telling.left("histoschoixcers93", "étape inconnue");
    return;
  }
  auto* event =
      telling.act("etape_du_contrat", name, {}, row.day("datechoix"), person_of(row.text("personne")));
  if (!event) return;
  field(*event, "etape", step->step);
  if (!step->choice_column.empty()) field(*event, "choix", choice_word(row.text(step->choice_column)));
  refers(*event, "contrat", act_of({contracts, row.text("contrat")}, "signe"));
}

void tell_bilan(const DatabaseRows& row, Telling& telling) {
  const RowName name{"bilansparcours66", row.text("cle")};
  telling.seen(name);
  if (row.text("positionbilan") == "annule") {
    telling.left("bilansparcours66", "bilan annulé");
    return;
  }
  auto* event = telling.act("bilan", name, {}, row.day("datebilan"), person_of(row.text("personne")));
  if (!event) return;
  field(*event, "proposition", row.text("proposition"));
  if (const auto contract = row.text("contratinsertion_id"); !contract.empty())
    refers(*event, "contrat", act_of({contracts, contract}, "signe"));
}

}  // namespace

std::vector<Reading> contract_readings() {
  return {
      {contracts,
       "SELECT s.dossier_id AS dossier, c.id AS cle, c.personne_id AS personne, c.dd_ci, c.df_ci, "
       "c.duree_engag, "
       "c.num_contrat, c.forme_ci, c.date_saisi_ci, c.decision_ci, c.datevalidation_ci, c.datedecision, "
       "c.avenant_id, c.datetacitereconduction, c.created::date AS cree_le, c.modified::date AS change_le, "
       "k.datesignature AS signe_le, k.date_annulation, k.positioncer, {modifie c k} AS modifie FROM "
       "{contratsinsertion} c JOIN "
       "{suivies} "
       "s ON s.id = c.personne_id LEFT JOIN {cers93} k ON k.contratinsertion_id = c.id",
       "cle",
       {"contratsinsertion", "cers93"},
       tell_contract,
       {}},
      {"histoschoixcers93",
       "SELECT s.dossier_id AS dossier, h.id AS cle, c.personne_id AS personne, c.id AS contrat, h.etape, "
       "h.datechoix, h.prevalide, h.decisioncs, h.decisioncadre, {modifie h} AS modifie FROM "
       "{histoschoixcers93} h "
       "JOIN {cers93} k ON k.id = h.cer93_id JOIN {contratsinsertion} c ON c.id = k.contratinsertion_id JOIN "
       "{suivies} s ON s.id = c.personne_id",
       "cle",
       {"histoschoixcers93"},
       tell_step,
       {"etape_du_contrat"}},
      {"bilansparcours66",
       "SELECT s.dossier_id AS dossier, b.id AS cle, b.personne_id AS personne, b.datebilan, b.proposition, "
       "b.positionbilan, b.contratinsertion_id, {modifie b} AS modifie FROM {bilansparcours66} b JOIN "
       "{suivies} s "
       "ON s.id = b.personne_id",
       "cle",
       {"bilansparcours66"},
       tell_bilan,
       {"bilan"}},
  };
}

}  // namespace filrouge::systems::webrsa
