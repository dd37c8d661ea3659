#include "engine/reports/work_list.hpp"

#include <fmt/format.h>

#include <ostream>

#include "engine/core/explain/sentence.hpp"
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

}  // namespace

void WorkList::add(const Finding& finding, int rank, Date date) {
  auto text = fmt::format("\n{}{} · {}", finding.dossier,
                          finding.personne.empty() ? "" : "/" + finding.personne, finding.libelle);
  if (!finding.date.empty() && finding.nature == "echeance")
    text += " — due le " + people_date(finding.date);
  else if (!finding.date.empty())
    text += " — " + people_date(finding.date);
  text += fmt::format("  [{}{}]\n", nature_for_people(finding.nature),
                      finding.statut.empty() ? "" : fmt::format(", {}", statut_for_people(finding.statut)));
  if (!finding.explication.empty()) text += "    " + finding.explication + "\n";
  std::string who;
  if (!finding.role.empty()) who += "qui : " + role_shown(model_, finding.role);
  if (!finding.decideur.empty())
    who += (who.empty() ? "" : " · ") + std::string("décide : ") + role_shown(model_, finding.decideur);
  if (!finding.retard_de.empty())
    who +=
        (who.empty() ? "" : " · ") + std::string("retard : ") + institution_shown(model_, finding.retard_de);
  std::string basis;
  for (const auto& reference : finding.fondement)
    basis += (basis.empty() ? "" : ", ") + reference.ref + (reference.verified ? "" : " (à vérifier)");
  if (!basis.empty()) who += (who.empty() ? "" : " · ") + basis;
  if (!who.empty()) text += "    " + who + "\n";
  lines_.add(order_in_list(rank, date), text);
  ++added_;
}

void WorkList::write(std::ostream& out, const RunEnvelope& envelope) {
  out << fmt::format("Au {}, d'après ce qui était connu le {} : {}, {}.\n", people_date(envelope.asked),
                     people_date(envelope.known), counted(envelope.dossiers, "dossier", "dossiers"),
                     counted(envelope.findings, "constat", "constats"));
  int heading = -1;
  lines_.each([&](std::int64_t order, std::string_view text) {
    if (const auto rank = rank_of(order); rank != heading) {
      heading = rank;
      out << fmt::format("\n── {} ──\n", headings[rank]);
    }
    out << text;
  });
  if (envelope.findings > added_)
    out << fmt::format(
        "\nEt {} qui ne demandent rien aujourd'hui (--nature, ou --format json, les montrent).\n",
        counted(envelope.findings - added_, "constat", "constats"));
}

}  // namespace filrouge
