#include "engine/night/night_answer.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "engine/core/model/nature.hpp"
#include "engine/reports/affaires_register.hpp"
#include "engine/reports/run_sources.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge {
namespace {

Date day_of(const std::string& iso) {
  return parse_iso_date(iso).value_or(Date{});
}

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
  std::string all;
  for (const auto& text : texts) all.append(all.empty() ? "" : between).append(text);
  return all;
}

}  // namespace

NightAnswering::NightAnswering(const Program& program, Date day, std::uint64_t budget)
    : program_(program), day_(day), replay_(program, {.steps = budget}), json_(program) {}

void NightAnswering::operator()(const Journal& journal, StoredAnswer& answer) {
  answer.dossier = journal.dossier;
  answer.territoire = journal.territoire;
  answer.departement = journal.departement;
  answer.known = !(journal.known > day_);
  answer.given_up = false;
  answer.wanting.clear();
  answer.lines.clear();
  answer.findings.clear();
  answer.affaires.clear();
  answer.next_change = journal.known;
  if (!answer.known) return;
  replay_.run(journal, day_, day_, evaluation_);
  answer.given_up = evaluation_.given_up();
  // What is known of the dossier itself, or of a person, from that day on is in no journal of today.
  answer.next_change = evaluation_.next_change;
  if (journal.next_restated.known() && journal.next_restated > day_ &&
      (!answer.next_change.known() || journal.next_restated < answer.next_change))
    answer.next_change = journal.next_restated;
  if (!answer.given_up) {
    std::vector<std::string> wanting;
    add_wanting(journal, evaluation_, wanting);
    answer.wanting = joined(wanting, "\n");
  }
  findings_.resize(evaluation_.findings.size());
  for (std::size_t f = 0; f < findings_.size(); ++f) {
    json_.append(journal, evaluation_, evaluation_.findings[f], answer.lines, findings_[f]);
    answer.lines += '\n';
  }
  add_findings(answer);
  if (!answer.given_up) add_affaires(journal, answer);
}

void NightAnswering::add_findings(StoredAnswer& answer) {
  rank(program_, evaluation_, ranks_);
  // What several lines say is listed once, as urgent as the most urgent of them.
  std::map<std::string_view, int> group_rank;
  for (std::size_t f = 0; f < findings_.size(); ++f) {
    const auto [at, first] = group_rank.emplace(findings_[f].groupe, ranks_[f]);
    if (!first) at->second = std::min(at->second, ranks_[f]);
  }
  for (std::size_t f = 0; f < findings_.size(); ++f) {
    const auto& finding = findings_[f];
    auto& it = answer.findings.emplace_back();
    it.id = finding.id;
    it.personne = finding.personne;
    it.affaire = finding.affaire;
    it.nature = finding.nature;
    it.statut = finding.statut;
    it.gravite = finding.gravite;
    it.role = finding.role;
    it.decideur = finding.decideur;
    it.libelle = finding.libelle;
    it.day = day_of(finding.date);
    it.heads = finding.rang_groupe == 0;
    it.urgency = it.heads ? group_rank[finding.groupe] : ranks_[f];
    it.order = order_in_list(it.urgency, it.day.known() ? it.day : first_day());
    const auto* statut = facts_of(evaluation_.findings[f].statut);
    const auto family = facts_of(evaluation_.findings[f].nature).family;
    const bool calls = it.urgency < attention_ends;
    it.late = calls && statut && statut->late;
    it.to_complete = calls && (family == NatureFamily::lack || family == NatureFamily::doubt ||
                               evaluation_.findings[f].statut == Statut::incertaine);
    it.awaited =
        evaluation_.findings[f].statut == Statut::proche || evaluation_.findings[f].statut == Statut::a_venir;
  }
  std::vector<std::size_t> by_order;
  for (std::size_t f = 0; f < answer.findings.size(); ++f)
    if (answer.findings[f].heads && answer.findings[f].urgency < attention_ends) by_order.push_back(f);
  std::ranges::stable_sort(by_order, {}, [&](std::size_t f) { return answer.findings[f].order; });
  std::set<std::pair<std::string_view, std::string_view>> led;
  std::set<std::pair<std::pair<std::string_view, std::string_view>, std::string_view>> led_by_role;
  for (const auto f : by_order) {
    auto& it = answer.findings[f];
    const std::pair<std::string_view, std::string_view> of{it.personne, it.affaire};
    it.leads = led.insert(of).second;
    it.leads_role = led_by_role.insert({of, it.role}).second;
  }
}

void NightAnswering::add_affaires(const Journal& journal, StoredAnswer& answer) const {
  for (const auto& line : affaires_of(program_, journal, evaluation_, findings_, {})) {
    auto& it = answer.affaires.emplace_back();
    it.personne = line.personne;
    it.key = line.affaire;
    it.opened = day_of(line.ouverte_le);
    it.act = line.acte;
    if (const auto type = journal.events[line.opening].type; type != no_id)
      it.type = program_.model.text(program_.model.vocabulary.events[type].name);
    it.open = line.open;
    it.states = line.etats;
    it.since = day_of(line.depuis);
    if (line.open && line.next) it.next = day_of(line.next->date);
    if (line.open && (line.next || line.to_do)) it.awaited = (line.next ? line.next : line.to_do)->libelle;
    it.irregularities = line.irregularities;
    it.blocking = line.blocking;
    it.missing = joined(line.manquants, " ; ");
    it.roles = line.roles;
  }
}

}  // namespace filrouge
