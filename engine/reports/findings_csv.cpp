#include "engine/reports/findings_csv.hpp"

#include "engine/core/text/utf8.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/csv_cell.hpp"
#include "engine/reports/line_words.hpp"

namespace filrouge {

std::string csv_heading() {
  return std::string(byte_order_mark) +
         "dossier;territoire;personne;procedure;instance;etat;nature;statut;date;date_opposable;gravite;"
         "libelle;role;decideur;"
         "retard_de;fondement;regime;faits;manquants;prochain_changement;explication;code;id;apparu_le;"
         "groupe;rang_groupe;affaire;borne;faculte;heure;objectif_interne\r\n";
}

std::string csv_line(const Finding& finding, std::string_view territoire) {
  std::string line;
  for (const std::string_view text :
       {std::string_view(finding.dossier), territoire, std::string_view(finding.personne),
        std::string_view(finding.procedure), std::string_view(finding.instance),
        std::string_view(finding.etat), std::string_view(finding.nature), std::string_view(finding.statut),
        std::string_view(finding.date), std::string_view(finding.date_opposable),
        std::string_view(finding.gravite), std::string_view(finding.libelle), std::string_view(finding.role),
        std::string_view(finding.decideur), std::string_view(finding.retard_de)})
    line += csv_cell(text) + ";";
  line += csv_cell(basis_shown(finding)) + ";" + csv_cell(finding.regime) + ";" +
          csv_cell(listed(finding.faits)) + ";" + csv_cell(listed(finding.manquants)) + ";" +
          csv_cell(finding.prochain_changement) + ";" + csv_cell(finding.explication) + ";" +
          csv_cell(finding.code) + ";" + csv_cell(finding.id) + ";" + csv_cell(finding.apparu_le) + ";" +
          csv_cell(finding.groupe) + ";" + std::to_string(finding.rang_groupe) + ";" +
          csv_cell(finding.affaire) + ";" + csv_cell(finding.borne) + ";" + (finding.faculte ? "oui" : "") +
          ";" + csv_cell(finding.heure) + ";" + (finding.objectif_interne ? "oui" : "") + "\r\n";
  return line;
}

}  // namespace filrouge
