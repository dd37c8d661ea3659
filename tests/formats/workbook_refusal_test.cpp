#include <catch2/catch.hpp>
#include <chrono>

#include "engine/formats/workbook_conversion.hpp"
#include "tests/formats/workbook_samples.hpp"

using namespace filrouge;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

TEST_CASE("ce qui n'est pas un classeur entier est dit en une ligne, et rien n'en est pris", "[classeur]") {
  const auto good = zipped(xlsx_entries({{"f", row(text_cell("un"))}}));
  CHECK(refusal(good) == "lu");
  CHECK_THAT(refusal(good.substr(0, good.size() - 30)), Contains("tronqué ou abîmé"));
  const auto entries = [](auto change) {
    auto all = xlsx_entries({{"f", row(text_cell("un")) + row(text_cell("deux"))}});
    for (auto& [name, text] : all) change(name, text);
    return zipped(all);
  };
  const auto sheet = [&](const std::string& text) {
    return entries([&](const auto& name, auto& old) {
      if (name == "xl/worksheets/sheet1.xml") old = text;
    });
  };
  CHECK_THAT(refusal(sheet("<worksheet><sheetData><row><c><v>1</v></c></row><row><c>")),
             Contains("n'est pas lisible : elle s'arrête avant sa fin"));
  CHECK_THAT(refusal(sheet("<worksheet><sheetData><row><c><v>1</w></c></row></sheetData></worksheet>")),
             Contains("mal formées"));
  CHECK_THAT(refusal(sheet("<!DOCTYPE x [<!ENTITY a "
                           "'b'>]><worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>")),
             Contains("<!DOCTYPE"));
  CHECK_THAT(refusal(sheet("<worksheet><sheetData><row r='2'><c><v>1</v></c></row><row "
                           "r='1'><c><v>1</v></c></row></sheetData></worksheet>")),
             Contains("sa ligne 1 vient après la ligne 2"));
  CHECK_THAT(refusal(sheet("<worksheet><sheetData><row><c t='s'><v>7</v></c></row></sheetData></worksheet>")),
             Contains("la cellule A1 renvoie à un texte qui n'est pas dans le fichier"));
  CHECK_THAT(
      refusal(sheet("<worksheet><sheetData><row>" + text_cell("\xE9") + "</row></sheetData></worksheet>")),
      Contains("cellule A1 : elle n'est pas en UTF-8"));
  CHECK_THAT(refusal(sheet("<?xml version='1.0' encoding='iso-8859-1'?><worksheet/>")), Contains("UTF-8"));
  CHECK_THAT(refusal(entries([](const auto& name, auto& text) {
               if (name == "xl/styles.xml") text = "<!DOCTYPE a><styleSheet/>";
             })),
             Contains("<!DOCTYPE"));
  CHECK_THAT(refusal(sheet("<worksheet><sheetData><row><c r='A1'><v>1</v></c><c "
                           "r='A1'><v>2</v></c></row></sheetData></worksheet>")),
             Contains("cellule A1 : elle est écrite deux fois"));
  CHECK_THAT(refusal(zipped({{"lisez-moi.txt", "bonjour"}})), Contains("n'est pas un classeur"));
  const auto main = [](const std::string& part) {
    return zipped({{"_rels/.rels", std::string("<Relationships><Relationship Id='a' Type='") + relations +
                                       "officeDocument' Target='" + part + "'/></Relationships>"},
                   {part, "x"}});
  };
  CHECK_THAT(refusal(main("word/document.xml")), Contains("document Word"));
  CHECK_THAT(refusal(main("xl/workbook.bin")), Contains("XLSB"));
  CHECK_THAT(
      refusal(zipped({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<x/>"}})),
      Contains("OpenDocument"));
  auto ciphered = ods_entries("");
  ciphered.emplace_back("META-INF/manifest.xml", "<manifest:encryption-data/>");
  CHECK_THAT(refusal(zipped(ciphered)), Contains("protégé par un mot de passe"));
  // A damaged entry is only known at its end: nothing of it must have been given as whole.
  auto stored = zipped(xlsx_entries({{"f", row(text_cell("64-1234567"))}}), true);
  stored[stored.find("1234567")] = '9';
  CHECK_THAT(refusal(stored), Contains("tronqué ou abîmé"));
  auto ods = zipped(ods_entries("<table:table table:name='f'><table:table-row><table:table-cell "
                                "office:value-type='string'><text:p>64-1234567</text:p></table:table-cell></"
                                "table:table-row></table:table>"),
                    true);
  ods[ods.find("1234567")] = '9';
  CHECK_THAT(refusal(ods), Contains("tronqué ou abîmé"));
}

TEST_CASE("un classeur au-delà d'une limite est refusé, et la limite est dite", "[classeur]") {
  const auto entries = xlsx_entries({{"f", row(text_cell("un") + text_cell("deux")) +
                                               row(text_cell("trois") + text_cell(std::string(100, 'x')))}});
  const auto bytes = zipped(entries);
  const auto limited = [&](auto member, std::uint64_t value) {
    WorkbookLimits limits;
    limits.*member = value;
    return refusal(bytes, {}, limits);
  };
  CHECK_THAT(limited(&WorkbookLimits::entries, 3), Contains("6 entrées, plus que les 3 admises"));
  CHECK_THAT(limited(&WorkbookLimits::entry_bytes, 50), Contains("plus que les 50 octets admis"));
  CHECK_THAT(limited(&WorkbookLimits::all_bytes, 500), Contains("dépasse 500 octets une fois décompressé"));
  CHECK_THAT(limited(&WorkbookLimits::part_bytes, 20), Contains("dépasse 20 octets"));
  CHECK_THAT(limited(&WorkbookLimits::cells, 3),
             EndsWith("ligne 2 : la feuille a plus de 3 cellules remplies"));
  CHECK_THAT(limited(&WorkbookLimits::cell_bytes, 99), EndsWith("cellule B2 : elle dépasse 99 octets"));
  CHECK_THAT(limited(&WorkbookLimits::columns, 1),
             Contains("cellule B1 : elle est au-delà de la colonne A, la 1e"));
  WorkbookLimits texts;
  texts.texts_bytes = 10;
  CHECK_THAT(refusal(zipped(xlsx_entries({{"f", row(text_cell("a"))}}, {}, {"<t>bonjour</t>"})), {}, texts),
             Contains("les textes de ses cellules dépassent 10 octets"));
  // A bomb: 64 MiB of blanks in 64 KiB.
  const auto bomb =
      zipped(xlsx_entries({{"f", row(text_cell("a")) + std::string(std::size_t{64} << 20, ' ')}}));
  CHECK(bomb.size() < std::size_t{1} << 17);
  CHECK_THAT(refusal(bomb), Contains("gonfle plus de 200 fois"));
  const auto wide = zipped(
      xlsx_entries({{"f", "<row>" + std::string(std::size_t{17} << 20, ' ') + text_cell("a") + "</row>"}}));
  CHECK_THAT(refusal(wide), Contains("gonfle") || Contains("dépasse 16 Mio"));
  // A blank row repeated costs nothing; a filled one counts.
  const auto repeated = [](const std::string& cell) {
    return zipped(ods_entries(
        "<table:table table:name='f'><table:table-row table:number-rows-repeated='1048576'><table:table-cell "
        "table:number-columns-repeated='4096' office:value-type='string'>" +
        cell + "</table:table-cell></table:table-row></table:table>"));
  };
  CHECK_THAT(refusal(repeated("<text:p>a</text:p>")), Contains("cellules remplies"));
  // Names that would leave the folder are names like others: nothing is written.
  auto outside = entries;
  outside.emplace_back("../../etc/passwd", "x");
  CHECK(refusal(zipped(outside)) == "lu");
}

TEST_CASE("un faux classeur est reconnu à ses premiers octets", "[classeur]") {
  const Folder folder;
  const auto told = [&](const std::string& bytes) { return opening(folder.file("liste.xls", bytes)); };
  CHECK_THAT(told("\xEF\xBB\xBF\r\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>"),
             Contains("page HTML"));
  CHECK_THAT(told("<TABLE border=1><tr>"), Contains("page HTML"));
  CHECK_THAT(told("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook>"),
             Contains("XML d'Excel 2003"));
  CHECK_THAT(told("dossier;le\n64-1;02/01/2026\n"), Contains("--depuis csv"));
  CHECK_THAT(told("\xFF\xFE"
                  "d"),
             Contains("UTF-16"));
  CHECK_THAT(told(""), Contains("zéro octet"));
  CHECK_THAT(told(std::string("\x01\x02\x00\x03", 4)), Contains("ce n'est pas un classeur"));
  CHECK_THAT(told("PK\x03\x04 puis rien"), Contains("tronqué ou abîmé"));
  const auto compound = [](const std::string& stream) {
    std::string bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    bytes.resize(1024);
    for (std::size_t i = 0; i < stream.size(); ++i) bytes[640 + 2 * i] = stream[i];
    return bytes;
  };
  CHECK_THAT(told(compound("EncryptedPackage")), Contains("protégé par un mot de passe"));
  CHECK_THAT(told(compound("WordDocument")), Contains("pas un classeur"));
  auto ciphered = compound("Workbook");
  ciphered += std::string("\x09\x08\x10\x00", 4) + std::string(16, '\0') + std::string("\x2F\x00\x36\x00", 4);
  CHECK_THAT(told(ciphered), Contains("protégé par un mot de passe"));
}

TEST_CASE("un XLS sans LibreOffice, ou dont LibreOffice ne vient pas à bout, est dit, et ne laisse rien",
          "[classeur]") {
  const Folder folder;
  const auto workbook = folder.file("vieux.xls", "x");
  const std::string path = std::getenv("PATH"), place = (folder.path() / "tmp").string();
  std::filesystem::create_directory(place);
  const auto told = [&](const std::string& programs, std::chrono::milliseconds limit) {
    setenv("PATH", programs.c_str(), 1);
    setenv("TMPDIR", place.c_str(), 1);
    std::string said = "lu";
    try {
      const WorkbookConversion conversion(workbook, limit);
    } catch (const FormatError& error) {
      said = error.what();
    }
    setenv("PATH", path.c_str(), 1);
    unsetenv("TMPDIR");
    return said;
  };
  CHECK_THAT(told(folder.path().string(), std::chrono::seconds(5)),
             Contains("installez-le (apt-get install libreoffice-calc)"));
  const auto fake = [&](const std::string& script) {
    std::filesystem::permissions(folder.file("soffice", "#!/bin/sh\n" + script),
                                 std::filesystem::perms::owner_all);
    return folder.path().string() + ":" + path;
  };
  CHECK_THAT(told(fake("exit 0\n"), std::chrono::seconds(5)), Contains("n'a pas su l'ouvrir"));
  // A program that has others work for it is stopped with them.
  const auto begun = std::chrono::steady_clock::now();
  CHECK_THAT(told(fake("sleep 30 & wait\n"), std::chrono::seconds(1)),
             Contains("n'a pas fini de le convertir en 1 secondes"));
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(10));
  CHECK(std::filesystem::is_empty(place));
}

TEST_CASE("un XLS écrit par LibreOffice se lit par lui", "[.libreoffice]") {
  const Folder folder;
  const auto source = folder.file("vieux.csv", "Dossier,Le,Nombre\n64-1,2026-01-02,123456789012345\n");
  const auto command = "soffice -env:UserInstallation=file://" + (folder.path() / "profil").string() +
                       " --headless --convert-to xls --outdir " + folder.path().string() + " " + source +
                       " > /dev/null 2>&1";
  REQUIRE(std::system(command.c_str()) == 0);
  const auto workbook = open_workbook((folder.path() / "vieux.xls").string());
  CHECK(workbook->tabs().front().name == "vieux");
  const auto rows = workbook->rows(0, {});
  TableRow read;
  REQUIRE(rows->next(read) == TableRows::Status::row);
  REQUIRE(rows->next(read) == TableRows::Status::row);
  CHECK(read.line == 2);
  CHECK(read.cells == std::vector<std::string>{"64-1", "2026-01-02", "123456789012345"});
}
