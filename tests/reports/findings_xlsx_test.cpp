#include "engine/reports/findings_xlsx.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "engine/formats/workbook.hpp"

using namespace filrouge;
using Catch::Matchers::Contains;

namespace {

Finding line(const char* id, const char* group, int rank, const char* nature, const char* label) {
  Finding finding;
  finding.id = id;
  finding.groupe = group;
  finding.rang_groupe = rank;
  finding.dossier = "0012";
  finding.personne = "p1";
  finding.nature = nature;
  finding.libelle = label;
  finding.date = "2024-04-02";
  return finding;
}

RunEnvelope envelope() {
  RunEnvelope run;
  run.asked = run.known = "2024-04-10";
  run.made_at = "2024-04-10T06:30:00Z";
  run.rules_digest = "sha256:00";
  run.dossiers = 1;
  run.findings = 5;
  run.head = {"flux mensuel : jusqu'au 31 mars 2024"};
  return run;
}

struct Told {
  std::string bytes;
  std::unique_ptr<const Workbook> book;

  /// « 2: a|b »: every row that holds something, its cells up to the last.
  std::vector<std::string> rows(std::size_t tab) const {
    std::vector<std::string> all;
    const auto rows = book->rows(tab, {});
    for (TableRow row; rows->next(row) == TableRows::Status::row;) {
      auto text = std::to_string(row.line) + ": ";
      for (const auto& cell : row.cells) text += cell + "|";
      all.push_back(text.substr(0, text.find_last_not_of('|') + 1));
    }
    return all;
  }
};

Told told(FindingsXlsx& list, const RunEnvelope& run = envelope()) {
  std::ostringstream out;
  list.write(out, run);
  Told told{out.str(), nullptr};
  told.book = read_workbook(WorkbookPackage::of_bytes(told.bytes, "liste.xlsx"));
  return told;
}

void add_some(FindingsXlsx& list) {
  auto due = line("a", "a", 0, "echeance", "Signer le CER");
  due.statut = "depassee";
  due.role = "referent_unique";
  due.explication = "Deux mois après l'orientation.";
  due.fondement = {{"CASF L262-36", true}, {"CASF L262-37", false}};
  auto fault = line("b", "a", 1, "irregularite", "CER non signé");
  fault.date = "2024-04-03";
  auto action = line("c", "c", 0, "action", "=1+1");
  action.date.clear();
  action.explication = "+33 @ici\x1b[2J";
  list.add("Adour BAB", {action, due, fault}, {4, 1, 1});
}

}  // namespace

TEST_CASE("un classeur a une ligne par chose à faire, la plus pressante d'abord, ses jours étant des jours",
          "[classeur]") {
  const Model model;
  FindingsXlsx list(model, {"Référent unique"});
  add_some(list);
  const auto workbook = told(list);
  REQUIRE(workbook.book->tabs().size() == 2);
  const auto rows = workbook.rows(0);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].starts_with("1: N°|Urgence|Dossier|Personne|Territoire|Quoi|Date|"));
  CHECK(rows[1] ==
        "2: 1|En retard|0012|p1|Adour BAB|Signer le CER|2024-04-02||échéance|en retard|Referent unique||"
        "Deux mois après l'orientation.|CER non signé — 3 avril 2024  [irrégularité]|"
        "CASF L262-36, CASF L262-37 (à vérifier)||||||||a");
  // Never a formula, never a control character; a day nobody knows is an empty cell.
  CHECK(rows[2] ==
        "3: 2|À faire, échéances proches|0012|p1|Adour BAB|=1+1|||à faire||||+33 @ici\\x1b[2J||||||||||c");
}

TEST_CASE("un classeur dit d'où il vient, et ce qu'il ne montre pas", "[classeur]") {
  const Model model;
  FindingsXlsx list(model, {"Référent unique"});
  add_some(list);
  const auto workbook = told(list);
  CHECK(workbook.book->tabs()[1].name == "À propos");
  std::string about;
  for (const auto& row : workbook.rows(1)) about += row.substr(row.find(' ') + 1) + "\n";
  for (const auto* said :
       {"Au|2024-04-10\n", "Faite le|10 avril 2024 à 06:30:00 (temps universel)\n", "Règles|sha256:00\n",
        "Réduite à|Référent unique\n", "Constats|5\n", "Lignes des feuilles « Constats »|2\n",
        "Constats joints à un autre, dans « Dit aussi »|1\n",
        "Constats qui ne demandent rien aujourd'hui, hors de cette liste|2\n", "En retard|1\n",
        "flux mensuel : jusqu'au 31 mars 2024\n", "Textes cités que personne n'a relus|CASF L262-37\n"})
    CHECK_THAT(about, Contains(said));
}

