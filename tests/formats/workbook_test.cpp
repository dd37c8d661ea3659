#include <catch2/catch.hpp>

#include "engine/core/text/wording.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/formats/workbook_dossiers.hpp"
#include "tests/formats/workbook_samples.hpp"

using namespace filrouge;
using Catch::Matchers::Contains;

TEST_CASE("une feuille XLSX donne ses lignes sous les numéros du tableur", "[classeur]") {
  const auto entries =
      xlsx_entries({{"Feuil1",
                     "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' "
                     "t='s'><v>2</v></c></row>"
                     "<row r='3'/><row r='4'><c r='A4' t='s'><v>3</v></c><c r='C4' t='b'><v>1</v></c></row>"
                     "<row r='7'><c r='B7' t='inlineStr'><is><r><t>un "
                     "</t></r><r><rPr/><t>deux</t></r><rPh><t>x</t></rPh></is></c></row>"}},
                   {},
                   {"<t>dossier</t>", "<t xml:space='preserve'> le </t>",
                    "<r><t>sou</t></r><r><t>mis</t></r>", "<t>a_x000A_b &amp; c</t>"});
  const auto [rows, remarks] = read(entries);
  CHECK(rows == std::vector<std::string>{"1: dossier|le|soumis", "4: a\nb & c||VRAI", "7: |un deux|"});
  CHECK(remarks.empty());
}

TEST_CASE("les balises d'un XLSX peuvent être préfixées, ses parties autrement nommées", "[classeur]") {
  const Entries entries = {
      {"_rels/.rels", std::string("<Relationships><Relationship Id='a' Type='") + relations +
                          "officeDocument' Target='/xl/Workbook.xml'/></Relationships>"},
      {"xl\\workbook.xml",
       "<x:workbook><x:sheets><x:sheet name='f' sheetId='1' r:id='r1'/></x:sheets></x:workbook>"},
      {"xl/_rels/workbook.xml.rels", std::string("<Relationships><Relationship Id='r1' Type='") + relations +
                                         "worksheet' Target='../ailleurs/f.xml'/></Relationships>"},
      {"ailleurs/f.xml",
       "\xEF\xBB\xBF<x:worksheet><!-- <row> "
       "--><x:sheetData><x:row><x:c><x:v>12</x:v></x:c></x:row></x:sheetData></x:worksheet>"}};
  CHECK(read(entries).rows == std::vector<std::string>{"1: 12"});
}

TEST_CASE("un nombre de XLSX garde tous ses chiffres, sans exposant", "[classeur]") {
  CHECK(one_cell("<c><v>288049910000139</v></c>") == "288049910000139");
  CHECK(one_cell("<c><v>2.88049910000139E+14</v></c>") == "288049910000139");
  CHECK(one_cell("<c><v>646.51999999999998</v></c>") == "646.52");
  CHECK(one_cell("<c><v>5.0000000000000002E-5</v></c>") == "0.00005");
  CHECK(one_cell("<c><v>-3</v></c>") == "-3");
  CHECK(one_cell("<c t='n'><v>46024.0</v></c>") == "46024");
  CHECK(one_cell(numbered("123456"), {"0000000"}) == "0123456");
  CHECK(one_cell(numbered("612345678"), {"0#\" \"##\" \"##\" \"##\" \"##"}) == "0612345678");
  CHECK(one_cell(numbered("1234"), {"\"64-\"0000000"}) == "64-0001234");
  CHECK(one_cell(numbered("64000"), {"00000"}) == "64000");
  CHECK(one_cell(numbered("1234.5"), {"#,##0.00\\ \"€\""}) == "1234.5");
  CHECK(one_cell(numbered("0.8"), {"9"}) == "80 %");
  CHECK(one_cell(numbered("12"), {"General\" jours\""}) == "12");
}

