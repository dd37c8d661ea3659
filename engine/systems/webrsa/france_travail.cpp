// What France Travail told WebRSA. It knows a person by her NIR and her birth day: they are matched in the
// database, and the NIR does not leave it.

#include <fmt/format.h>

#include <algorithm>

#include "engine/systems/webrsa/parts.hpp"

namespace filrouge::systems::webrsa {
namespace {

/// A person may be known to France Travail twice: what both say of a day is one act.
bool told_already(const Telling& telling, std::string_view type, Date day, const std::string& person) {
  return std::ranges::any_of(telling.record.events, [&](const RawEvent& event) {
    return event.type == type && event.on == day && event.person == person;
  });
}

void tell_registration(const DatabaseRows& row, Telling& telling) {
  const RowName name{"historiqueetatspe", row.text("cle")};
  const auto state = row.text("etat");
  telling.seen(name);
  if (state != "inscription" && state != "cessation" && state != "radiation") {
    telling.left("historiqueetatspe", "état inconnu");
    return;
  }
  const auto type = fmt::format("{}_ft", state);
  const auto day = row.day("le");
  const auto person = person_of(row.text("personne"));
  if (told_already(telling, type, day, person)) {
    telling.left("historiqueetatspe", "même état du même jour, dit deux fois");
    return;
  }
  auto* event = telling.act(type, name, state, day, person);
  if (!event) return;
  event->origin = "flux";
  field(*event, "motif", row.text("code"));
}

void tell_plan(const DatabaseRows& row, Telling& telling) {
  const auto day = row.day("signe_le");
  if (told_already(telling, "ppae_signe", day, person_of(row.text("personne")))) return;
  auto* event = telling.act("ppae_signe", {"informationspe", row.text("cle")}, iso_date(day), day,
                            person_of(row.text("personne")));
  if (event) event->origin = "flux";
}

}  // namespace

std::vector<Reading> france_travail_readings() {
  return {
      {"historiqueetatspe",
       "SELECT s.dossier_id AS dossier, h.id AS cle, s.id AS personne, h.date AS le, h.etat, h.code FROM "
       "{historiqueetatspe} h JOIN {informationspe} i ON i.id = h.informationpe_id JOIN {suivies} s ON "
       "substr(s.nir, 1, 13) = substr(i.nir, 1, 13) AND s.dtnai = i.dtnai WHERE length(btrim(i.nir)) >= 13",
       "cle, personne",
       {"historiqueetatspe", "informationspe", "personnes"},
       tell_registration,
       {"inscription_ft", "cessation_ft", "radiation_ft"}},
      {"informationspe",
       "SELECT s.dossier_id AS dossier, i.id AS cle, s.id AS personne, i.ppae_date_signature AS signe_le "
       "FROM "
       "{informationspe} i JOIN {suivies} s ON substr(s.nir, 1, 13) = substr(i.nir, 1, 13) AND s.dtnai = "
       "i.dtnai "
       "WHERE length(btrim(i.nir)) >= 13 AND i.ppae_date_signature IS NOT NULL",
       "cle, personne",
       {"informationspe", "personnes"},
       tell_plan,
       {"ppae_signe"}},
  };
}

}  // namespace filrouge::systems::webrsa
