#include <catch2/catch.hpp>
#include <sstream>

#include "engine/formats/csv_rows.hpp"
#include "engine/formats/csv_values.hpp"
#include "engine/formats/dossier_json.hpp"
#include "tests/formats/read_table.hpp"

using namespace filrouge;

namespace {

const std::string orientations = R"(
systeme: iodas
departement: "064"
fichiers:
  - fichier: orientations*.csv
    nature: evenements
    colonnes:
      dossier: {colonne: N° dossier, prefixe: "64-"}
      personne: Code personne
      type: {constante: orientation}
      le: Date orientation
      connu_le: Saisi le
      territoire: Territoire
    champs:
      parcours:
        colonne: Type de parcours
        valeurs: {Social: social, Emploi: professionnel}
      structure: Structure d'accueil
      rang: {colonne: Rang, genre: nombre}
)";

const std::string title =
    "N° dossier;Code personne;Date orientation;Saisi le;Territoire;Type de parcours;Structure "
    "d'accueil;Rang\r\n";

TableOutcome read_all(const std::string& text, const std::string& page = orientations,
                      const std::string& name = "orientations-2026.csv") {
  return read_table(text, page, name);
}

std::vector<std::vector<std::string>> rows(const std::string& text) {
  std::istringstream input(text);
  CsvRows reader(input, "x.csv");
  std::vector<std::vector<std::string>> result;
  TableRow row;
  for (auto status = reader.next(row); status != CsvRows::Status::end; status = reader.next(row))
    result.push_back(status == CsvRows::Status::row
                         ? row.cells
                         : std::vector<std::string>{"faute", std::to_string(row.line)});
  return result;
}

using Cells = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("les cellules d'un CSV") {
  CHECK(rows("a;b\n1;2\n") == Cells{{"a", "b"}, {"1", "2"}});
  CHECK(rows("\xEF\xBB\xBF"
             "a,b\r\n\r\n\"x, \"\"y\"\"\nz\", 2 ") == Cells{{"a", "b"}, {"x, \"y\"\nz", "2"}});
  CHECK(rows("a\tb\n;\t,\n") == Cells{{"a", "b"}, {";", ","}});
  CHECK(rows("a;b\n\"jamais ferm\xE9;2\n3;4\n") == Cells{{"a", "b"}, {"faute", "2"}, {"3", "4"}});
  CHECK(rows("B\xE9"
             "arn;\x80 d\x92h\xF4tel\n") == Cells{{"Béarn", "€ d’hôtel"}});  // windows-1252
  CHECK(rows("Béarn;€\n") == Cells{{"Béarn", "€"}});
  CHECK(rows("").empty());
  CHECK(rows("a;b\r1;2\r") == Cells{{"a", "b"}, {"1", "2"}});  // Macintosh
  CHECK(rows("a;b\n=\"0123\";\"=\"\"04\"\"\"\n").at(1) == std::vector<std::string>{"0123", "04"});
}

TEST_CASE("le séparateur se dit, ou se devine malgré ce qui est au-dessus des titres") {
  CHECK(rows("sep=;\r\na;b,c\r\n1;2,5\r\n") == Cells{{"a", "b,c"}, {"1", "2,5"}});
  CHECK(rows("\xEF\xBB\xBFsep=,\na,b;c\n") == Cells{{"a", "b;c"}});
  CHECK(rows("\"sep=|\"\na|b\n") == Cells{{"a", "b"}});
  CHECK(rows("Foyers, au 2 janvier, Pau\na;b\n1;2,5\n3;4,5\n").at(1) == std::vector<std::string>{"a", "b"});
  CHECK(rows("a;b\n1,5;2,5\n3,5;4,5\n").at(1) == std::vector<std::string>{"1,5", "2,5"});
}