TEST_CASE("une date de XLSX se reconnaît à son format, dans les deux époques", "[classeur]") {
  CHECK(one_cell(numbered("46024"), {"14"}) == "2026-01-02");
  CHECK(one_cell(numbered("44562"), {"14"}, true) == "2026-01-02");
  CHECK(one_cell(numbered("0"), {"14"}, true) == "1904-01-01");
  for (const auto* code : {"dd/mm/yyyy;@", "[$-40C]d mmmm yyyy", "[Red]m/d/yy", "mmm\\-yy", "yyyy\"T\"",
                           "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"})
    CHECK(one_cell(numbered("46024"), {code}) == "2026-01-02");
  for (const auto* id : {"15", "16", "17", "22", "27", "36", "50", "58"})
    CHECK(one_cell(numbered("46024"), {id}) == "2026-01-02");
  CHECK(one_cell(numbered("46024.604166666664"), {"dd/mm/yyyy hh:mm"}) == "2026-01-02 14:30:00");
  CHECK(one_cell(numbered("46024.99999999999"), {"22"}) == "2026-01-03");
  CHECK(one_cell(numbered("46024.99999"), {"14"}) == "2026-01-02 23:59:59");
  CHECK(one_cell(numbered("0.604166666666667"), {"20"}) == "14:30:00");
  CHECK(one_cell(numbered("1.25"), {"[h]:mm:ss"}) == "30:00:00");
  CHECK(one_cell("<c t='d'><v>2026-01-02T00:30:00</v></c>") == "2026-01-02 00:30:00");
  CHECK(one_cell("<c t='d'><v>2026-01-02</v></c>") == "2026-01-02");
  // Not days.
  for (const auto* code : {"0.00E+00", "#,##0", "0\" demandes\"", "0\\ \\d", "[Red]0", "General", "@",
                           "[>=100]0", "_-* #,##0_-"})
    CHECK(one_cell(numbered("46024"), {code}) == "46024");
  // What a spreadsheet shows where there is no such day: no reader of dates takes it.
  CHECK(one_cell(numbered("59"), {"14"}) == "1900-02-28");
  CHECK(one_cell(numbered("60"), {"14"}) == "1900-02-29");
  CHECK(one_cell(numbered("61"), {"14"}) == "1900-03-01");
  CHECK(one_cell(numbered("0"), {"14"}) == "1900-01-00");
  CHECK(one_cell(numbered("-5"), {"14"}) == "-5");
}

TEST_CASE("une formule de XLSX vaut ce que le fichier en garde, et ce qui est laissé vide est dit",
          "[classeur]") {
  const auto data = row(text_cell("a") + text_cell("b")) +
                    row("<c t='str'><f>B1</f><v>mot</v></c><c><f>1+1</f><v>2</v></c>") +
                    row("<c t='str'><f>x</f><v></v></c><c><f>1+1</f></c>") +
                    row("<c t='e'><v>#N/A</v></c><c t='e'><v>#REF!</v></c>") +
                    row(text_cell("fin") + "<c><v>1234567890123456789</v></c>");
  const auto [rows, remarks] =
      read(xlsx_entries({{"f", data, "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>"}}));
  CHECK(rows == std::vector<std::string>{"1: a|b", "2: mot|2", "5: fin|1234567890123456768"});
  REQUIRE(remarks.size() == 4);
  CHECK_THAT(remarks[0], Contains("2 cellules en erreur (la première, A4)"));
  CHECK_THAT(remarks[1], Contains("1 formule sans valeur (en B3)"));
  CHECK_THAT(remarks[2], Contains("1 nombre de plus de quinze chiffres (en B5)"));
  CHECK_THAT(remarks[3], Contains("1 groupe de cellules fusionnées"));
}

TEST_CASE("une formule que rien n'a calculée n'est pas un zéro", "[classeur]") {
  auto entries =
      xlsx_entries({{"f", row(text_cell("a") + text_cell("b") + text_cell("c")) +
                              row("<c><f>1+1</f><v>0</v></c><c><v>0</v></c><c><f>1+1</f><v>2</v></c>")}});
  CHECK(read(entries).rows[1] == "2: 0|0|2");
  for (auto& [name, text] : entries)
    if (name == "xl/workbook.xml") text.insert(text.find("</workbook>"), "<calcPr fullCalcOnLoad='1'/>");
  const auto [rows, remarks] = read(entries);
  CHECK(rows[1] == "2: |0|2");
  CHECK_THAT(listed(remarks), Contains("1 formule sans valeur (en A2)"));
}

TEST_CASE("les zéros perdus d'un numéro sont dits, et une date sans format est lue où la page attend un jour",
          "[classeur]") {
  const auto data = row(text_cell("Le")) +
                    row(text_cell("Numéro CAF") + text_cell("Le") + text_cell("dpt") + text_cell("âge")) +
                    row("<c><v>123456</v></c><c><v>46024</v></c><c><v>1</v></c><c><v>44</v></c>") +
                    row("<c s='1'><v>123456</v></c><c><v>1985</v></c>") + row(text_cell("0123456"));
  const SheetChoice choice{{}, {{"le", true}, {"Dpt", false, true}}};
  const auto [rows, remarks] = read(xlsx_entries({{"f", data}}, {"0000000"}), choice);
  CHECK(rows == std::vector<std::string>{"1: Le", "2: Numéro CAF|Le|dpt|âge", "3: 123456|2026-01-02|1|44",
                                         "4: 0123456|1985||", "5: 0123456|||"});
  REQUIRE(remarks.size() == 3);
  CHECK(remarks[0] ==
        "colonne A : 1 cellule est un nombre, non du texte ; les zéros de tête y sont peut-être perdus");
  CHECK_THAT(remarks[1], Contains("colonne B : 1 nombre sans format de date"));
  CHECK_THAT(remarks[2], Contains("dpt : 1 cellule est un nombre"));
}

