// Rendez-vous.

#include <algorithm>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/nir.hpp"
#include "engine/systems/webrsa/parts.hpp"

namespace filrouge::systems::webrsa {
namespace {

struct Status {
  std::string_view told, word;
};

/// Each département names its own; these are the codes of WebRSA, and the labels that leave no doubt.
constexpr Status statuses[] = {
    {"prevu", "prevu"},
    {"venu", "honore"},
    {"honore", "honore"},
    {"effectue", "honore"},
    {"present", "honore"},
    {"nonvenu", "absent"},
    {"non_venu", "absent"},
    {"absent", "absent"},
    {"non_honore", "absent"},
    {"excuse", "excuse"},
    {"absent_excuse", "excuse"},
    {"annule_par_le_service", "annule_service"},
    {"annule_service", "annule_service"},
};

std::string_view status_word(std::string_view told) {
  auto folded = fold(told);
  std::ranges::replace(folded, ' ', '_');
  const auto found = std::ranges::find(statuses, folded, &Status::told);
  return found == std::end(statuses) ? std::string_view() : found->word;
}

void tell_meeting(const DatabaseRows& row, Telling& telling) {
  const RowName name{"rendezvous", row.text("cle")};
  telling.seen(name);
  auto* event = telling.act("rendez_vous", name, {}, row.day("daterdv"), person_of(row.text("personne")));
  if (!event) return;
  event->known = row.day("cree_le");
  auto word = status_word(row.text("code_statut"));
  if (word.empty()) word = status_word(row.text("libelle"));
  if (word.empty()) {
    telling.left("statutsrdvs", "statut de rendez-vous que rien ne traduit : « inconnu » est retenu");
    word = "inconnu";
  }
  field(*event, "statut", word);
  if (!holds_nir(row.text("lib_struc"))) field(*event, "structure", row.text("lib_struc"));
}

}  // namespace

std::vector<Reading> meeting_readings() {
  return {
      {"rendezvous",
       "SELECT s.dossier_id AS dossier, r.id AS cle, r.personne_id AS personne, r.daterdv, r.created::date "
       "AS "
       "cree_le, st.code_statut, st.libelle, sr.lib_struc, {modifie r} AS modifie FROM {rendezvous} r JOIN "
       "{suivies} s ON s.id = r.personne_id LEFT JOIN {statutsrdvs} st ON st.id = r.statutrdv_id LEFT JOIN "
       "{structuresreferentes} sr ON sr.id = r.structurereferente_id",
       "cle",
       {"rendezvous"},
       tell_meeting,
       {}},
  };
}

}  // namespace filrouge::systems::webrsa
