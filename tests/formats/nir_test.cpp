#include "engine/core/text/nir.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "engine/formats/dossier_json.hpp"
#include "engine/formats/table_dossiers.hpp"

using namespace filrouge;

TEST_CASE("un NIR se reconnaît où qu'il se cache") {
  for (const auto* text : {"2880499100001", "288049910000166", "288049910000139", "2 88 04 99 100 001 66",
                           "MSA-640-288049910000166", "p2880499100001", "64-2880499100001-x",
                           "185022A12345678", "1 85 02 2b 123 456",
                           "78804991000015"
                           "3"}) {
    INFO(text);
    CHECK(holds_nir(text));
  }
  for (const auto* text : {"", "1234567", "64-0001234", "205599000000000", "770011100000000", "01024041052",
                           "20881231", "1767225600000", "28804991000016", "2880499100001660", "1234567890123",
                           "12345678901234567890", "p-19880409", "6f1c2e88-0499-1000-0166-3b1f0a7c2d4e"}) {
    INFO(text);
    CHECK_FALSE(holds_nir(text));
  }
  CHECK(holds_certain_nir("288049910000166-orientation"));
  CHECK(holds_certain_nir("1 85 02 2A 123 456 82"));
  CHECK_FALSE(holds_certain_nir("288049910000139"));
  CHECK_FALSE(holds_certain_nir("2880499100001"));
}

TEST_CASE("un dossier JSON nommé par un NIR est un rejet qui ne le dit pas") {
  const std::string nir = "288049910000166";
  for (const auto& text :
       {R"({"dossier":"64-NIR"})", R"({"dossier":"A1","matricule":"NIR"})",
        R"({"dossier":"A1","personnes":[{"id":"NIR"}]})",
        R"({"dossier":"A1","evenements":[{"type":"orientation","le":"2026-01-02","personne":"NIR"}]})",
        R"({"dossier":"A1","evenements":[{"type":"orientation","le":"2026-01-02","reference":"NIR"}]})",
        R"({"dossier":"A1","evenements":[{"id":"NIR-1","type":"orientation","le":"2026-01-02"}]})"}) {
    std::string dossier = text;
    dossier.replace(dossier.find("NIR"), 3, nir);
    DossierJsonReader reader;
    Record record;
    const auto refused = reader.read(dossier, record);
    INFO(text);
    REQUIRE(refused);
    CHECK_THAT(refused->reason, Catch::Contains("(NIR)"));
    CHECK(refused->column > 1);
    CHECK_THAT(display(*refused) + refused->dossier, !Catch::Contains("2880499100001"));
  }
}

TEST_CASE("une ligne de CSV nommée par un NIR est un rejet qui ne le dit pas") {
  const std::string page = R"(
fichiers:
  - fichier: e.csv
    nature: evenements
    colonnes: {dossier: {colonne: Dossier, prefixe: "64-"}, personne: Personne, matricule: Matricule, type: {constante: orientation}, le: Le}
)";
  std::istringstream input(
      "Dossier;Personne;Matricule;Le\n"
      "2880499100001;p1;1234567;02/01/2026\n"
      "12;288049910000166;1234567;02/01/2026\n"
      "13;p1;2 88 04 99 100 001 66;02/01/2026\n"
      "14;p1;1234567;02/01/2026\n");
  TableDossiers source(input, "e.csv", parse_correspondence(page, "page.yaml"));
  Record record;
  Reject reject;
  std::vector<std::string> refused, taken;
  for (auto status = source.next(record, reject); status != ReadStatus::end;
       status = source.next(record, reject))
    if (status == ReadStatus::reject)
      refused.push_back(reject.where + " : " + display(reject));
    else
      taken.push_back(record.dossier);
  CHECK(taken == std::vector<std::string>{"64-14"});
  REQUIRE(refused.size() == 3);
  CHECK_THAT(refused[0], Catch::StartsWith("Dossier"));
  CHECK_THAT(refused[1], Catch::StartsWith("Personne"));
  CHECK_THAT(refused[2], Catch::StartsWith("Matricule"));
  for (const auto& line : refused) {
    CHECK_THAT(line, Catch::Contains("(NIR)"));
    CHECK_THAT(line, !Catch::Contains("2880499100001") && !Catch::Contains("99 100"));
  }
}
