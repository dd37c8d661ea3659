#include "engine/reports/findings_csv.hpp"

namespace filrouge {
namespace {

std::string cell(std::string_view text) {
  std::string safe;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) safe = "'";
  safe += text;
  if (safe.find_first_of(";\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

}  // namespace

std::string csv_heading() {
  return "\xEF\xBB\xBF"
         "dossier;territoire;personne;procedure;instance;etat;nature;statut;date;date_opposable;gravite;libelle;role;decideur;"
         "retard_de;fondement;regime;faits;manquants;prochain_changement;explication;code;id\r\n";
}

std::string csv_line(const Finding& finding, std::string_view territoire) {
  std::string basis;
  for (const auto& reference : finding.fondement)
    basis += (basis.empty() ? "" : ", ") + reference.ref + (reference.verified ? "" : " (à vérifier)");
  std::string line;
  for (const std::string_view text :
       {std::string_view(finding.dossier), territoire, std::string_view(finding.personne), std::string_view(finding.procedure),
        std::string_view(finding.instance), std::string_view(finding.etat), std::string_view(finding.nature), std::string_view(finding.statut),
        std::string_view(finding.date), std::string_view(finding.date_opposable), std::string_view(finding.gravite),
        std::string_view(finding.libelle), std::string_view(finding.role), std::string_view(finding.decideur), std::string_view(finding.retard_de)})
    line += cell(text) + ";";
  line += cell(basis) + ";" + cell(finding.regime) + ";" + cell(joined(finding.faits)) + ";" + cell(joined(finding.manquants)) + ";" +
          cell(finding.prochain_changement) + ";" + cell(finding.explication) + ";" + cell(finding.code) + ";" + cell(finding.id) + "\r\n";
  return line;
}

}  // namespace filrouge