TEST_CASE("la feuille a un titre figé et redit à l'impression, un filtre, et se lit en paysage",
          "[classeur]") {
  const Model model;
  FindingsXlsx list(model, {});
  add_some(list);
  const auto workbook = told(list);
  const auto sheet = workbook.book->package().whole("xl/worksheets/sheet1.xml");
  for (const auto* part : {"ySplit=\"1\"", "state=\"frozen\"", "<autoFilter ref=\"A1:W3\"/>",
                           "paperSize=\"9\"", "orientation=\"landscape\"", "t=\"inlineStr\"><is><t>=1+1<"})
    CHECK_THAT(sheet, Contains(part));
  CHECK_THAT(sheet, !Contains("<f>"));
  CHECK_THAT(workbook.book->package().whole("xl/workbook.xml"), Contains("Constats!$1:$1"));
  CHECK_THAT(workbook.book->package().whole("xl/styles.xml"), Contains("formatCode=\"dd/mm/yyyy\""));
}

TEST_CASE("les mêmes constats font les mêmes octets, à l'heure près", "[classeur]") {
  const Model model;
  const auto bytes = [&](const char* made_at) {
    FindingsXlsx list(model, {});
    add_some(list);
    auto run = envelope();
    run.made_at = made_at;
    return told(list, run).bytes;
  };
  CHECK(bytes("2024-04-10T06:30:00Z") == bytes("2024-04-10T06:30:00Z"));
  CHECK(bytes("") == bytes(""));
  CHECK(bytes("2024-04-10T06:30:00Z") != bytes("2024-04-10T06:30:01Z"));
}

TEST_CASE("ce qu'une feuille ne tient pas continue sur la suivante, et la feuille « À propos » le dit",
          "[classeur]") {
  const Model model;
  FindingsXlsx list(model, {}, 2);
  for (const char* id : {"a", "b", "c", "d", "e"}) list.add("", {line(id, id, 0, "action", id)}, {4});
  CHECK(list.sheets() == 3);
  const auto workbook = told(list);
  std::vector<std::string> names;
  for (const auto& tab : workbook.book->tabs()) names.push_back(tab.name);
  CHECK(names == std::vector<std::string>{"Constats", "Constats 2", "Constats 3", "À propos"});
  CHECK(workbook.rows(0).size() == 3);
  CHECK(workbook.rows(1).size() == 3);
  const auto last = workbook.rows(2);
  REQUIRE(last.size() == 2);
  CHECK(last[1].starts_with("2: 5|"));
  CHECK(last[1].ends_with("|e"));
  std::string about;
  for (const auto& row : workbook.rows(3)) about += row + "\n";
  CHECK_THAT(about, Contains("la liste continue jusqu'à « Constats 3 »"));
}

TEST_CASE("une liste vide est un classeur, avec ses titres", "[classeur]") {
  const Model model;
  FindingsXlsx list(model, {});
  CHECK(told(list).rows(0).size() == 1);
}

TEST_CASE("un texte plus long qu'une cellule est coupé, et dit qu'il l'est", "[classeur]") {
  const Model model;
  FindingsXlsx list(model, {});
  auto long_one = line("a", "a", 0, "action", "Lire");
  for (int i = 0; i < 20'000; ++i) long_one.explication += "é";
  list.add("", {long_one}, {4});
  const auto row = told(list).rows(0)[1];
  CHECK_THAT(row, Contains("éé… (coupé : "));
  CHECK_THAT(row, Contains("|a"));
}

TEST_CASE("ce qui ressemble à un échappement d'Excel reste ce qui était écrit", "[classeur]") {
  const Model model;
  FindingsXlsx list(model, {});
  list.add("", {line("a", "a", 0, "action", "Lire _x0041_x0042_ ici")}, {4});
  CHECK_THAT(told(list).rows(0)[1], Contains("|Lire _x0041_x0042_ ici|"));
}
