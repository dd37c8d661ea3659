#include "engine/reports/register_xlsx.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "engine/formats/workbook.hpp"

using namespace filrouge;

TEST_CASE(
    "le registre en classeur : une ligne par affaire, des jours, des textes, et ce qu'il laisse de côté",
    "[classeur]") {
  RegisterXlsx book;
  RegisterXlsxLine line;
  line.affaire = "=1+1";
  line.dossier = "0012";
  line.opened = *parse_iso_date("2026-03-02");
  line.steps = "●●◐";
  line.blocking = 1;
  line.irregularities = 2;
  book.add(line);
  std::ostringstream out;
  book.write(out, {"2026-03-31", "2026-03-31T06:30:00Z", "sha256:00", {"Territoire : Pau"}});
  const auto bytes = out.str();
  const auto read = read_workbook(WorkbookPackage::of_bytes(bytes, "registre.xlsx"));
  const auto rows = read->rows(0, {});
  TableRow row;
  REQUIRE(rows->next(row) == TableRows::Status::row);
  REQUIRE(rows->next(row) == TableRows::Status::row);
  CHECK(row.cells[0] == "=1+1");
  CHECK(row.cells[1] == "0012");
  CHECK(row.cells[5] == "2026-03-02");
  CHECK(row.cells[7].empty());
  CHECK(row.cells[10] == "●●◐");
  CHECK(row.cells[13] == "2");
  CHECK(row.cells[14] == "1");
  CHECK(rows->next(row) != TableRows::Status::row);
  const auto notes = read->rows(1, {});
  std::string told;
  while (notes->next(row) == TableRows::Status::row)
    for (const auto& cell : row.cells) told += cell + "|";
  CHECK_THAT(told, Catch::Matchers::Contains("Territoire : Pau"));
}
