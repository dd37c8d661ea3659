#include "engine/night/night_changes.hpp"

#include <fmt/format.h>

#include <ostream>

#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge {
namespace {

void write_section(std::ostream& out, OrderedTexts& lines, std::string_view heading) {
  bool first = true;
  lines.each([&](std::int64_t, std::string_view text) {
    if (std::exchange(first, false)) out << "\n── " << heading << " ──\n";
    out << text;
  });
}

}  // namespace

std::string NightChanges::line(const std::string& dossier, const StoredFinding& finding,
                               const std::string& more) const {
  auto text = fmt::format("{}{}{} · {}", dossier, finding.personne.empty() ? "" : "/" + finding.personne,
                          finding.affaire.empty() ? "" : " · affaire " + finding.affaire, finding.libelle);
  if (finding.day.known()) text += " — " + french_date(finding.day);
  text += fmt::format("  [{}{}]", nature_for_people(finding.nature), more);
  const auto& who = finding.role.empty() ? finding.decideur : finding.role;
  if (!who.empty()) text += " · " + role_shown(program_.model, who);
  return visible_line(text) + '\n';
}

void NightChanges::add(const StoredAnswer& answer, const FindingChanges& changes) {
  const auto add_to = [&](OrderedTexts& texts, const StoredFinding& finding, const std::string& more) {
    texts.add(finding.order, line(answer.dossier, finding, more));
    ++told_;
  };
  const auto statut = [](const std::string& word) {
    return word.empty() ? std::string() : ", " + std::string(statut_for_people(word));
  };
  for (const auto* finding : changes.appeared)
    if (finding->heads && finding->urgency < attention_ends)
      add_to(appeared_, *finding, statut(finding->statut));
  for (const auto& [finding, before] : changes.moved)
    if (finding->heads)
      add_to(moved_, *finding, statut(before) + " → " + std::string(statut_for_people(finding->statut)));
  for (const auto& finding : changes.ended) add_to(ended_, finding, statut(finding.statut));
}

void NightChanges::write(std::ostream& out, const NightTally& night, Date day,
                         const std::vector<std::string>& head) {
  out << fmt::format(
      "Au {} : {}, {} ; {}.\n", french_date(day), counted(night.dossiers, "dossier", "dossiers"),
      counted(night.findings, "constat", "constats"),
      night.reason.empty()
          ? counted(night.evaluated, "dossier évalué, qui avait changé ou dont le jour est venu",
                    "dossiers évalués, qui avaient changé ou dont le jour est venu")
          : "tous évalués : " + night.reason);
  for (const auto& text : head) out << "  " << visible_line(text) << '\n';
  if (!night.before.known()) {
    out << "Rien n'est comparé : c'est la première nuit. « filrouge controler --dossiers » montre la liste "
           "entière.\n";
    return;
  }
  out << fmt::format("Depuis la nuit du {} : {}, {}, {}.\n", french_date(night.before),
                     counted(night.appeared, "constat nouveau", "constats nouveaux"),
                     counted(night.moved, "a changé de statut", "ont changé de statut"),
                     counted(night.ended, "n'est plus dit", "ne sont plus dits"));
  write_section(out, appeared_, "NOUVEAU");
  write_section(out, moved_, "A CHANGÉ");
  write_section(out, ended_, "N'EST PLUS DIT");
  const auto all = night.appeared + night.moved + night.ended;
  if (all > told_)
    out << fmt::format("\nEt {} qui ne demandent rien aujourd'hui, ou redisent une ligne d'ici.\n",
                       counted(all - told_, "changement", "changements"));
}

}  // namespace filrouge
