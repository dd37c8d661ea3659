#include "apps/serveur/banc/said_line.hpp"

#include <nlohmann/json.hpp>

#include "engine/store/stored_findings.hpp"

namespace filrouge::banc {
namespace {

std::string text(const nlohmann::json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> texts(const nlohmann::json& json, const char* key) {
  std::vector<std::string> all;
  if (const auto found = json.find(key); found != json.end() && found->is_array())
    for (const auto& one : *found)
      if (one.is_string()) all.push_back(one.get<std::string>());
  return all;
}

bool flag(const nlohmann::json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

}  // namespace

Finding read_finding(std::string_view line) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) throw damaged_lines();
  Finding it;
  it.id = text(json, "id");
  it.dossier = text(json, "dossier");
  it.personne = text(json, "personne");
  it.procedure = text(json, "procedure");
  it.instance = text(json, "instance");
  it.affaire = text(json, "affaire");
  it.etat = text(json, "etat");
  it.nature = text(json, "nature");
  it.code = text(json, "code");
  it.statut = text(json, "statut");
  it.faculte = flag(json, "faculte");
  it.objectif_interne = flag(json, "objectif_interne");
  it.date = text(json, "date");
  it.heure = text(json, "heure");
  it.borne = text(json, "borne");
  it.date_opposable = text(json, "date_opposable");
  it.gravite = text(json, "gravite");
  it.retard_de = text(json, "retard_de");
  it.role = text(json, "role");
  it.decideur = text(json, "decideur");
  it.libelle = text(json, "libelle");
  it.regime = text(json, "regime");
  it.groupe = text(json, "groupe");
  it.apparu_le = text(json, "apparu_le");
  it.prochain_changement = text(json, "prochain_changement");
  it.explication = text(json, "explication");
  it.faits = texts(json, "faits");
  it.manquants = texts(json, "manquants");
  if (const auto basis = json.find("fondement"); basis != json.end() && basis->is_array())
    for (const auto& one : *basis)
      if (one.is_object()) it.fondement.push_back({text(one, "ref"), text(one, "statut") == "verifie"});
  return it;
}

SaidLines::SaidLines(VisibleBase& base, const std::string& dossier) {
  Cursor row(base.base(), "SELECT constats FROM mes_paroles WHERE dossier = ?1");
  row.restart(dossier);
  if (!row.on_row()) return;
  append_lines(row.blob(0), text_);
  std::string_view rest = text_;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    lines_.push_back(rest.substr(0, end));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
}

Finding SaidLines::finding(std::size_t rank) const {
  return rank < lines_.size() ? read_finding(lines_[rank]) : Finding{};
}

}  // namespace filrouge::banc