TEST_CASE("le « Texte Unicode » d'Excel se lit, même coupé au milieu d'une paire") {
  const auto utf16 = [](const std::u16string& text, bool big) {
    std::string bytes;
    for (const char16_t unit : u'\uFEFF' + text) {
      const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
      bytes += {big ? high : low, big ? low : high};
    }
    return bytes;
  };
  const std::u16string padding((std::size_t{1} << 17) - 8, u'x');
  for (const bool big : {false, true}) {
    const auto read = rows(utf16(u"Né\tb\r\n" + padding + u"\U0001F600\té\r\n", big));
    CHECK(read.at(0) == std::vector<std::string>{"Né", "b"});
    CHECK(read.at(1).at(0).ends_with("x😀"));
    CHECK(read.at(1).at(1) == "é");
  }
}

TEST_CASE("une accentuée à cheval sur deux lectures reste de l'UTF-8") {
  const std::string padding((std::size_t{1} << 18) - 3, 'x');
  CHECK(rows("a;" + padding + "é\n")[0][1].ends_with("xé"));
}

TEST_CASE("dates, nombres et oui-non des tableurs français") {
  CHECK(iso_date(*read_french_day("02/01/2026")) == "2026-01-02");
  CHECK(iso_date(*read_french_day("2-1-2026")) == "2026-01-02");
  CHECK(iso_date(*read_french_day("2026-01-02 00:00:00.0")) == "2026-01-02");
  CHECK_FALSE(read_french_day("31/02/2026"));
  CHECK_FALSE(read_french_day("02/13/2026"));
  CHECK_FALSE(read_french_day("02/01/26"));
  CHECK_FALSE(read_french_day("02/01/1899"));
  CHECK_FALSE(read_french_day("demain"));
  CHECK(iso_date(*read_french_day("28/01/2026 à 14h30")) == "2026-01-28");
  CHECK(iso_date(*read_french_day("2026-01-02 10:00:00.123456+01:00")) == "2026-01-02");
  CHECK(iso_date(*read_french_day("2026-01-01 23:30:00Z")) == "2026-01-02");  // il est minuit et demie à Pau
  CHECK_FALSE(read_french_day("2026-01-02 25:00"));
  CHECK_FALSE(read_french_day("2026-01-02 10:00:00+99"));
  CHECK(read_month("03/2026") == "2026-03");
  CHECK(read_month("2026-03") == "2026-03");
  CHECK(read_number("1 234,56 €") == "1234.56");
  CHECK(read_number("007") == "7");
  CHECK(read_number("0,5") == "0.5");
  CHECK(read_number("-12,50") == "-12.50");
  CHECK_FALSE(read_number("80 %"));  // un taux est un texte
  CHECK_FALSE(read_number("12 rue"));
  CHECK_FALSE(read_number("1,2,3"));
  CHECK(read_boolean("Oui") == true);
  CHECK(read_boolean("FAUX") == false);
  CHECK(read_boolean("t") == true);
  CHECK(read_boolean("f") == false);
  CHECK_FALSE(read_boolean("peut-être"));
  CHECK(fold_cell("  Date\nd’Orientation  prévue ") == "date d'orientation prevue");
}

TEST_CASE("les lignes d'un même dossier font un dossier, avec les mots du vocabulaire") {
  const auto outcome = read_all(title +
                                "0001;p1;02/02/2024;05/02/2024;Béarn;Social;\"SDSEI; Pau\";1\r\n"
                                "0001;p1;2024-06-03;;Béarn;EMPLOI;;NULL\r\n"
                                "0002;p1;03/02/2024;;;;;\r\n");
  CHECK(outcome.rejects.empty());
  REQUIRE(outcome.records.size() == 2);
  CHECK(outcome.lines == std::vector<std::uint64_t>{2, 4});
  const auto& first = outcome.records[0];
  CHECK(first.dossier == "64-0001");  // les zéros de tête restent
  CHECK(first.departement == "64");
  CHECK(first.territoire == "Béarn");
  REQUIRE(first.persons.size() == 1);
  REQUIRE(first.events.size() == 2);
  CHECK(first.events[0].type == "orientation");
  CHECK(iso_date(first.events[0].on) == "2024-02-02");
  CHECK(iso_date(first.events[0].known) == "2024-02-05");
  CHECK(first.events[0].fields == std::vector<RawField>{{"parcours", {RawValue::Kind::text, "social"}},
                                                        {"structure", {RawValue::Kind::text, "SDSEI; Pau"}},
                                                        {"rang", {RawValue::Kind::number, "1"}}});
  CHECK(first.events[0].source.system == "iodas");
  CHECK(first.events[0].id.starts_with("iodas-orientation-2024-02-02-"));
  CHECK(first.events[1].fields.size() == 1);
  // La même ligne donne le même identifiant, une autre un autre.
  const auto again = read_all(title + "0001;p1;02/02/2024;05/02/2024;Béarn;Social;\"SDSEI; Pau\";1\n");
  CHECK(again.records[0].events[0].id == first.events[0].id);
  const auto other = read_all(title + "0001;p1;02/02/2024;05/02/2024;Béarn;Emploi;\"SDSEI; Pau\";1\n");
  CHECK(other.records[0].events[0].id != first.events[0].id);
}