TEST_CASE("la feuille est celle que l'on dit, ou la seule visible qui soit remplie", "[classeur]") {
  const auto one = row(text_cell("un")), two = row(text_cell("deux"));
  const auto hidden = xlsx_entries({{"Notice", ""}, {"listes", one, {}, "hidden"}, {"Usagers 2026", two}});
  CHECK(read(hidden).rows == std::vector<std::string>{"1: deux"});
  CHECK(read(hidden, {"LISTES", {}}).rows == std::vector<std::string>{"1: un"});
  CHECK(read(hidden, {"usagers 2026", {}}).rows == std::vector<std::string>{"1: deux"});
  CHECK(read(hidden, {"3", {}}).rows == std::vector<std::string>{"1: deux"});
  CHECK_THAT(refusal(zipped(hidden), {"Personnes", {}}),
             Contains("pas de feuille « Personnes » ; il y a : feuille n° 1, feuille n° 2 « listes » "
                      "(masquée), feuille n° 3"));
  const auto several = refusal(zipped(xlsx_entries({{"Feuil1", one}, {"Mme Kerdoncuff", two}})));
  CHECK_THAT(several, Contains("plusieurs feuilles sont remplies : feuille n° 1 « Feuil1 », feuille n° 2 ; "
                               "dites laquelle par --feuille"));
  CHECK_THAT(refusal(zipped(xlsx_entries({{"a", ""}}))),
             Contains("aucune feuille de ce classeur n'a de cellule remplie"));
  CHECK_THAT(refusal(zipped(xlsx_entries({{"a", one, {}, "veryHidden"}}))),
             Contains("seules des feuilles masquées"));
}

TEST_CASE("une feuille ODS donne ses lignes, ses répétitions et ses valeurs", "[classeur]") {
  const auto cell = [](const std::string& type, const std::string& rest, const std::string& text) {
    return "<table:table-cell office:value-type='" + type + "' " + rest + "><text:p>" + text +
           "</text:p></table:table-cell>";
  };
  const std::string tables =
      "<table:table table:name='Notice'><table:table-row><table:table-cell/></table:table-row></table:table>"
      "<table:table table:name='cachée' table:style-name='ta2'><table:table-row>" +
      cell("string", "", "x") +
      "</table:table-row></table:table>"
      "<table:table table:name='usagers'><table:table-header-rows><table:table-row>" +
      cell("string", "", "dossier") + cell("string", "", "le") + cell("string", "", "montant") +
      "<table:table-cell table:number-columns-repeated='16381'/></table:table-row></table:table-header-rows>"
      "<table:table-row table:number-rows-repeated='3'><table:table-cell "
      "table:number-columns-repeated='16384'/></table:table-row>"
      "<table:table-row>" +
      cell("float", "office:value='123456'", "0123456") +
      cell("date", "office:date-value='2026-01-02'", "02/01/26") +
      cell("currency", "office:value='646.52'", "646,52 €") +
      "</table:table-row>"
      "<table:table-row table:number-rows-repeated='2'>" +
      cell("float", "office:value='288049910000139'", "2,88E+14") +
      cell("date", "office:date-value='2026-01-02T10:00:00'", "x") +
      cell("percentage", "office:value='0.8'", "80%") +
      "</table:table-row>"
      "<table:table-row table:visibility='filter'>" +
      cell("boolean", "office:boolean-value='true'", "VRAI") +
      cell("time", "office:time-value='PT14H30M00S'", "14:30") +
      "<table:table-cell office:value-type='string'><office:annotation><text:p>un "
      "mot</text:p></office:annotation><text:p>a<text:s "
      "text:c='2'/>b</text:p><text:p><text:span>c</text:span></text:p></table:table-cell></table:table-row>"
      "<table:table-row><table:table-cell table:formula='of:=NA()' office:value-type='string' "
      "office:string-value='' "
      "calcext:value-type='error'><text:p>#N/D</text:p></table:table-cell><table:table-cell "
      "table:formula='of:=1'/>" +
      cell("string", "table:number-columns-spanned='2'", "fin") +
      "<table:covered-table-cell/></table:table-row>"
      "<table:table-row table:number-rows-repeated='1048000'><table:table-cell "
      "table:number-columns-repeated='16384'/></table:table-row></table:table>";
  const auto [rows, remarks] =
      read(ods_entries(tables,
                       "<style:style style:name='ta2' style:family='table'><style:table-properties "
                       "table:display='false'/></style:style>"));
  CHECK(rows == std::vector<std::string>{"1: dossier|le|montant", "5: 0123456|2026-01-02|646.52",
                                         "6: 288049910000139|2026-01-02 10:00:00|80 %",
                                         "7: 288049910000139|2026-01-02 10:00:00|80 %",
                                         "8: VRAI|14:30:00|a  b\nc", "9: ||fin"});
  CHECK_THAT(listed(remarks),
             Contains("1 cellule en erreur (en A9)") && Contains("1 formule sans valeur (en B9)") &&
                 Contains("1 groupe de cellules fusionnées") && Contains("1 ligne masquée ou filtrée"));
}

