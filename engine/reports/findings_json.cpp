#include "engine/reports/findings_json.hpp"

#include <nlohmann/json.hpp>

namespace filrouge {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string finding_json(const Finding& finding) {
  Json json;
  json["id"] = finding.id;
  json["dossier"] = finding.dossier;
  json["personne"] = text_or_null(finding.personne);
  json["procedure"] = finding.procedure;
  json["instance"] = text_or_null(finding.instance);
  json["etat"] = text_or_null(finding.etat);
  json["nature"] = finding.nature;
  json["code"] = finding.code;
  json["statut"] = text_or_null(finding.statut);
  json["date"] = text_or_null(finding.date);
  json["date_opposable"] = text_or_null(finding.date_opposable);
  json["gravite"] = finding.gravite;
  json["retard_de"] = text_or_null(finding.retard_de);
  json["role"] = text_or_null(finding.role);
  json["decideur"] = text_or_null(finding.decideur);
  json["libelle"] = finding.libelle;
  if (finding.has_interval)
    json["intervalle"] = {{"taux", finding.intervalle.taux}, {"duree", finding.intervalle.duree}};
  else
    json["intervalle"] = nullptr;
  auto references = Json::array();
  for (const auto& reference : finding.fondement)
    references.push_back({{"ref", reference.ref}, {"statut", reference.verified ? "verifie" : "a_verifier"}});
  json["fondement"] = std::move(references);
  json["regime"] = text_or_null(finding.regime);
  json["regle"] = {{"fichier", text_or_null(finding.rule_file)},
                   {"ligne", finding.rule_line},
                   {"empreinte", finding.rule_digest}};
  json["faits"] = finding.faits;
  json["manquants"] = finding.manquants;
  json["prochain_changement"] = text_or_null(finding.prochain_changement);
  json["explication"] = finding.explication;
  return dumped(json);
}

std::string json_opening(const RunEnvelope& envelope) {
  Json json;
  json["schema"] = 1;
  json["au"] = envelope.asked;
  json["connu_au"] = envelope.known;
  json["regles"] = envelope.rules_digest;
  if (!envelope.made_at.empty()) json["fait_le"] = envelope.made_at;
  auto text = dumped(json);
  text.pop_back();
  return text + ",\"constats\":[";
}

std::string json_closing(const RunEnvelope& envelope) {
  const Json counts{
      {"dossiers", envelope.dossiers}, {"constats", envelope.findings}, {"rejets", envelope.rejects}};
  return "],\"compte\":" + dumped(counts) + "}";
}

std::string envelope_json(const RunEnvelope& envelope) {
  Json json;
  json["schema"] = 1;
  json["au"] = envelope.asked;
  json["connu_au"] = envelope.known;
  json["regles"] = envelope.rules_digest;
  json["dossiers"] = envelope.dossiers;
  json["constats"] = envelope.findings;
  json["rejets"] = envelope.rejects;
  return dumped(json);
}

}  // namespace filrouge