TEST_CASE("une mauvaise ligne dit sa ligne et ce qu'on attendait, sans citer un nom") {
  const auto outcome = read_all(title +
                                "0001;p1;31/02/2024;;;Social;;1\n"
                                "0001;p1;02/02/2024;;;Socail;;1\n"
                                "0001;p1;02/02/2024;;;Jeanne Dupond;;1\n"
                                "0001;p1;02/02/2024;;;Social;SDSEI; Pau;1\n"
                                ";p1;02/02/2024;;;Social;;1\n"
                                "0001;p1;02/02/2024;;;Social;;deux\n"
                                "0001;p1;02/02/2024;;;Social;;2\n");
  REQUIRE(outcome.rejects.size() == 6);
  REQUIRE(outcome.records.size() == 1);
  CHECK(outcome.records[0].events.size() == 1);
  CHECK(display(outcome.rejects[0]) ==
        "orientations-2026.csv:2: dossier 64-0001 : Date orientation : « 31/02/2024 » n'est pas une date ; "
        "attendu JJ/MM/AAAA "
        "ou AAAA-MM-JJ, avec ou sans heure, de 1900 à 2199");
  CHECK_THAT(outcome.rejects[1].reason,
             !Catch::Contains("Socail") && Catch::Contains("voulez-vous dire « social »"));
  CHECK_THAT(outcome.rejects[2].reason, !Catch::Contains("Dupond"));
  CHECK_THAT(outcome.rejects[3].reason, Catch::Contains("9 cellules au lieu de 8"));
  CHECK_THAT(outcome.rejects[4].reason, Catch::Contains("pas de numéro de dossier"));
  CHECK(outcome.rejects[5].line == 7);
}

TEST_CASE("après une cellule de deux lignes, la ligne dite est encore celle du fichier") {
  const auto outcome = read_all(title +
                                "1;p1;02/02/2024;;;Social;\"SDSEI\nPau\";1\n"
                                "2;p1;31/02/2024;;;Social;;1\n"
                                "3;p1;02/02/2024;;;Social;;1\n");
  REQUIRE(outcome.rejects.size() == 1);
  CHECK(outcome.rejects[0].line == 4);
  CHECK(outcome.lines == std::vector<std::uint64_t>{2, 5});
}

TEST_CASE("un caractère nul se dit") {
  using namespace std::string_literals;
  const auto outcome = read_all(title +
                                "1;p\0"
                                "1;02/02/2024;;;Social;;1\n"s);
  CHECK_THAT(outcome.rejects.at(0).reason, Catch::Contains("nul"));
}

TEST_CASE("une ligne répétée compte une fois") {
  const auto outcome = read_all(title + "1;p1;02/02/2024;;;Social;;1\n1;p1;02/02/2024;;;Social;;1\n");
  CHECK(outcome.records[0].events.size() == 1);
  CHECK(outcome.records[0].remarks.size() == 1);
}

