// Runs the installed rules on one dossier and prints what calls for somebody to act.
//   embarquer DOSSIER.json JOUR        (JOUR: 2026-11-21)
#include <filrouge/filrouge.hpp>
#include <fstream>
#include <iostream>
#include <sstream>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage : embarquer DOSSIER.json JOUR\n";
    return 2;
  }
  std::ifstream file(argv[1]);
  std::stringstream dossier;
  dossier << file.rdbuf();
  if (!file) {
    std::cerr << argv[1] << " ne peut pas être lu\n";
    return 2;
  }
  try {
    const auto rules = filrouge::RuleSet::load({filrouge::installed_rules()});
    filrouge::Evaluator evaluator(rules);
    for (const auto& finding : evaluator.evaluate(dossier.str(), {argv[2]})) {
      const bool late = finding.statut == "depassee";
      if (!late && finding.nature != "irregularite" && finding.nature != "action") continue;
      std::cout << finding.personne << " | " << finding.libelle << " | " << finding.date << " | "
                << finding.role << "\n";
      for (const auto& article : finding.fondement)
        std::cout << "    " << article.ref << (article.verified ? "" : " (à vérifier)") << "\n";
      std::cout << "    " << finding.explication << "\n";
    }
    for (const auto& remark : evaluator.remarks()) std::cerr << "remarque : " << remark << "\n";
    std::cout << "Règles " << rules.digest() << "; à revoir le " << evaluator.next_change() << "\n";
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 2;
  }
}
