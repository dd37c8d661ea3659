#include "engine/reports/findings_json.hpp"

#include <array>
#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/core/text/characters.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

using Json = nlohmann::ordered_json;

/// What would act on a terminal where the lines are read is written by its escapes: the data are the same.
std::string dumped(const Json& json) {
  auto text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (holds_invisible(text)) text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  return text;
}

/// Not to be written as it is within a JSON text, or not seen.
constexpr auto escaped_ascii = [] {
  std::array<bool, 0x80> all{};
  for (std::size_t c = 0; c < all.size(); ++c)
    all[c] = c == '"' || c == '\\' || is_invisible(static_cast<char32_t>(c));
  return all;
}();

/// Where the first character is that is not plain ASCII; the letters of most texts are passed over by eight.
std::size_t plain_ascii_from(std::string_view text, std::size_t at) {
  constexpr std::uint64_t ones = 0x0101010101010101, high = ones * 0x80;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    const auto control = eight - ones * ' ', quote = (eight ^ ones * '"') - ones,
               backslash = (eight ^ ones * '\\') - ones, rubout = eight + ones;
    if ((eight | control | quote | backslash | rubout) & high) break;
  }
  return at;
}

/// Does the text stand in JSON as it is?
bool stands_as_it_is(std::string_view text) {
  for (auto at = plain_ascii_from(text, 0); at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < escaped_ascii.size()) {
      if (escaped_ascii[byte]) return false;
      ++at;
      continue;
    }
    const auto character = utf8_at(text, at);
    if (character.length == 0 || is_invisible(character.code)) return false;
    at = plain_ascii_from(text, at + character.length);
  }
  return true;
}

/// The library knows the texts that do not.
void append_text(std::string_view text, std::string& out) {
  if (stands_as_it_is(text))
    append(out, "\"", text, "\"");
  else
    out += dumped(Json(text));
}

/// `key` comes with what stands around it: `,"dossier":`.
void member(std::string& out, std::string_view key, std::string_view text) {
  out += key;
  append_text(text, out);
}

void member_or_null(std::string& out, std::string_view key, std::string_view text) {
  if (text.empty())
    append(out, key, "null");
  else
    member(out, key, text);
}

void member(std::string& out, std::string_view key, const std::vector<std::string>& texts) {
  append(out, key, "[");
  for (std::size_t i = 0; i < texts.size(); ++i) member(out, i ? "," : "", texts[i]);
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
  FindingsJson().append(finding, 0, out);
  return out;
}

FindingsJson::Fixed FindingsJson::fixed(const Finding& finding) {
  Fixed all;
  member(all.procedure, ",\"procedure\":", finding.procedure);
  member_or_null(all.state, ",\"etat\":", finding.etat);
  member(all.state, ",\"nature\":", finding.nature);
  member(all.state, ",\"code\":", finding.code);
  member_or_null(all.state, ",\"statut\":", finding.statut);
  if (finding.faculte) all.state += ",\"faculte\":true";
  if (finding.objectif_interne) all.state += ",\"objectif_interne\":true";
  member(all.roles, ",\"gravite\":", finding.gravite);
  member_or_null(all.roles, ",\"retard_de\":", finding.retard_de);
  member_or_null(all.roles, ",\"role\":", finding.role);
  member_or_null(all.roles, ",\"decideur\":", finding.decideur);
  all.basis = of_rule(finding);
  return all;
}

void FindingsJson::append(const Finding& finding, std::uint32_t form, std::string& out) {
  if (of_forms_.size() <= form) of_forms_.resize(form + std::size_t{1});
  auto& of_form = of_forms_[form];
  if (of_form.basis.empty()) of_form = fixed(finding);
  member(out, "{\"id\":", finding.id);
  member(out, ",\"dossier\":", finding.dossier);
  member_or_null(out, ",\"personne\":", finding.personne);
  out += of_form.procedure;
  member_or_null(out, ",\"instance\":", finding.instance);
  if (!finding.affaire.empty()) member(out, ",\"affaire\":", finding.affaire);
  out += of_form.state;
  member_or_null(out, ",\"date\":", finding.date);
  if (!finding.heure.empty()) member(out, ",\"heure\":", finding.heure);
  if (!finding.borne.empty()) member(out, ",\"borne\":", finding.borne);
  member_or_null(out, ",\"date_opposable\":", finding.date_opposable);
  out += of_form.roles;
  member(out, ",\"libelle\":", finding.libelle);
  if (finding.has_interval) {
    member(out, ",\"intervalle\":{\"taux\":", finding.intervalle.taux);
    member(out, ",\"duree\":", finding.intervalle.duree);
    out += '}';
  } else {
    out += ",\"intervalle\":null";
  }
  out += of_form.basis;
  member(out, ",\"faits\":", finding.faits);
  member(out, ",\"manquants\":", finding.manquants);
  member(out, ",\"groupe\":", finding.groupe);
  filrouge::append(out, ",\"rang_groupe\":", std::to_string(finding.rang_groupe));
  member_or_null(out, ",\"apparu_le\":", finding.apparu_le);
  member_or_null(out, ",\"prochain_changement\":", finding.prochain_changement);
  member(out, ",\"explication\":", finding.explication);
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
