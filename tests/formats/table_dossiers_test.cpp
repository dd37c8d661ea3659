#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/formats/read_table.hpp"

using namespace filrouge;
using Catch::Contains;

namespace {

/// A wide export: a person, then two acts a row.
const std::string wide = R"(
systeme: essai
fichiers:
  - fichier: large*.csv
    nature: personnes
    colonnes: {dossier: Dossier, personne: {constante: p1}, role: {constante: demandeur}, naissance: Né le, matricule: N° CAF}
  - fichier: large*.csv
    colonnes: {dossier: Dossier, personne: {constante: p1}, type: {constante: orientation}, le: Orientée le}
  - fichier: large*.csv
    colonnes: {dossier: Dossier, personne: {constante: p1}, type: {constante: cer_signe}, le: CER le}
)";
const std::string wide_titles = "Dossier;N° CAF;Né le;Orientée le;CER le\n";

const std::string persons = R"(
fichiers:
  - fichier: pers*.csv
    nature: personnes
    colonnes: {dossier: D, personne: P, role: R, naissance: N, le: L}
    attributs: {soumission_droits_devoirs: {colonne: S, genre: booleen}}
)";
const std::string persons_titles = "D;P;R;N;L;S\n";

TableOutcome read_wide(const std::string& rows) {
  return read_table(wide_titles + rows, wide, "large-2026.csv");
}

TableOutcome read_persons(const std::string& rows) {
  return read_table(persons_titles + rows, persons, "personnes.csv");
}

std::vector<std::string> types(const Record& record) {
  std::vector<std::string> all;
  for (const auto& event : record.events) all.push_back(event.type + " " + iso_date(event.on));
  return all;
}

}  // namespace

TEST_CASE("chaque entrée de la page lit chaque ligne ; un acte sans jour n'a pas eu lieu") {
  const auto outcome = read_wide(
      "A1;2055990;01/02/1982;03/01/2026;05/02/2026\n"
      "A2;2055991;01/02/1983;03/01/2026;\n"
      "A3;2055992;01/02/1984;;NULL\n");
  CHECK(outcome.rejects.empty());
  REQUIRE(outcome.records.size() == 3);
  CHECK(types(outcome.records[0]) ==
        std::vector<std::string>{"orientation 2026-01-03", "cer_signe 2026-02-05"});
  CHECK(outcome.records[0].persons.size() == 1);
  CHECK(outcome.records[0].matricule == "2055990");
  CHECK(types(outcome.records[1]) == std::vector<std::string>{"orientation 2026-01-03"});
  CHECK(outcome.records[2].persons.at(0).role == "demandeur");
  CHECK(outcome.warnings ==
        std::vector<std::string>{"1 acte sans jour (« Orientée le » vide) n'a pas eu lieu",
                                 "2 actes sans jour (« CER le » vide) n'ont pas eu lieu"});
}

TEST_CASE("un type vide ne dit pas d'acte ; une entrée peut céder la place à une colonne qui dit mieux") {
  const std::string page = R"(
fichiers:
  - nature: personnes
    colonnes: {dossier: D, personne: P}
  - colonnes: {dossier: D, personne: P, type: {colonne: S, valeurs: {Orienté: orientation}, sinon: ""}, le: Depuis}
  - sans_colonne: Depuis
    colonnes: {dossier: D, personne: P, type: {constante: orientation}, le: Vu}
)";
  const auto better =
      read_table("D;P;S;Depuis;Vu\n1;a;Orienté;02/02/2026;01/02/2026\n1;b;En attente;03/02/2026;01/02/2026\n",
                 page, "x.csv");
  CHECK(better.rejects.empty());
  REQUIRE(better.records.size() == 1);
  REQUIRE(better.records[0].events.size() == 1);
  CHECK(iso_date(better.records[0].events[0].on) == "2026-02-02");
  CHECK(better.records[0].persons.size() == 2);
  CHECK(std::ranges::count(better.warnings, "1 ligne où « S » ne dit pas d'acte") == 1);
  const auto older = read_table("D;P;Vu\n1;a;01/02/2026\n", page, "x.csv");
  CHECK(iso_date(older.records.at(0).events.at(0).on) == "2026-02-01");
}

