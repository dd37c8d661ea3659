#include "engine/reports/csv_cell.hpp"

#include <catch2/catch.hpp>

#include "engine/reports/findings_csv.hpp"

using namespace filrouge;

TEST_CASE("chaque cellule d'un constat est sous son titre", "[listes]") {
  Finding finding;
  finding.dossier = "dossier", finding.personne = "personne", finding.procedure = "procedure";
  finding.instance = "instance", finding.etat = "etat", finding.nature = "nature", finding.statut = "statut";
  finding.date = "date", finding.date_opposable = "date_opposable", finding.gravite = "gravite";
  finding.libelle = "libelle", finding.role = "role", finding.decideur = "decideur";
  finding.retard_de = "retard_de", finding.fondement = {{"fondement", true}}, finding.regime = "regime";
  finding.faits = {"faits"}, finding.manquants = {"manquants"}, finding.explication = "explication";
  finding.prochain_changement = "prochain_changement", finding.code = "code", finding.id = "id";
  finding.apparu_le = "apparu_le", finding.groupe = "groupe", finding.rang_groupe = 7;
  finding.affaire = "affaire", finding.borne = "borne", finding.faculte = true, finding.heure = "heure";
  auto expected = csv_heading().substr(csv_heading().find("dossier"));
  for (const auto& [title, cell] : {std::pair{";rang_groupe;", ";7;"}, {";faculte;", ";oui;"}})
    expected.replace(expected.find(title), std::string_view(title).size(), cell);
  expected.replace(expected.find("objectif_interne"), std::string_view("objectif_interne").size(), "");
  CHECK(csv_line(finding, "territoire") == expected);
}

TEST_CASE("ce qu'un tableur prendrait pour une formule est un texte, où que soit la cellule", "[listes]") {
  for (const std::string formula : {"=1+1", "+33612345678", "-2+3", "@SOMME(A1)", "\t=1"}) {
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
  // Seul, un retour ne se verrait pas : il est montré.
  CHECK(csv_cell("a\rb") == "a\\x0db");
}