TEST_CASE("personnes et attributs datés") {
  const auto outcome = read_all(
      "Dossier,Personne,Rôle,Né "
      "le,Soumis,Depuis\nd1,p1,Bénéficiaire,02/03/1987,oui,01/01/2024\nd1,p2,Conjoint,1990-01-01,,01/01/"
      "2024\n",
      R"(
fichiers:
  - fichier: personnes.csv
    nature: personnes
    separateur: ","
    colonnes:
      dossier: Dossier
      personne: Personne
      role: {colonne: Rôle, valeurs: {bénéficiaire: demandeur, conjoint: conjoint}}
      naissance: Né le
      le: Depuis
    attributs:
      soumission_droits_devoirs: {colonne: Soumis, genre: booleen}
)",
      "personnes.csv");
  REQUIRE(outcome.records.size() == 1);
  CHECK(
      to_json(outcome.records[0]) ==
      R"({"schema":1,"dossier":"d1","personnes":[{"id":"p1","role":"demandeur","naissance":"1987-03-02","attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2024-01-01"}]},)"
      R"({"id":"p2","role":"conjoint","naissance":"1990-01-01"}]})");
}

TEST_CASE("deux lignes qui se contredisent : la seconde est un rejet, jamais une valeur écrasée") {
  const std::string page = R"(
fichiers:
  - fichier: "*.csv"
    nature: attributs
    colonnes: {dossier: dossier, personne: qui, le: le, departement: dep}
    attributs: {soumission: {colonne: soumis, genre: booleen}}
)";
  const auto outcome = read_all(
      "dossier;qui;le;dep;soumis\n"
      "1;a;02/01/2026;1;oui\n"
      "1;a;02/01/2026;1;oui\n"
      "1;a;02/01/2026;1;non\n"
      "1;b;02/01/2026;1;non\n"
      "1;;02/01/2026;1;non\n"
      "1;c;02/01/2026;20;non\n",
      page, "soumis.csv");
  REQUIRE(outcome.records.size() == 1);
  CHECK(outcome.records[0].departement == "01");
  CHECK(outcome.records[0].persons.at(0).attributes.size() == 1);
  REQUIRE(outcome.rejects.size() == 2);
  CHECK(outcome.rejects[0].line == 4);
  CHECK(outcome.rejects[0].where == "soumis");
  CHECK_THAT(outcome.rejects[0].reason, Catch::StartsWith("la ligne 2 dit autre chose le même jour"));
  CHECK(outcome.rejects[1].where == "dep");
  CHECK(outcome.rejects[1].reason == "« 20 » n'est pas un département : 2A ou 2B ?");
}

TEST_CASE("une situation qui finit avant de commencer est rejetée") {
  const auto outcome = read_all(
      "Dossier;Personne;Soumis;Depuis;Fin\nd1;p1;oui;01/03/2024;29/02/2024\nd1;p1;oui;01/03/2024;01/03/"
      "2024\n",
      R"(
fichiers:
  - fichier: personnes.csv
    nature: personnes
    colonnes: {dossier: Dossier, personne: Personne, le: Depuis, jusqu_au: Fin}
    attributs:
      soumission_droits_devoirs: {colonne: Soumis, genre: booleen}
)",
      "personnes.csv");
  REQUIRE(outcome.rejects.size() == 1);
  CHECK(outcome.rejects[0].line == 2);
  CHECK(outcome.rejects[0].where == "Fin");
  CHECK(outcome.records.at(0).persons.at(0).attributes.size() == 1);
}

TEST_CASE("ce qui manque au fichier est dit avant de lire") {
  CHECK_THROWS_WITH(read_all("N° dossier;Code personne;Date d'orientation;Saisi le;Territoire;Type de "
                             "parcours;Structure d'accueil;Rang\n"),
                    Catch::Contains("il n'y a pas de colonne « Date orientation »") &&
                        Catch::Contains("« Date d'orientation »"));
  CHECK_THROWS_WITH(read_all(""), Catch::Contains("ligne de titres"));
  CHECK_THROWS_WITH(read_all(title, orientations, "autre.csv"), Catch::Contains("aucun « fichier »"));
  const auto outcome = read_all("Téléphone;" + title + "06;1;p1;02/02/2024;;;Social;;1\n");
  // A title is said when it is one plain word; else where the column stands.
  CHECK(outcome.warnings == std::vector<std::string>{"colonnes non retenues : colonne A"});
  const auto plain = read_all("telephone;Jeanne Dupond;" + title + "06;x;1;p1;02/02/2024;;;Social;;1\n");
  CHECK(plain.warnings == std::vector<std::string>{"colonnes non retenues : telephone, colonne B"});
}