TEST_CASE("une ligne est prise en entier, ou pas du tout") {
  const auto outcome = read_wide(
      "A1;2055990;01/02/1982;03/01/2026;31/02/2026\n"
      "A2;2055991;01/02/1983;03/01/2026;\n");
  REQUIRE(outcome.rejects.size() == 1);
  CHECK(outcome.rejects[0].where == "CER le");
  REQUIRE(outcome.records.size() == 1);
  CHECK(outcome.records[0].dossier == "A2");
}

TEST_CASE("un foyer pris sans l'un de ses membres est dit, où que soient ses lignes") {
  const auto outcome = read_persons(
      "D1;p1;demandeur;01/02/1980;;oui\n"
      "D2;p1;demandeur;01/02/1981;;oui\n"
      "D1;p2;conjoint;31/02/1980;;oui\n"
      "D3;p1;demandeur;31/02/1980;;oui\n");
  CHECK(outcome.rejects.size() == 2);
  CHECK(outcome.rejects[0].dossier == "D1");
  CHECK(outcome.warnings ==
        std::vector<std::string>{
            "pris sans l'une de leurs personnes, dont la ligne est un rejet : dossier « D1 » (ligne 4)"});
}

TEST_CASE("deux personnes d'un même identifiant ne s'écrasent pas") {
  const auto couple = read_persons(
      "D1;IOD1;DEM;01/02/1980;01/01/2026;oui\n"
      "D2;IOD2;DEM;01/02/1980;01/01/2026;oui\n"
      "D1;IOD1;CJT;05/06/1985;01/01/2026;non\n");
  REQUIRE(couple.rejects.size() == 1);
  CHECK(couple.rejects[0].line == 4);
  CHECK_THAT(couple.rejects[0].reason, Contains("ligne 2") && Contains("même personne, autre rôle") &&
                                           Contains("autre date de naissance"));
  CHECK(couple.records.at(0).persons.at(0).role == "demandeur");
  CHECK(couple.records.size() == 2);

  const auto attribute = read_persons(
      "D1;p1;;;01/01/2026;oui\nD1;p1;;;01/02/2026;non\nD1;p1;;;01/01/2026;non\nD1;p1;;;01/01/2026;oui\n");
  REQUIRE(attribute.rejects.size() == 1);
  CHECK(attribute.rejects[0].line == 4);
  CHECK_THAT(attribute.rejects[0].reason,
             Contains("le même jour") && Contains("autre soumission_droits_devoirs"));
  // Sans jour, l'une ne peut suivre l'autre.
  CHECK_THAT(read_persons("D1;p1;;;;oui\nD1;p1;;;;non\n").rejects.at(0).reason, Contains("dites par « le »"));
}

TEST_CASE("un rôle qui change avec les jours se suit, dans quelque ordre que le fichier le dise") {
  const auto outcome = read_persons("D1;p1;CJT;;01/06/2026;\nD1;p1;DEM;;01/01/2026;\n");
  CHECK(outcome.rejects.empty());
  const auto& person = outcome.records.at(0).persons.at(0);
  CHECK(person.role == "demandeur");
  REQUIRE(person.restated.size() == 1);
  CHECK(person.restated[0].role == "conjoint");
  CHECK(iso_date(person.restated[0].known) == "2026-06-01");
}

TEST_CASE("un rôle se reconnaît sous ses formes ; un autre mot est un rejet qui dit lesquels") {
  const auto outcome = read_persons(
      "D1;p1;Demandeur;;;\nD2;p1;DEM;;;\nD3;p1;CONJOINTE;;;\nD4;p1;enf;;;\nD5;p1;Bénéficiaire;;;\n");
  std::vector<std::string> roles;
  for (const auto& record : outcome.records) roles.push_back(record.persons.at(0).role);
  CHECK(roles == std::vector<std::string>{"demandeur", "demandeur", "conjoint", "enfant"});
  REQUIRE(outcome.rejects.size() == 1);
  CHECK_THAT(outcome.rejects[0].reason,
             Contains("demandeur, conjoint, enfant ou autre") && Contains("valeurs:") && !Contains("énéf"));
}

