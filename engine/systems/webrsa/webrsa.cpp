// WebRSA 4, the system of a dozen départements: one transaction, forty requests side by side, dossier by
// dossier.

#include "engine/systems/webrsa/parts.hpp"

namespace filrouge::systems {
namespace {

/// Of these kinds of acts WebRSA answers: one that it does not hold did not happen. It does not answer of
/// those it writes over (refusal, closure, suspensions) nor of letters, which are sent from elsewhere as
/// well.
constexpr std::string_view vouched[] = {"demande_rsa",
                                        "reduction_appliquee",
                                        "orientation",
                                        "designation_referent",
                                        "fin_referent",
                                        "cer_signe",
                                        "cer_valide",
                                        "cer_refuse",
                                        "etape_du_contrat",
                                        "tacite_reconduction",
                                        "bilan",
                                        "ppae_signe",
                                        "inscription_ft",
                                        "cessation_ft",
                                        "radiation_ft",
                                        "relance",
                                        "signalement",
                                        "demande_reorientation",
                                        "saisine_ep",
                                        "passage_ep",
                                        "report_ep",
                                        "avis_ep",
                                        "decision_cd",
                                        "decision_reorientation",
                                        "delai_accorde",
                                        "saisine_annulee",
                                        "levee_sanction",
                                        "proposition_cov",
                                        "decision_cov",
                                        "rendez_vous",
                                        "accords_de_reorientation"};

}  // namespace

System webrsa_system() {
  System system;
  system.name = "webrsa";
  system.shown = "WebRSA 4";
  system.prefix = "WR-";
  system.dates = "created timestamp?, modified timestamp?";
  system.changed = "modified";
  system.tables = webrsa::tables();
  system.views = {{"suivies", webrsa::followed()}};
  for (auto part : {webrsa::right_readings(), webrsa::orientation_readings(), webrsa::contract_readings(),
                    webrsa::france_travail_readings(), webrsa::meeting_readings(),
                    webrsa::commission_readings(), webrsa::cov_readings()})
    system.readings.insert(system.readings.end(), part.begin(), part.end());
  system.vouched.assign(std::begin(vouched), std::end(vouched));
  // « 93 », "93" or 93: the value is JSON.
  system.departement =
      "SELECT substring(value_variable from '[0-9][0-9AB][0-9]?') FROM {configurations} c WHERE lib_variable "
      "= "
      "'Cg.departement'";
  system.not_read = {
      {"SELECT count(*) FROM {personnes} p WHERE NOT EXISTS (SELECT FROM {prestations} pr WHERE "
       "pr.personne_id = p.id "
       "AND pr.natprest = 'RSA' AND pr.rolepers IN ('DEM', 'CJT'))",
       "personnes hors de la chaîne d'insertion (ni DEM ni CJT au titre du RSA), non lues"}};
  return system;
}

}  // namespace filrouge::systems
