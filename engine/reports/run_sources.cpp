#include "engine/reports/run_sources.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/core/model/nature.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/json_text.hpp"

namespace filrouge {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_named = 10;
constexpr std::size_t most_wanting = 5;

std::string line_of(const SourceState& source) {
  auto line = source.name + " : jusqu'au " + french_date(source.until);
  if (source.made.known()) line += ", le dernier fait le " + french_date(source.made);
  return line;
}

void tell_gone(const SourceState& source, std::vector<std::string>& lines) {
  if (source.gone.empty()) return;
  auto gone = source.gone;
  std::ranges::stable_sort(gone, [](const auto& a, const auto& b) { return a.day > b.day; });
  const bool all = gone.size() <= most_named;
  lines.push_back(counted(gone.size(), "dossier que le ", "dossiers que le ") + source.name +
                  " ne montre plus" + (all ? "" : ", dont") + " :");
  if (!all) gone.resize(most_named);
  for (const auto& one : gone)
    lines.push_back("  " + one.dossier + " : vu pour la dernière fois dans le flux du " +
                    french_date(one.day));
}

}  // namespace

RunSourcesCount::RunSourcesCount(std::vector<SourceState> all) {
  counted_.all = std::move(all);
  for (std::size_t s = 0; s < counted_.all.size(); ++s)
    for (auto& one : std::exchange(counted_.all[s].gone, {})) gone_.emplace(one.dossier, Gone{s, one});
}

void RunSourcesCount::saw(const std::string& dossier) {
  if (const auto found = gone_.find(dossier); found != gone_.end())
    counted_.all[found->second.source].gone.push_back(found->second.last);
}

void RunSourcesCount::answered(bool given_up, const std::vector<std::string>& wanting) {
  if (given_up) ++counted_.given_up;
  if (!wanting.empty()) ++counted_.partly;
  for (const auto& fact : wanting) ++counted_.wanting[fact];
}

void add_wanting(const Journal& journal, const Evaluation& evaluation, std::vector<std::string>& facts) {
  for (const auto& finding : evaluation.findings) {
    if (finding.nature != Nature::donnee_manquante || finding.severity < Severity::major) continue;
    for (std::uint32_t i = 0; i < finding.missing_count; ++i) {
      const auto fact = journal.text(evaluation.missing[finding.first_missing + i]);
      if (std::ranges::find(facts, fact) == facts.end()) facts.emplace_back(fact);
    }
  }
}

std::vector<std::string> told(const RunSources& sources, const Vocabulary& words) {
  std::vector<std::string> lines;
  for (const auto& source : sources.all) lines.push_back(line_of(source));
  for (const auto& source : sources.all) tell_gone(source, lines);
  if (sources.given_up > 0)
    lines.push_back(counted(sources.given_up, "dossier trop long n'a pu être évalué",
                            "dossiers trop longs n'ont pu être évalués") +
                    " (--budget)");
  if (sources.partly == 0) return lines;
  std::vector<std::pair<std::uint64_t, std::string>> wanting;
  for (const auto& [fact, dossiers] : sources.wanting) wanting.emplace_back(dossiers, fact);
  std::ranges::stable_sort(wanting, [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> named;
  for (const auto& [dossiers, fact] : wanting) {
    if (named.size() == most_wanting) break;
    named.push_back(words.told(fact) + " (" + std::to_string(dossiers) + ")");
  }
  if (wanting.size() > named.size())
    named.push_back(counted(wanting.size() - named.size(), "autre fait", "autres faits"));
  lines.push_back(counted(sources.partly, "dossier n'a pu être évalué en entier",
                          "dossiers n'ont pu être évalués en entier") +
                  ", faute de : " + listed(named));
  return lines;
}

std::string sources_json(const RunSources& sources) {
  auto all = Json::array();
  for (const auto& source : sources.all) {
    Json one{{"source", source.name}, {"jusqu_au", iso_date(source.until)}};
    if (source.made.known()) one["fait_le"] = iso_date(source.made);
    auto gone = Json::array();
    for (const auto& [dossier, day] : source.gone)
      gone.push_back({{"dossier", dossier}, {"vu_le", iso_date(day)}});
    if (!gone.empty()) one["plus_montres"] = std::move(gone);
    all.push_back(std::move(one));
  }
  auto wanting = Json::object();
  for (const auto& [fact, dossiers] : sources.wanting) wanting[fact] = dossiers;
  const Json unevaluated{
      {"abandonnes", sources.given_up}, {"en_partie", sources.partly}, {"faute_de", std::move(wanting)}};
  return ",\"sources\":" + dumped(all) + ",\"non_evalues\":" + dumped(unevaluated);
}

}  // namespace filrouge