TEST_CASE("la page de correspondances se vérifie ligne à ligne") {
  const auto refusal = [](const std::string& page) {
    try {
      parse_correspondence(page, "page.yaml");
    } catch (const FormatError& error) {
      return std::string(error.what());
    }
    return std::string("acceptée");
  };
  CHECK_THAT(refusal("systeme: a\nsysteme: b\n"),
             Catch::StartsWith("page.yaml:2:1: ") && Catch::Contains("deux fois"));
  CHECK_THAT(refusal("fichier: a\n"), Catch::Contains("voulez-vous dire « fichiers »"));
  // Read as UTF-16, it would be told with letters nobody wrote.
  CHECK_THAT(refusal(std::string("s\0ysteme: a\n", 12)), Catch::Contains("UTF-8"));
  CHECK_THAT(refusal("fichiers:\n  - fichier: a.csv\n    nature: evenement\n"),
             Catch::StartsWith("page.yaml:3:13: ") && Catch::Contains("« evenements »"));
  CHECK_THAT(refusal("fichiers:\n  - fichier: a.csv\n    colonnes: {dossier: D, type: T}\n"),
             Catch::Contains("le jour de l'acte"));
  CHECK_THAT(refusal("fichiers:\n  - fichier: a.csv\n    colonnes: {dossier: D, type: T, le: {colonne: L, "
                     "constante: x}}\n"),
             Catch::Contains("l'un des deux"));
  CHECK_THAT(refusal("fichiers: [\n"), Catch::Contains("pas du YAML"));
  CHECK_THAT(refusal("systeme: x\n"), Catch::Contains("aucun fichier"));
  CHECK_THAT(refusal("departement: \"20\"\n"),
             Catch::StartsWith("page.yaml:1:14: ") && Catch::Contains("2A ou 2B ?"));
  CHECK(refusal(orientations) == "acceptée");
}

TEST_CASE("la page donnée en exemple se lit et s'applique") {
  const auto page = read_correspondence(FILROUGE_SOURCE_DIR "/docs/correspondance-exemple.yaml");
  CHECK(page.files.size() == 6);
  std::istringstream input(
      "N° dossier;Code usager;Date;Présence\n7;p1;12/10/2026;Présent\n7;p1;19/10/2026;Reporté\n");
  TableDossiers source(input, "Rendez-vous octobre.csv", page);
  Record record;
  Reject reject;
  REQUIRE(source.next(record, reject) == ReadStatus::record);
  REQUIRE(record.events.size() == 2);
  CHECK(record.events[0].fields[1].value.text == "honore");
  CHECK(record.events[1].fields[1].value.text == "inconnu");
  REQUIRE(record.coverage.size() == 1);
  CHECK(record.coverage[0].source == "suivi-social");

  std::istringstream wide(
      "Extraction\n\nN° dossier;Code usager;Rôle;Né le;Date d'orientation;Date du CER\n"
      "7;p1;Demandeur;01/02/1980;12/10/2026;\n");
  TableDossiers several(wide, "Suivi 2026.csv", page);
  REQUIRE(several.next(record, reject) == ReadStatus::record);
  CHECK(record.persons.at(0).role == "demandeur");
  CHECK(record.events.size() == 1);
}

TEST_CASE("le nom d'un fichier et ses étoiles") {
  const auto found = [](const std::string& pattern, const std::string& file) {
    Correspondence page;
    page.files.emplace_back().pattern = pattern;
    return !page.rules_for(file).empty();
  };
  CHECK(found("*rientations*2026*.csv", "/envoi/Orientations du 2 mai 2026.CSV"));
  CHECK(found("a*ab*", "aaab"));
  CHECK(found("***", ""));
  CHECK_FALSE(found("*.csv", "orientations.csv.bak"));
  CHECK_FALSE(found("a*b", "a"));
  // Each star tried at each place would never end.
  std::string stars;
  for (int i = 0; i < 30; ++i) stars += "*a";
  CHECK_FALSE(found(stars + "b", std::string(60, 'a') + ".csv"));
}
