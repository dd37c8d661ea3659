// The commission d'orientation et de validation (COV) of the Nièvre: not the équipe pluridisciplinaire.

#include <fmt/format.h>

#include <algorithm>

#include "engine/systems/webrsa/parcours.hpp"
#include "engine/systems/webrsa/parts.hpp"

namespace filrouge::systems::webrsa {
namespace {

struct Word {
  std::string_view code, word;
};

constexpr Word cov_themes[] = {
    {"proposorientationscovs58", "orientation_proposee"},   {"proposcontratsinsertioncovs58", "contrat"},
    {"proposnonorientationsproscovs58", "maintien_social"}, {"nonorientationsproscovs58", "maintien_social"},
    {"proposorientssocialescovs58", "sociale_de_fait"},     {"regressionsorientationscovs58", "regression"},
};

constexpr Word cov_senses[] = {
    {"valide", "valide"},   {"accepte", "valide"}, {"refuse", "refuse"},
    {"ajourne", "ajourne"}, {"annule", "annule"},  {"reporte", "reporte"},
};

template <std::size_t Size>
std::string_view word_of(const Word (&words)[Size], std::string_view code) {
  const auto found = std::ranges::find(words, code, &Word::code);
  return found == std::end(words) ? std::string_view() : found->word;
}

void tell_proposal(const DatabaseRows& row, Telling& telling) {
  const RowName name{"dossierscovs58", row.text("cle")};
  telling.seen(name);
  const auto asked = row.day("datedemande");
  auto* event = telling.act("proposition_cov", name, {}, asked.known() ? asked : row.day("cree_le"),
                            person_of(row.text("personne")));
  if (!event) return;
  const auto theme = word_of(cov_themes, row.text("themecov58"));
  if (theme.empty()) telling.left("dossierscovs58", "thème de COV inconnu");
  field(*event, "theme", theme);
  field(*event, "parcours", parcours_of(row.text("code_type_orient")));
}

void tell_cov_decision(const DatabaseRows& row, Telling& telling) {
  const RowName name{row.text("table_lue"), row.text("cle")};
  telling.seen(name);
  if (row.text("etapecov") != "finalise") {
    telling.left(name.table, "décision de COV pas encore finale");
    return;
  }
  const auto proposal = act_of({"dossierscovs58", row.text("proposition")}, {});
  const auto code = row.text("decisioncov");
  if (code == "reorientation" || code == "maintienref") {
    if (auto* event = telling.act("decision_reorientation", name, {}, row.day("seance_le"),
                                  person_of(row.text("personne")))) {
      field(*event, "sens", code == "reorientation" ? "accord" : "maintien");
      refers(*event, "objet", proposal);
    }
    return;
  }
  auto* event = telling.act("decision_cov", name, {}, row.day("seance_le"), person_of(row.text("personne")));
  if (!event) return;
  const auto sense = word_of(cov_senses, code);
  if (sense.empty()) telling.left(name.table, "décision de COV inconnue");
  field(*event, "sens", sense);
  refers(*event, "objet", proposal);
}

void tell_cov_passage(const DatabaseRows& row, Telling& telling) {
  const RowName name{"passagescovs58", row.text("cle")};
  telling.seen(name);
  const auto state = row.text("etatdossiercov");
  // No word of the rules says that a proposal was examined: its decision does.
  if (state == "annule" || state == "reporte")
    telling.left("passagescovs58", "passage en COV " + std::string(state));
  if (const auto day = row.day("impressiondecision"); day.known())
    if (auto* letter =
            telling.act("courrier_envoye", name, "decision", day, person_of(row.text("personne")))) {
      field(*letter, "objet", "decision");
      refers(*letter, "objet", act_of({"dossierscovs58", row.text("proposition")}, {}));
    }
}

Reading cov_decision_reading(std::string_view theme) {
  Reading reading;
  reading.table = theme;
  reading.request = fmt::format(
      "SELECT s.dossier_id AS dossier, x.id AS cle, '{0}' AS table_lue, d.personne_id AS personne, d.id AS "
      "proposition, "
      "c.datecommission::date AS seance_le, x.etapecov, x.decisioncov FROM {{{0}}} x JOIN {{passagescovs58}} "
      "p ON p.id = "
      "x.passagecov58_id JOIN {{covs58}} c ON c.id = p.cov58_id JOIN {{dossierscovs58}} d ON d.id = "
      "p.dossiercov58_id JOIN "
      "{{suivies}} s ON s.id = d.personne_id",
      theme);
  reading.order = "cle";
  reading.changing = {theme, "passagescovs58", "covs58", "dossierscovs58"};
  reading.tell = tell_cov_decision;
  reading.types = {"decision_cov"};
  return reading;
}

}  // namespace

std::vector<Reading> cov_readings() {
  std::vector<Reading> readings = {
      {"dossierscovs58",
       "SELECT s.dossier_id AS dossier, d.id AS cle, d.personne_id AS personne, d.themecov58, "
       "d.created::date AS cree_le, "
       "coalesce(po.datedemande, pc.datedemande, pn.datedemande, rg.datedemande) AS datedemande, "
       "coalesce(t.code_type_orient, t1.code_type_orient) AS code_type_orient FROM {dossierscovs58} d JOIN "
       "{suivies} s ON "
       "s.id = d.personne_id LEFT JOIN {proposorientationscovs58} po ON po.dossiercov58_id = d.id LEFT JOIN "
       "{proposcontratsinsertioncovs58} pc ON pc.dossiercov58_id = d.id LEFT JOIN "
       "{proposnonorientationsproscovs58} pn ON "
       "pn.dossiercov58_id = d.id LEFT JOIN {regressionsorientationscovs58} rg ON rg.dossiercov58_id = d.id "
       "LEFT JOIN "
       "{typesorients} t ON t.id = coalesce(po.typeorient_id, rg.typeorient_id) LEFT JOIN {typesorients} t1 "
       "ON t1.id = "
       "t.parentid",
       "cle",
       {"dossierscovs58", "proposorientationscovs58"},
       tell_proposal,
       {"proposition_cov"}},
      {"passagescovs58",
       "SELECT s.dossier_id AS dossier, p.id AS cle, d.personne_id AS personne, d.id AS proposition, "
       "p.etatdossiercov, "
       "p.impressiondecision, {modifie p} AS modifie FROM {passagescovs58} p JOIN {dossierscovs58} d ON d.id "
       "= "
       "p.dossiercov58_id JOIN {suivies} s ON s.id = d.personne_id",
       "cle",
       {"passagescovs58"},
       tell_cov_passage,
       {}},
  };
  for (const std::string_view theme :
       {"decisionsproposorientationscovs58", "decisionsproposcontratsinsertioncovs58",
        "decisionsproposnonorientationsproscovs58", "decisionsproposorientssocialescovs58",
        "decisionsnonorientationsproscovs58", "decisionsregressionsorientationscovs58"})
    readings.push_back(cov_decision_reading(theme));
  return readings;
}

}  // namespace filrouge::systems::webrsa
