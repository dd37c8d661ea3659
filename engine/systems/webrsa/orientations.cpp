// Orientations, their notification, and the referents.

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/nir.hpp"
#include "engine/systems/webrsa/parcours.hpp"
#include "engine/systems/webrsa/parts.hpp"

namespace filrouge::systems::webrsa {

std::string_view parcours_of(std::string_view code) {
  if (code == "EMPLOI") return "professionnel";
  if (code == "SOCIAL") return "social";
  if (code == "SOCIOPRO" || code == "PREPRO") return "socioprofessionnel";
  return {};
}

namespace {

void structure_of(RawEvent& event, std::string_view name) {
  if (!holds_nir(name)) field(event, "structure", name);
}

void tell_orientation(const DatabaseRows& row, Telling& telling) {
  const RowName name{"orientsstructs", row.text("cle")};
  const auto person = person_of(row.text("personne"));
  telling.seen(name);
  const auto status = fold(row.text("statut_orient"));
  bool told = false;
  if (status == "oriente") {
    if (auto* event = telling.act("orientation", name, {}, row.day("date_valid"), person)) {
      told = true;
      const auto parcours = parcours_of(row.text("code_type_orient"));
      if (parcours.empty())
        telling.left("typesorients", "orientation dont le type n'a pas de code connu : parcours inconnu");
      field(*event, "parcours", parcours);
      structure_of(*event, row.text("lib_struc"));
      number(*event, "rang", row.text("rgorient"));
    }
  } else {
    // A proposal is no orientation, and no word of the rules says it.
    telling.left("orientsstructs", status == "en_attente" || status == "en attente" ? "orientation en attente"
                                   : status == "refuse"                             ? "orientation refusée"
                                   : status == "non_oriente" || status == "non oriente"
                                       ? "personne non orientée"
                                       : "orientation au statut inconnu");
  }
  // Of the letter WebRSA knows only the day it was printed.
  if (const auto printed = row.day("date_impression"); printed.known())
    if (auto* letter = telling.act("courrier_envoye", name, "notification", printed, person)) {
      field(*letter, "objet", "orientation");
      if (told) refers(*letter, "orientation", act_of(name, {}));
    }
}

/// A referent is called by her number: her name is not read.
void tell_referent(const DatabaseRows& row, Telling& telling) {
  const RowName name{"personnes_referents", row.text("cle")};
  telling.seen(name);
  const auto told = [&](std::string_view type, std::string_view suffix, Date day) {
    auto* event = telling.act(type, name, suffix, day, person_of(row.text("personne")));
    if (!event) return;
    field(*event, "referent", fmt::format("referent-{}", row.text("referent_id")));
    structure_of(*event, row.text("lib_struc"));
  };
  told("designation_referent", {}, row.day("dddesignation"));
  if (row.day("dfdesignation").known()) told("fin_referent", "fin", row.day("dfdesignation"));
}

}  // namespace

std::vector<Reading> orientation_readings() {
  return {
      // A type without a code is one of the kinds of its parent.
      {"orientsstructs",
       "SELECT s.dossier_id AS dossier, o.id AS cle, o.personne_id AS personne, o.date_valid, "
       "o.statut_orient, "
       "o.rgorient, o.date_impression, coalesce(t.code_type_orient, t1.code_type_orient, "
       "t2.code_type_orient) AS "
       "code_type_orient, sr.lib_struc, {modifie o} AS modifie FROM {orientsstructs} o JOIN {suivies} s ON "
       "s.id = "
       "o.personne_id LEFT JOIN {typesorients} t ON t.id = o.typeorient_id LEFT JOIN {typesorients} t1 ON "
       "t1.id = "
       "t.parentid LEFT JOIN {typesorients} t2 ON t2.id = t1.parentid LEFT JOIN {structuresreferentes} sr ON "
       "sr.id = o.structurereferente_id",
       "cle",
       {"orientsstructs"},
       tell_orientation,
       {}},
      {"personnes_referents",
       "SELECT s.dossier_id AS dossier, r.id AS cle, r.personne_id AS personne, r.referent_id, "
       "r.dddesignation, "
       "r.dfdesignation, sr.lib_struc, {modifie r} AS modifie FROM {personnes_referents} r JOIN {suivies} s "
       "ON "
       "s.id = r.personne_id LEFT JOIN {structuresreferentes} sr ON sr.id = r.structurereferente_id",
       "cle",
       {"personnes_referents"},
       tell_referent,
       {"designation_referent", "fin_referent"}},
  };
}

}  // namespace filrouge::systems::webrsa
