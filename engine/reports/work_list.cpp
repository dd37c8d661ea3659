#include "engine/reports/work_list.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/calendar/date.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge {
namespace {

constexpr const char* headings[] = {"IRRÉGULARITÉS BLOQUANTES",
                                    "EN RETARD",
                                    "IRRÉGULARITÉS ET POINTS À TRANCHER",
                                    "FAITS MANQUANTS, RETARDS MINEURS",
                                    "À FAIRE, ÉCHÉANCES PROCHES",
                                    "TEMPS DE LA PERSONNE, À COMPLÉTER",
                                    "INCERTAIN",
                                    "IRRÉGULARITÉS DE PROCÉDURES CLOSES",
                                    "À VENIR",
                                    "ÉTATS",
                                    "RÉGLÉ"};

std::string opened(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

}  // namespace

std::string work_list(const std::vector<Finding>& findings, const RunEnvelope& envelope, bool everything) {
  const auto list = ranked(findings);
  std::uint64_t rest = 0;
  auto text = fmt::format("Au {}, d'après ce qui était connu le {} : {}, {}.\n", people_date(envelope.asked),
                          people_date(envelope.known), counted(envelope.dossiers, "dossier", "dossiers"),
                          counted(findings.size(), "constat", "constats"));
  int heading = -1;
  for (const auto& [finding, rank] : list) {
    if (!everything && rank >= attention_ends) {
      ++rest;
      continue;
    }
    if (rank != heading) {
      heading = rank;
      text += fmt::format("\n── {} ──\n", headings[rank]);
    }
    text += fmt::format("\n{}{} · {}", finding->dossier,
                        finding->personne.empty() ? "" : "/" + finding->personne, finding->libelle);
    if (!finding->date.empty() && finding->nature == "echeance")
      text += " — due le " + people_date(finding->date);
    else if (!finding->date.empty())
      text += " — " + people_date(finding->date);
    text +=
        fmt::format("  [{}{}]\n", nature_for_people(finding->nature),
                    finding->statut.empty() ? "" : fmt::format(", {}", statut_for_people(finding->statut)));
    if (!finding->explication.empty()) text += "    " + finding->explication + "\n";
    std::string who;
    if (!finding->role.empty()) who += "qui : " + opened(finding->role);
    if (!finding->decideur.empty())
      who += (who.empty() ? "" : " · ") + std::string("décide : ") + opened(finding->decideur);
    if (!finding->retard_de.empty())
      who += (who.empty() ? "" : " · ") + std::string("retard de : ") + opened(finding->retard_de);
    std::string basis;
    for (const auto& reference : finding->fondement)
      basis += (basis.empty() ? "" : ", ") + reference.ref + (reference.verified ? "" : " (à vérifier)");
    if (!basis.empty()) who += (who.empty() ? "" : " · ") + basis;
    if (!who.empty()) text += "    " + who + "\n";
  }
  if (rest > 0)
    text +=
        fmt::format("\nEt {} qui ne demandent rien aujourd'hui (--nature, ou --format json, les montrent).\n",
                    counted(rest, "constat", "constats"));
  return text;
}

}  // namespace filrouge
