#include <catch2/catch.hpp>

#include "tests/formats/read_table.hpp"

using namespace filrouge;
using Catch::Contains;

namespace {

const std::string by_titles = R"(
fichiers:
  - nature: personnes
    colonnes: {dossier: Dossier, personne: Usager, naissance: Né le}
  - colonnes: {dossier: Dossier, personne: Usager, type: {constante: orientation}, le: Date d'orientation}
)";

std::string refusal(const std::string& text, const std::string& page, const std::string& name = "x.csv") {
  try {
    read_table(text, page, name);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "acceptée";
}

std::string named(const std::string& more, const std::string& column = "Dossier") {
  return "fichiers: [{fichier: ev*.csv, " + more + "colonnes: {dossier: " + column +
         ", type: {constante: orientation}, le: Le}}]";
}

}  // namespace

TEST_CASE("une entrée sans nom de fichier s'applique où ses colonnes sont") {
  const auto persons = read_table("Dossier;USAGER;Né le\n1;p1;01/02/1980\n", by_titles, "quelconque.csv");
  CHECK(persons.reading.ends_with("/0p"));
  CHECK(persons.warnings ==
        std::vector<std::string>{
            "entrées de page.yaml non appliquées : n° 2 (il manque « Date d'orientation »)"});
  // L'apostrophe et les blancs d'un tableur ne changent pas un titre.
  const auto acts =
      read_table("Dossier;Usager;date d’orientation\n1;p1;03/01/2026\n", by_titles, "quelconque.csv");
  CHECK(acts.reading.ends_with("/1e"));
  CHECK(read_table("Dossier;Usager;Né le;Date d'orientation\n", by_titles, "q.csv")
            .reading.ends_with("/0p,1e"));
}

TEST_CASE("quand aucune entrée ne va, la plus proche est dite, et ce qui lui manque") {
  CHECK_THAT(refusal("Dossier;Usager;Date d'orientaton\n", by_titles),
             Contains("aucune entrée") && Contains("l'entrée n° 1 (page.yaml:3)") && Contains("« Né le »"));
  CHECK_THAT(refusal("Numéro;Commune\n", by_titles), Contains("aucune des colonnes"));
  CHECK_THAT(refusal("Dossier;Le\n", named(""), "autre.csv"),
             Contains("aucun « fichier »") && Contains("changez son « fichier »"));
  CHECK_THAT(refusal("Dossier;La\n", named(""), "ev.csv"),
             Contains("ev.csv:1: il n'y a pas de colonne « Le »") && Contains("voulez-vous dire « La »"));
}

TEST_CASE("des lignes au-dessus des titres sont dites, et la page les passe") {
  const std::string text = "Extraction du 02/01/2026;\n;\nDossier;Le\nA;02/01/2026\n;\nTotal;1\n";
  CHECK_THAT(refusal(text, named(""), "ev4.csv"),
             Contains("la ligne 1 n'est pas la ligne des titres ; la ligne 3 l'est") &&
                 Contains("ligne_des_titres: 3"));
  const auto outcome = read_table(text, named("ligne_des_titres: 3, "), "ev4.csv");
  CHECK(outcome.rejects.empty());
  REQUIRE(outcome.records.size() == 1);
  CHECK(outcome.lines.at(0) == 4);
  CHECK_THAT(refusal(text, named("ligne_des_titres: 2, "), "ev4.csv"),
             Contains("pas de titres à la ligne 2"));
}

TEST_CASE("sans ligne de titres, les colonnes s'appellent par leur rang") {
  const std::string page =
      "fichiers: [{fichier: ev*.csv, titres: non, colonnes: {dossier: A, type: {constante: orientation}, le: "
      "C}}]";
  const auto outcome = read_table("7;x;02/01/2026\n8;x;31/02/2026\n", page, "ev.csv");
  REQUIRE(outcome.records.size() == 1);
  CHECK(outcome.records[0].dossier == "7");
  CHECK(outcome.rejects.at(0).where == "colonne C");
  CHECK(outcome.warnings == std::vector<std::string>{"colonnes non retenues : colonne B"});
  CHECK_THAT(refusal("7;x\n", page, "ev.csv"), Contains("« C »") && Contains("2 cellules"));
  // Pris pour des titres, ils n'y ressemblent pas.
  CHECK_THAT(refusal("7;02/01/2026\n", named(""), "ev.csv"), Contains("titres: non"));
}

TEST_CASE("la page dit comment ces entrées se vérifient") {
  const auto fault = [](const std::string& entry) { return refusal("a\n", "fichiers: [{" + entry + "}]"); };
  CHECK_THAT(fault("titres: non, colonnes: {dossier: A, type: B, le: C}"), Contains("ajoutez « fichier »"));
  CHECK_THAT(fault("fichier: a, titres: non, colonnes: {dossier: Numéro, type: B, le: C}"),
             Contains("par son rang"));
  CHECK_THAT(fault("ligne_des_titres: 0, colonnes: {dossier: A, type: B, le: C}"), Contains("de 1 à"));
  CHECK_THAT(fault("nature: personnes, colonnes: {dossier: A, personne: B, role: {constante: epouse}}"),
             Contains("n'est pas un rôle"));
}
