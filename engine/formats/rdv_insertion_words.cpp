#include "engine/formats/rdv_insertion_words.hpp"

namespace filrouge::rdv_insertion {

std::string dossier_named(std::string_view user) {
  return "RI-" + std::string(user);
}

std::string person_named(std::string_view user) {
  return "RI-p" + std::string(user);
}

std::string_view categorie(std::string_view short_name, std::string_view type) {
  if (short_name == "rsa_cer_signature") return "cer";
  if (type == "rsa_orientation" || short_name.starts_with("rsa_orientation")) return "orientation";
  if (type == "rsa_accompagnement" || short_name.starts_with("rsa_accompagnement")) return "accompagnement";
  return short_name.empty() ? std::string_view() : std::string_view("autre");
}

std::string_view statut(std::string_view status, bool to_come) {
  if (status == "seen") return "honore";
  if (status == "noshow") return "absent";
  if (status == "excused") return "excuse";
  if (status == "revoked") return "annule_service";
  return to_come ? "prevu" : "inconnu";
}

}  // namespace filrouge::rdv_insertion
