#include "engine/reports/findings_json.hpp"

#include <nlohmann/json.hpp>

#include "engine/reports/json_text.hpp"

namespace filrouge {
namespace {

using Json = nlohmann::ordered_json;

/// `key` comes with what stands around it: `,"dossier":`.
void member(std::string& out, std::string_view key, std::string_view text) {
  out += key;
  append_json_text(text, out);
}

void member_or_null(std::string& out, std::string_view key, std::string_view text) {
  if (!text.empty()) return member(out, key, text);
  out += key;
  out += "null";
}

void member(std::string& out, std::string_view key, const std::vector<std::string>& texts) {
  out += key;
  out += '[';
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i) out += ',';
    append_json_text(texts[i], out);
  }
  out += ']';
}

/// `finding`: its members of the dossier; an empty libelle is that of its form.
void append_finding(const FixedJson& fixed, const Finding& finding, std::string& out) {
  member(out, "{\"id\":", finding.id);
  member(out, ",\"dossier\":", finding.dossier);
  member_or_null(out, ",\"personne\":", finding.personne);
  out += fixed[FixedJson::procedure];
  member_or_null(out, ",\"instance\":", finding.instance);
  if (!finding.affaire.empty()) member(out, ",\"affaire\":", finding.affaire);
  out += fixed[FixedJson::state];
  member_or_null(out, ",\"date\":", finding.date);
  if (!finding.heure.empty()) member(out, ",\"heure\":", finding.heure);
  if (!finding.borne.empty()) member(out, ",\"borne\":", finding.borne);
  member_or_null(out, ",\"date_opposable\":", finding.date_opposable);
  out += fixed[FixedJson::roles];
  if (finding.libelle.empty())
    out += fixed[FixedJson::label];
  else
    member(out, ",\"libelle\":", finding.libelle);
  if (finding.has_interval) {
    member(out, ",\"intervalle\":{\"taux\":", finding.intervalle.taux);
    member(out, ",\"duree\":", finding.intervalle.duree);
    out += '}';
  } else {
    out += ",\"intervalle\":null";
  }
  out += fixed[FixedJson::basis];
  member(out, ",\"faits\":", finding.faits);
  member(out, ",\"manquants\":", finding.manquants);
  member(out, ",\"groupe\":", finding.groupe);
  out += ",\"rang_groupe\":";
  out += std::to_string(finding.rang_groupe);
  member_or_null(out, ",\"apparu_le\":", finding.apparu_le);
  member_or_null(out, ",\"prochain_changement\":", finding.prochain_changement);
  member(out, ",\"explication\":", finding.explication);
  out += '}';
}

}  // namespace

FixedJson::FixedJson(const Finding& finding) {
  const auto close = [&](Part part) { ends_[part] = static_cast<std::uint32_t>(text_.size()); };
  member(text_, ",\"procedure\":", finding.procedure);
  close(procedure);
  member_or_null(text_, ",\"etat\":", finding.etat);
  member(text_, ",\"nature\":", finding.nature);
  member(text_, ",\"code\":", finding.code);
  member_or_null(text_, ",\"statut\":", finding.statut);
  if (finding.faculte) text_ += ",\"faculte\":true";
  if (finding.objectif_interne) text_ += ",\"objectif_interne\":true";
  close(state);
  member(text_, ",\"gravite\":", finding.gravite);
  member_or_null(text_, ",\"retard_de\":", finding.retard_de);
  member_or_null(text_, ",\"role\":", finding.role);
  member_or_null(text_, ",\"decideur\":", finding.decideur);
  close(roles);
  member(text_, ",\"libelle\":", finding.libelle);
  close(label);
  text_ += ",\"fondement\":[";
  for (const auto& reference : finding.fondement) {
    member(text_, text_.ends_with('[') ? "{\"ref\":" : ",{\"ref\":", reference.ref);
    member(text_, ",\"statut\":", reference.verified ? "verifie" : "a_verifier");
    text_ += '}';
  }
  member_or_null(text_, "],\"regime\":", finding.regime);
  member_or_null(text_, ",\"regle\":{\"fichier\":", finding.rule_file);
  text_ += ",\"ligne\":" + std::to_string(finding.rule_line);
  member(text_, ",\"empreinte\":", finding.rule_digest);
  text_ += '}';
  close(basis);
}

std::string finding_json(const Finding& finding) {
  std::string out;
  append_finding(FixedJson(finding), finding, out);
  return out;
}

std::uint32_t FindingsJson::form_of(const Journal& journal, const Evaluation& evaluation,
                                    const CompactFinding& finding) {
  const auto form = publisher_.form_of(journal, evaluation, finding);
  if (form == of_forms_.size()) of_forms_.emplace_back(publisher_.form(form));
  return form;
}

void FindingsJson::append(const Journal& journal, const Evaluation& evaluation, const CompactFinding& finding,
                          std::string& out) {
  const auto form = form_of(journal, evaluation, finding);
  blanks_.libelle.clear();
  publisher_.fill(form, journal, evaluation, finding, blanks_);
  append_finding(of_forms_[form], blanks_, out);
}

void FindingsJson::append(const Journal& journal, const Evaluation& evaluation, const CompactFinding& finding,
                          std::string& out, Finding& told) {
  const auto form = form_of(journal, evaluation, finding);
  told = publisher_.form(form);
  publisher_.fill(form, journal, evaluation, finding, told);
  append_finding(of_forms_[form], told, out);
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
  return "],\"compte\":" + dumped(counts) + (envelope.sources ? sources_json(*envelope.sources) : "") + "}";
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