TEST_CASE("les cellules qui manquent à la fin d'une ligne sont vides, et les lignes courtes se comptent") {
  const auto outcome = read_persons("D1;p1;DEM;01/02/1980\nD2;p1;DEM;01/02/1980;;oui;;;\nD3;p1\n");
  CHECK(outcome.rejects.empty());
  CHECK(outcome.records.size() == 3);
  CHECK_THAT(outcome.warnings.at(0), Contains("2 lignes plus courtes"));
  // Une cellule de trop, remplie : une autre n'est plus sous son titre.
  CHECK_THAT(read_persons("D1;p1;DEM;01/02/1980;;oui;x\n").rejects.at(0).reason,
             Contains("7 cellules au lieu de 6"));
}

TEST_CASE("ce qui n'est pas un dossier n'en fait pas un") {
  const auto outcome = read_wide(
      "A1;2055990;01/02/1982;;\n"
      ";;;;\n"
      "Sous-total : ;1\n"
      ";TOTAL;1;;\n"
      "Source : extraction;;;;\n");
  CHECK(outcome.records.size() == 1);
  CHECK_THAT(outcome.warnings.at(0), Contains("2 lignes de total passées (ligne 4, 5)"));
  REQUIRE(outcome.rejects.size() == 1);
  CHECK(outcome.rejects[0].line == 6);
  CHECK_THAT(read_persons("D1;p1;DEM\n" + persons_titles).warnings.at(1),
             Contains("1 ligne redit les titres"));
  // Une structure peut s'appeler ainsi.
  CHECK(read_table("S;D;L\nTotal Insertion;7;03/01/2026\n",
                   "fichiers: [{colonnes: {dossier: D, type: {constante: orientation}, le: L}, champs: "
                   "{structure: S}}]",
                   "x.csv")
            .records.size() == 1);
}

TEST_CASE("une colonne remplie sans titre est dite") {
  const auto outcome = read_table("D;P;R;N;L;S;\nD1;p1;DEM;;;oui;à revoir\n", persons, "personnes.csv");
  CHECK(outcome.records.size() == 1);
  CHECK_THAT(outcome.warnings.at(0), Contains("colonne G, sans titre") && Contains("1 ligne"));
}

TEST_CASE("un acte redit à l'identique compte une fois, un autre du même identifiant est refusé") {
  const std::string page =
      "fichiers: [{colonnes: {dossier: D, id: I, type: {constante: orientation}, le: L}}]";
  const auto outcome = read_table("D;I;L\n1;7;03/01/2026\n1;7;03/01/2026\n1;7;04/01/2026\n", page, "x.csv");
  CHECK(outcome.records.at(0).events.size() == 1);
  REQUIRE(outcome.rejects.size() == 1);
  CHECK(outcome.rejects[0].line == 4);
}

TEST_CASE("l'heure d'un acte suit son jour, tous deux de Paris") {
  const auto outcome = read_table(
      "D;Q\n1;2026-06-30T22:15:00Z\n2;2026-06-30 22:15:00\n",
      "fichiers: [{colonnes: {dossier: D, type: {constante: rendez_vous}, le: Q}, champs: {heure: Q}}]",
      "x.csv");
  const auto told = [&](std::size_t rank) {
    const auto& event = outcome.records.at(rank).events.at(0);
    return iso_date(event.on) + " : " + event.fields.at(0).value.text;
  };
  CHECK(told(0) == "2026-07-01 : 2026-07-01 00:15:00");
  CHECK(told(1) == "2026-06-30 : 2026-06-30 22:15:00");
}

TEST_CASE("une lecture se distingue par la page et par les entrées qui s'appliquent") {
  const auto first = read_wide("").reading;
  CHECK(first.ends_with("/0p,1e,2e"));
  CHECK(first == read_wide("A1;1;;;\n").reading);
  CHECK(first != read_table(wide_titles, wide + "\n# relue\n", "large.csv").reading);
}
