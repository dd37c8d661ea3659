#include "engine/formats/proposed_page.hpp"

#include <catch2/catch.hpp>

#include "engine/formats/csv_rows.hpp"
#include "engine/formats/known_titles.hpp"
#include "tests/formats/read_table.hpp"

using namespace filrouge;
using Catch::Contains;

namespace {

std::string proposed(const std::string& text) {
  return proposed_page(
      std::make_unique<CsvRows>(std::make_unique<std::istringstream>(text), "export.csv", CsvLayout{}),
      "export.csv");
}

}  // namespace

TEST_CASE("un titre se reconnaît sous ses formes") {
  CHECK(title_words("N° de dossier") == "numero dossier");
  CHECK(title_words("Né(e) le") == "ne le");
  CHECK(title_words("Date du rendez-vous") == "date rdv");
  CHECK(title_words("DATE D’ORIENTATION") == title_words("date_orientation"));
}

TEST_CASE("la page proposée pour un export large se relit, s'applique, et ne cite pas une cellule") {
  const std::string text =
      "Civilité;Nom;Prénom;Numéro CAF;ID interne au département;Date de naissance;Rôle;Première invitation "
      "envoyée le;Date du dernier RDV;Statut du RDV;Date d'orientation;Type d'orientation;Soumis\n"
      "madame;KERDONCUFF;Zoulikha;1234567;I-1;02/03/1988;Demandeur;06/01/2026;28/01/2026;honoré;28/01/2026;"
      "Social;oui\n"
      "monsieur;KERDONCUFF;Alan;1234567;I-2;12/07/1985;Conjoint;06/01/2026;;;;;non\n";
  const auto page = proposed(text);
  CHECK_THAT(page,
             !Contains("KERDONCUFF") && !Contains("1234567") && !Contains("1988") && !Contains("honor"));
  CHECK_THAT(page, Contains("# Non retenues : colonne A, colonne B, colonne C"));
  const auto outcome = read_table(text, page, "export.csv");
  CHECK(outcome.rejects.empty());
  REQUIRE(outcome.records.size() == 1);
  const auto& record = outcome.records[0];
  CHECK(record.dossier == "caf-1234567");
  CHECK(record.matricule == "1234567");
  CHECK(record.persons.size() == 2);
  CHECK(record.persons.at(1).role == "conjoint");
  CHECK(record.persons.at(0).attributes.at(0).name == "soumission_droits_devoirs");
  std::vector<std::string> types;
  for (const auto& event : record.events) types.push_back(event.type);
  CHECK(types == std::vector<std::string>{"invitation", "rendez_vous", "orientation", "invitation"});
  CHECK(record.events.at(2).fields.at(0).value.text == "Social");
}

TEST_CASE("la page proposée trouve les titres plus bas, un acte par ligne, et refuse ce qui n'en a pas") {
  const std::string text = "Extraction du service;;\nDossier;Usager;Le\n7;p1;05/01/2026\n";
  const auto page = proposed(text);
  CHECK_THAT(page, Contains("ligne_des_titres: 2") && Contains("a_preciser"));
  CHECK(read_table(text, page, "notif.csv").records.at(0).events.size() == 1);
  CHECK_THROWS_WITH(proposed("7;dupond;05/01/2026\n"), Contains("titres: non") && !Contains("dupond"));
  CHECK_THROWS_AS(proposed(""), FormatError);
}
