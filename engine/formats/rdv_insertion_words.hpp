#pragma once

#include <string>
#include <string_view>

/// How rdv-insertion names what it tells and says it, and what those words are here: its database read in
/// place and its webhooks tell the same dossiers, persons and acts.
namespace filrouge::rdv_insertion {

constexpr std::string_view system = "rdv-insertion";

/// Of the user of that number: each person has a dossier of her own.
std::string dossier_named(std::string_view user);
std::string person_named(std::string_view user);

/// The `categorie` of an act, by the category of its motif; empty when it has none. `type`:
/// motif_category_type, empty when untold.
std::string_view categorie(std::string_view short_name, std::string_view type);

/// The `statut` of a rendez-vous. `to_come`: it was to come when its status was told, and « unknown » is then
/// what it should be; afterwards its outcome is what nobody told.
std::string_view statut(std::string_view status, bool to_come);

}  // namespace filrouge::rdv_insertion
