#include "engine/reports/findings_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/core/text/visible.hpp"

namespace filrouge {
namespace {

using Json = nlohmann::ordered_json;

/// What would act on a terminal where the lines are read is written by its escapes: the data are the same.
std::string dumped(const Json& json) {
  auto text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (holds_invisible(text)) text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  return text;
}

/// Most texts stand in JSON as they are; the library knows the others.
void append_text(std::string_view text, std::string& out) {
  const bool plain = std::ranges::none_of(text, [](char c) { return c < ' ' || c == '"' || c == '\\'; });
  if (!plain || holds_invisible(text)) {
    out += dumped(Json(text));
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

void append_list(const std::vector<std::string>& texts, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i) out += ',';
    append_text(texts[i], out);
  }
  out += ']';
}

/// What a finding takes from its rule alone: fondement, regime, regle.
std::string of_rule(const Finding& finding) {
  const auto text_or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  auto references = Json::array();
  for (const auto& reference : finding.fondement)
    references.push_back({{"ref", reference.ref}, {"statut", reference.verified ? "verifie" : "a_verifier"}});
  Json json;
  json["fondement"] = std::move(references);
  json["regime"] = text_or_null(finding.regime);
  json["regle"] = {{"fichier", text_or_null(finding.rule_file)},
                   {"ligne", finding.rule_line},
                   {"empreinte", finding.rule_digest}};
  auto members = dumped(json);
  members.front() = ',';
  members.pop_back();
  return members;
}

}  // namespace

std::string finding_json(const Finding& finding) {
  std::string out;
  FindingsJson().append(finding, none_id, out);
  return out;
}

void FindingsJson::append(const Finding& finding, RuleId rule, std::string& out) {
  const auto text = [&](std::string_view key, std::string_view value) {
    out += key;
    append_text(value, out);
  };
  const auto text_or_null = [&](std::string_view key, std::string_view value) {
    out += key;
    if (value.empty())
      out += "null";
    else
      append_text(value, out);
  };
  text("{\"id\":", finding.id);
  text(",\"dossier\":", finding.dossier);
  text_or_null(",\"personne\":", finding.personne);
  text(",\"procedure\":", finding.procedure);
  text_or_null(",\"instance\":", finding.instance);
  if (!finding.affaire.empty()) text(",\"affaire\":", finding.affaire);
  text_or_null(",\"etat\":", finding.etat);
  text(",\"nature\":", finding.nature);
  text(",\"code\":", finding.code);
  text_or_null(",\"statut\":", finding.statut);
  if (finding.faculte) out += ",\"faculte\":true";
  if (finding.objectif_interne) out += ",\"objectif_interne\":true";
  text_or_null(",\"date\":", finding.date);
  if (!finding.heure.empty()) text(",\"heure\":", finding.heure);
  if (!finding.borne.empty()) text(",\"borne\":", finding.borne);
  text_or_null(",\"date_opposable\":", finding.date_opposable);
  text(",\"gravite\":", finding.gravite);
  text_or_null(",\"retard_de\":", finding.retard_de);
  text_or_null(",\"role\":", finding.role);
  text_or_null(",\"decideur\":", finding.decideur);
  text(",\"libelle\":", finding.libelle);
  if (finding.has_interval) {
    out += ",\"intervalle\":{\"taux\":";
    append_list(finding.intervalle.taux, out);
    out += ",\"duree\":";
    append_list(finding.intervalle.duree, out);
    out += '}';
  } else {
    out += ",\"intervalle\":null";
  }
  if (rule == none_id) {
    out += of_rule(finding);
  } else {
    if (of_rules_.size() <= rule) of_rules_.resize(rule + 1);
    if (of_rules_[rule].empty()) of_rules_[rule] = of_rule(finding);
    out += of_rules_[rule];
  }
  out += ",\"faits\":";
  append_list(finding.faits, out);
  out += ",\"manquants\":";
  append_list(finding.manquants, out);
  text(",\"groupe\":", finding.groupe);
  out += ",\"rang_groupe\":";
  out += std::to_string(finding.rang_groupe);
  text_or_null(",\"apparu_le\":", finding.apparu_le);
  text_or_null(",\"prochain_changement\":", finding.prochain_changement);
  text(",\"explication\":", finding.explication);
  out += '}';
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
