#include "engine/reports/csv_cell.hpp"

#include <catch2/catch.hpp>

#include "engine/reports/findings_csv.hpp"

using namespace filrouge;

TEST_CASE("ce qu'un tableur prendrait pour une formule est un texte, où que soit la cellule", "[listes]") {
  for (const std::string formula : {"=1+1", "+33612345678", "-2+3", "@SOMME(A1)", "\t=1", "\r=1"}) {
    INFO(formula);
    const auto cell = csv_cell(formula);
    // La retenue est dans le texte : un guillemet devant elle n'y changerait rien, le tableur l'ôte.
    CHECK(cell.find("'" + formula) == (cell.front() == '"' ? 1u : 0u));
    Finding finding;
    finding.dossier = "64-1";
    finding.libelle = formula;
    CHECK(csv_line(finding, "").find(";" + cell + ";") != std::string::npos);
  }
  CHECK(csv_cell("le 3 - ou le 4 =") == "le 3 - ou le 4 =");
  CHECK(csv_cell("").empty());
}

TEST_CASE("un point-virgule, un guillemet, une fin de ligne restent dans leur cellule", "[listes]") {
  CHECK(csv_cell("a;b") == "\"a;b\"");
  CHECK(csv_cell("dit \"oui\"") == "\"dit \"\"oui\"\"\"");
  CHECK(csv_cell("a\nb") == "\"a\nb\"");
  CHECK(csv_cell("a\rb") == "\"a\rb\"");
}