TEST_CASE("un nombre d'ODS où la page attend un jour suit l'époque du classeur", "[classeur]") {
  const auto day = [](const std::string& zero) {
    const auto tables =
        "<table:calculation-settings><table:null-date table:date-value='" + zero +
        "'/></table:calculation-settings><table:table table:name='f'><table:table-row><table:table-cell "
        "office:value-type='string'><text:p>Le</text:p></table:table-cell></table:table-row><table:table-row>"
        "<table:table-cell office:value-type='float' office:value='44562'><text:p>44562</text:p>"
        "</table:table-cell></table:table-row></table:table>";
    return read(ods_entries(tables), {{}, {{"le", true}}}).rows[1];
  };
  CHECK(day("1899-12-30") == "2: 2022-01-01");
  CHECK(day("1904-01-01") == "2: 2026-01-02");
  CHECK(day("1900-01-01") == "2: 44562");
}

TEST_CASE("un classeur se lit feuille par feuille, par les entrées de la page qui les nomment",
          "[classeur]") {
  const Folder folder;
  const auto text = [](std::vector<std::string> cells) {
    std::string all;
    for (const auto& cell : cells) all += text_cell(cell);
    return row(all);
  };
  const auto path = folder.file(
      "usagers.xlsx",
      zipped(
          xlsx_entries({{"Personnes", text({"Dossier", "Qui", "Né le"}) +
                                          row(text_cell("64-1") + text_cell("p1") + "<c><v>32242</v></c>")},
                        {"Mme Kerdoncuff", text({"Notice"})},
                        {"Orientations", text({"Dossier", "Date"}) + "<row r='5'>" + text_cell("64-1") +
                                             text_cell("2026-02-02") + "</row>" + "<row r='9'>" +
                                             text_cell("64-1") + text_cell("hier") + "</row>"}})));
  const auto page = parse_correspondence(R"(
systeme: essai
fichiers:
  - fichier: usagers.xlsx
    feuille: personnes
    nature: personnes
    colonnes: {dossier: Dossier, personne: Qui, naissance: Né le}
  - fichier: usagers.xlsx
    feuille: Orientations
    colonnes: {dossier: Dossier, type: {constante: orientation}, le: Date}
)",
                                         "page.yaml");
  const auto told = [&](const std::string& sheet, const Correspondence& by) {
    std::vector<std::string> said;
    try {
      WorkbookDossiers source(path, by, sheet);
      Record record;
      Reject reject;
      for (auto status = source.next(record, reject); status != ReadStatus::end;
           status = source.next(record, reject))
        said.push_back(status == ReadStatus::reject ? display(reject).substr(path.size())
                                                    : std::to_string(source.line()) + " " + to_json(record));
      for (const auto& warning : source.warnings()) said.push_back(warning);
    } catch (const FormatError& error) {
      said.emplace_back(error.what());
    }
    return said;
  };
  const auto both = told("", page);
  REQUIRE(both.size() == 5);
  CHECK_THAT(both[0], Contains("2 {") && Contains("1988-04-09"));
  CHECK_THAT(both[1], Contains(":9: dossier 64-1 : feuille « Orientations », Date : ") &&
                          Contains("n'est pas une date"));
  CHECK_THAT(both[2], Contains("5 {") && Contains("2026-02-02"));
  CHECK(both[3] == "1 feuille remplie n'est pas lue : feuille n° 2");
  CHECK_THAT(both[4], Contains("feuille « personnes » : colonne C : 1 nombre sans format de date"));
  CHECK(told("Orientations", page).size() == 3);
  CHECK(told("3", page).size() == 3);
  auto unsaid = page;
  unsaid.files[1].sheet.clear();
  CHECK_THAT(told("", unsaid).front(),
             Contains("cette entrée pour") && Contains("dites « feuille: » à chacune"));
  // Another reading of the same file: it is to be read again.
  CHECK(WorkbookDossiers(path, page, "").reading() != WorkbookDossiers(path, page, "3").reading());
}
