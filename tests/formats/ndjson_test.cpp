#include "engine/formats/ndjson.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace filrouge;

namespace {

struct Outcome {
  std::vector<std::string> dossiers;
  std::vector<Reject> rejects;
};

Outcome read_all(const std::string& text) {
  std::istringstream input(text);
  DossierStream stream(input, "essai.ndjson");
  Outcome outcome;
  Record record;
  Reject reject;
  for (auto status = stream.next(record, reject); status != ReadStatus::end;
       status = stream.next(record, reject)) {
    if (status == ReadStatus::record)
      outcome.dossiers.push_back(record.dossier);
    else
      outcome.rejects.push_back(reject);
  }
  return outcome;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("une ligne, un dossier : BOM, CRLF, lignes vides et fin sans retour") {
  const auto outcome =
      read_all("\xEF\xBB\xBF{\"dossier\":\"a\"}\r\n\r\n  \n{\"dossier\":\"b\"}\n{\"dossier\":\"c\"}");
  CHECK(outcome.dossiers == Names{"a", "b", "c"});
  CHECK(outcome.rejects.empty());
  CHECK(read_all("").dossiers.empty());
  CHECK(read_all("\n\n").rejects.empty());
}

TEST_CASE("une mauvaise ligne n'arrête rien et dit sa ligne") {
  const auto outcome = read_all(
      "{\"dossier\":\"a\"}\n{\"dossier\":\n\n{\"dossier\":\"c\",\"evenements\":[{\"type\":\"x\",\"le\":\"02/"
      "01/2024\"}]}\n{\"dossier\":\"d\"}\n");
  CHECK(outcome.dossiers == Names{"a", "d"});
  REQUIRE(outcome.rejects.size() == 2);
  CHECK(outcome.rejects[0].line == 2);
  CHECK(outcome.rejects[1].line == 4);
  CHECK(outcome.rejects[1].dossier == "c");
  CHECK_THAT(display(outcome.rejects[1]),
             Catch::StartsWith("essai.ndjson:4:47: evenements/0/le : « 02/01/2024 »"));
}

TEST_CASE("une ligne trop longue est passée entière, les suivantes sont lues") {
  const auto outcome = read_all("{\"dossier\":\"a\"}\n{\"dossier\":\"" + std::string(20u << 20, 'x') +
                                "\"}\n{\"dossier\":\"b\"}\n");
  CHECK(outcome.dossiers == Names{"a", "b"});
  REQUIRE(outcome.rejects.size() == 1);
  CHECK(outcome.rejects[0].line == 2);
  CHECK_THAT(outcome.rejects[0].reason, Catch::Contains("16 Mio"));
}

TEST_CASE("dossiers mis en page, seuls ou en liste") {
  CHECK(read_all("{\n \"territoire\": \"} ] {\",\n \"dossier\": \"a\"\n}\n{\n \"dossier\": \"b\"\n}\n")
            .dossiers == Names{"a", "b"});
  CHECK(read_all("{\n \"dossier\": \"a\"\n}\n").dossiers == Names{"a"});
  const auto outcome = read_all(
      "[\n  {\"dossier\": \"a\", \"territoire\": \"}\\\"{\"},\n  {\n    \"dossier\": \"b\",\n    \"schema\": "
      "7\n  },\n  {\"dossier\": \"c\"}\n]\n");
  CHECK(outcome.dossiers == Names{"a", "c"});
  REQUIRE(outcome.rejects.size() == 1);
  CHECK(outcome.rejects[0].line == 5);
  CHECK(outcome.rejects[0].column == 15);
  CHECK(read_all("[\n{\"dossier\": \"a\"},\n{\"dossier\": ").rejects.size() == 1);
}

TEST_CASE("ce qui n'est pas du JSON est dit une fois, avec ce qu'il faut en faire") {
  CHECK_THROWS_WITH(read_all(std::string("PK\x03\x04\x14\0\0", 7)),
                    Catch::Contains("un classeur (XLSX, ODS)"));
  CHECK_THROWS_WITH(read_all("\xEF\xBB\xBF"
                             "dossier;usager;le\nD1;U1;05/01/2026\n"),
                    Catch::Contains("« essai.ndjson » n'est pas du JSON mais un tableau (CSV)") &&
                        Catch::Contains("importer --base BASE --depuis csv"));
  CHECK_THROWS_WITH(read_all("<?xml version=\"1.0\"?>\n<IdentificationFlux/>"),
                    Catch::Contains("--depuis cnaf"));
  CHECK_THROWS_WITH(read_all("<!DOCTYPE html><table>"), Catch::Contains("page HTML"));
  // A bad line among good ones is a reject, as ever.
  const auto outcome = read_all("oups, du texte\n{\"dossier\":\"a\"}\n");
  CHECK(outcome.dossiers == Names{"a"});
  CHECK(outcome.rejects.size() == 1);
}

TEST_CASE("un fichier absent se dit") {
  CHECK_THROWS_WITH(DossierStream("/nulle/part.ndjson"), Catch::Contains("fichier absent"));
}
