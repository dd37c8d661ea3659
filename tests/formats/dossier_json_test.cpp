#include "engine/formats/dossier_json.hpp"

#include <catch2/catch.hpp>
#include <ctime>
#include <filesystem>
#include <sstream>

#include "engine/formats/ndjson.hpp"

using namespace filrouge;

namespace {

Record read(std::string_view text) {
  DossierJsonReader reader;
  Record record;
  const auto refused = reader.read(text, record);
  if (refused) FAIL(display(*refused));
  return record;
}

Reject refusal(std::string_view text) {
  DossierJsonReader reader;
  Record record;
  const auto refused = reader.read(text, record);
  REQUIRE(refused);
  return *refused;
}

}  // namespace

TEST_CASE("un dossier complet se lit champ par champ") {
  const auto record = read(R"({"schema":1,"dossier":"64-0001234","departement":"64","territoire":"Adour BAB",
    "couverture":[{"source":"webrsa","types":["orientation","cer_signe"],"du":"2019-01-01","au":"2024-05-31"}],
    "attributs":[{"nom":"etat_droit","valeur":"2","le":"2024-01-01","jusqu_au":null,"connu_le":"2024-01-12"},
                 {"nom":"montant_du","valeur":646.50,"le":"2024-01-01"}],
    "personnes":[{"id":"p1","role":"demandeur","naissance":"1987-03-02",
       "attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2024-01-01"}]}],
    "evenements":[
      {"type":"orientation","le":"2024-02-02","connu_le":"2024-02-05","personne":"p1","champs":{"parcours":"social","rang":1,"structure":null}},
      {"id":"e9","type":"decision_cd","le":"2024-03-25","du":"2024-04-01","references":{"saisine":"e2"},
       "source":{"systeme":"webrsa","objet":"dossierseps","cle":"4711"},"origine":"flux"}]})");
  CHECK(record.dossier == "64-0001234");
  CHECK(record.territoire == "Adour BAB");
  REQUIRE(record.coverage.size() == 1);
  CHECK(record.coverage[0].types == std::vector<std::string>{"orientation", "cer_signe"});
  CHECK(iso_date(record.coverage[0].to) == "2024-05-31");
  REQUIRE(record.attributes.size() == 2);
  CHECK_FALSE(record.attributes[0].to.known());
  CHECK(iso_date(record.attributes[0].known) == "2024-01-12");
  CHECK(record.attributes[1].value == RawValue{RawValue::Kind::number, "646.50"});  // the cents as written
  CHECK(iso_date(record.attributes[1].known) == "2024-01-01");
  REQUIRE(record.persons.size() == 1);
  CHECK(record.persons[0].attributes[0].value == RawValue{RawValue::Kind::boolean, "true"});
  REQUIRE(record.events.size() == 2);
  CHECK(record.events[0].id == "e1");  // named by its rank
  CHECK(iso_date(record.events[0].known) == "2024-02-05");
  CHECK(record.events[0].fields[1].value == RawValue{RawValue::Kind::number, "1"});
  CHECK(record.events[0].fields[2].value.kind == RawValue::Kind::null);
  CHECK(record.events[1].known == record.events[1].on);
  CHECK(record.events[1].references[0].name == "saisine");
  CHECK(record.events[1].source.key == "4711");
  CHECK(record.remarks.empty());
}

TEST_CASE("un département se lit comme les règles le nomment, ou le dossier est un rejet qui le dit") {
  CHECK(read(R"({"dossier":"D","departement":"064"})").departement == "64");
  CHECK(read(R"({"dossier":"D","ensuite":[{"connu_le":"2026-01-02","departement":"2a"}]})")
            .restated.at(0)
            .departement == "2A");
  CHECK(read(R"({"dossier":"D","departement":""})").departement.empty());
  const auto refused = refusal(R"({"dossier":"D","departement":"20"})");
  CHECK(refused.where == "departement");
  CHECK(refused.reason == "« 20 » n'est pas un département : 2A ou 2B ?");
  CHECK(refused.column == 30);
}

TEST_CASE("deux valeurs contraires du même jour, sues le même jour, sont un rejet qui nomme les deux") {
  const auto told = [](const std::string& spans) {
    return R"({"dossier":"D","personnes":[{"id":"a"},{"id":"b","attributs":[)" + spans + "]}]}";
  };
  const std::string yes = R"({"nom":"soumission","valeur":true,"le":"2026-01-02"})";
  const auto refused = refusal(told(yes + R"(,{"nom":"soumission","valeur":false,"le":"2026-01-02"})"));
  CHECK(refused.where == "personnes/1/attributs/1");
  CHECK(
      refused.reason.starts_with("l'attribut « soumission » du 2026-01-02 a déjà une autre valeur, sue le "
                                 "même jour, en personnes/1/attributs/0 : "));
  CHECK(
      refusal(told(R"({"nom":"soumission","valeur":true,"le":"2026-01-02","jusqu_au":"2026-02-01"},)" + yes +
                   R"(,{"nom":"soumission","valeur":true,"le":"2026-01-02","jusqu_au":"2026-03-01"})"))
          .reason.find("a déjà une autre fin") != std::string::npos);
  // Said twice, corrected later, ended, or of another day: nothing contrary.
  read(told(yes + "," + yes +
            R"(,{"nom":"soumission","valeur":false,"le":"2026-01-02","connu_le":"2026-01-09"})" +
            R"(,{"nom":"soumission","valeur":true,"le":"2026-01-02","jusqu_au":"2026-03-01"})" +
            R"(,{"nom":"soumission","valeur":false,"le":"2026-03-02"})"));
  read(R"({"dossier":"D","attributs":[{"nom":"du","valeur":646.5},{"nom":"du","valeur":646.50}]})");
}

TEST_CASE("versé dans une base, un acte sans id se nomme de ce qu'il dit, et ce qui le cite le suit") {
  const auto named = [](std::string_view text) {
    DossierJsonReader reader(UnnamedActs::by_content);
    Record record;
    if (const auto refused = reader.read(text, record)) FAIL(display(*refused));
    return record;
  };
  const std::string visit =
      R"({"type":"rendez_vous","le":"2026-01-02","champs":{"lieu":"x","issue":"venu"}})";
  const std::string visit_other_order =
      R"({"champs":{"issue":"venu","lieu":"x"},"le":"2026-01-02","type":"rendez_vous"})";
  const auto alone = named(R"({"dossier":"D","evenements":[)" + visit + "]}");
  CHECK(alone.events[0].id.starts_with("rendez_vous-2026-01-02-"));
  CHECK(alone.events[0].unnamed);
  // Elsewhere in the file, its keys in another order: the same name, and what cites it by its rank too.
  const auto longer = named(
      R"({"dossier":"D","evenements":[{"id":"e9","type":"contact","le":"2026-01-01"},)" + visit_other_order +
      R"(,{"type":"decision","le":"2026-01-05","references":{"suite":"e2"}},)"
      R"({"id":"c","type":"correction","le":"2026-01-06","champs":{"cible":"e2","champs":{"lieu":"y"}}}]})");
  CHECK(longer.events[0].id == "e9");
  CHECK(longer.events[1].id == alone.events[0].id);
  CHECK(longer.events[2].references[0].value.text == alone.events[0].id);
  CHECK(longer.events[3].target == alone.events[0].id);
  const auto shifted = named(R"({"dossier":"D","evenements":[)" + visit +
                             R"(,{"type":"decision","le":"2026-01-05","references":{"suite":"e1"}}]})");
  CHECK(shifted.events[1].id == longer.events[2].id);
  // Twice the very same: two acts, and it is said. Read alone, a file keeps its ranks.
  const auto twice = named(R"({"dossier":"D","evenements":[)" + visit + "," + visit + "]}");
  CHECK(twice.events[1].id == alone.events[0].id + "-2");
  REQUIRE(twice.remarks.size() == 1);
  CHECK(twice.remarks[0].where == "evenements/1");
  CHECK(read(R"({"dossier":"D","evenements":[)" + visit + "]}").events[0].id == "e1");
}

TEST_CASE("l'heure d'un acte se lit avec son jour") {
  const auto told = [](const std::string& day, const std::string& fields = "{}") {
    return read(R"({"schema":1,"dossier":"D","evenements":[{"id":"e1","type":"contact","le":")" + day +
                R"(","champs":)" + fields + "}]}");
  };
  const auto time_of = [&](const Record& record) {
    const auto& fields = record.events.at(0).fields;
    return fields.empty() ? std::string("non dite") : fields.at(0).name + " " + fields.at(0).value.text;
  };
  CHECK(time_of(told("2026-03-03T14:30")) == "heure 14:30");
  CHECK(time_of(told("2026-03-03 09:05:00")) == "heure 09:05");
  CHECK(time_of(told("2026-03-03")) == "non dite");
  CHECK(time_of(told("2026-03-03T00:00:00")) == "non dite");
  CHECK(time_of(told("2026-03-03T14:30", R"({"heure":"14 h 30"})")) == "heure 14 h 30");
  // Two times: neither is believed.
  const auto both = told("2026-03-03T14:30", R"({"heure":"9 h"})");
  CHECK(time_of(both) == "heure ");
  CHECK(both.events.at(0).fields.at(0).value.kind == RawValue::Kind::null);
  REQUIRE(both.remarks.size() == 1);
  CHECK(both.remarks.at(0).text.find("« le » dit 14:30 et « heure » dit 9 h") != std::string::npos);
  CHECK(time_of(told("2026-03-03T14:30:00.123456")) == "heure 14:30");
  CHECK(time_of(told("2026-03-03T14:30", R"({"heure":null})")) == "heure 14:30");
  CHECK(iso_date(told("2026-03-03T14:30").events.at(0).on) == "2026-03-03");
}

TEST_CASE("le jour corrigé d'un acte peut dire son heure") {
  const auto record = read(R"({"dossier":"d","evenements":[
    {"id":"e1","type":"contact","le":"2026-03-03T14:30"},
    {"type":"correction","le":"2026-03-04","champs":{"cible":"e1","champs":{"le":"2026-03-05T16:00"}}}]})");
  const auto& fields = record.events.at(1).fields;
  REQUIRE(fields.size() == 2);
  CHECK(fields[0].name + " " + fields[0].value.text == "le 2026-03-05");
  CHECK(fields[1].name + " " + fields[1].value.text == "heure 16:00");
}

TEST_CASE("corrections et annulations disent leur cible") {
  const auto record = read(R"({"dossier":"d","evenements":[
    {"id":"e1","type":"orientation","le":"2024-02-02"},
    {"id":"e2","type":"correction","le":"2024-03-20","champs":{"cible":"e1","champs":{"parcours":"professionnel","le":"2024-02-03"}}},
    {"id":"e3","type":"annulation","le":"2024-04-01","champs":{"annule":"e1"}},
    {"id":"e4","type":"correction","le":"2024-04-02","champs":{"annule":"e3"}}]})");
  CHECK(record.events[1].target == "e1");
  CHECK_FALSE(record.events[1].cancels);
  REQUIRE(record.events[1].fields.size() == 2);
  CHECK(record.events[1].fields[1] == RawField{"le", {RawValue::Kind::text, "2024-02-03"}});
  CHECK(record.events[2].cancels);
  CHECK(record.events[2].fields.empty());
  CHECK(record.events[3].target == "e3");
  CHECK(record.events[3].cancels);

  const auto circle = refusal(R"({"dossier":"d","evenements":[
    {"id":"e1","type":"correction","le":"2024-03-20","champs":{"cible":"e2","champs":{"le":"2024-01-01"}}},
    {"id":"e2","type":"correction","le":"2024-03-20","champs":{"cible":"e1","champs":{"le":"2024-01-01"}}}]})");
  CHECK_THAT(circle.reason, Catch::Contains("en cercle"));
  CHECK_THAT(refusal(R"({"dossier":"d","evenements":[{"type":"correction","le":"2024-03-20"}]})").reason,
             Catch::Contains("cible"));
}

TEST_CASE("une longue chaîne de corrections se lit en une passe") {
  std::string events = R"({"id":"e0","type":"contact","le":"2024-01-01"})";
  for (int i = 1; i < 20'000; ++i)
    events += R"(,{"id":"e)" + std::to_string(i) +
              R"(","type":"annulation","le":"2024-01-02","champs":{"annule":"e)" + std::to_string(i - 1) +
              R"("}})";
  const auto start = std::clock();
  CHECK(read(R"({"dossier":"d","evenements":[)" + events + "]}").events.size() == 20'000);
  // Walked anew from each of them, the chain takes two hundred million steps.
  CHECK(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < 2);
}

TEST_CASE("une clé inconnue est une remarque, avec le mot voulu") {
  const auto record = read(R"({"dossier":"d","teritoire":"BAB","commentaire":{"a":[1,{"b":2}]},
    "evenements":[{"type":"rendez_vous","le":"2024-01-02","persone":"p1","champs":{"lieux":["a","b"]}}]})");
  REQUIRE(record.remarks.size() == 4);
  CHECK(record.remarks[0].where == "teritoire");
  CHECK_THAT(record.remarks[0].text, Catch::Contains("voulez-vous dire « territoire »"));
  CHECK(record.remarks[1].where == "commentaire");
  CHECK_THAT(record.remarks[2].text, Catch::Contains("« personne »"));
  CHECK(record.remarks[3].where == "evenements/0/champs/lieux");
}

TEST_CASE("un refus dit où et pourquoi") {
  SECTION("date") {
    const auto reject = refusal(
        "{\"dossier\":\"d\",\n \"evenements\":[\n  {\"type\":\"orientation\",\"le\":\"2024-02-30\"}]}");
    CHECK(reject.line == 3);
    CHECK(reject.column == 30);  // le guillemet ouvrant de la date
    CHECK(reject.where == "evenements/0/le");
    CHECK(reject.dossier == "d");
    CHECK_THAT(reject.reason, Catch::Contains("« 2024-02-30 » n'est pas une date"));
  }
  SECTION("hors des bornes, et un texte n'est pas cité") {
    CHECK_THAT(refusal(R"({"dossier":"d","personnes":[{"naissance":"1899-12-31"}]})").reason,
               Catch::Contains("1900"));
    const auto reject = refusal(R"({"dossier":"d","personnes":[{"naissance":"Jeanne Dupond"}]})");
    CHECK_THAT(reject.reason, !Catch::Contains("Dupond"));
    CHECK_THAT(reject.reason, Catch::Contains("13 caractères"));
  }
  SECTION("clés en double") {
    CHECK(refusal(R"({"dossier":"d","dossier":"e"})").column == 16);
    CHECK_THAT(refusal(R"({"dossier":"d","x":1,"x":2})").reason, Catch::Contains("deux fois"));
    CHECK_THAT(
        refusal(R"({"dossier":"d","evenements":[{"type":"a","le":"2024-01-01","champs":{"m":1,"m":2}}]})")
            .where,
        Catch::Equals("evenements/0/champs"));
  }
  SECTION("ce qui manque") {
    CHECK_THAT(refusal(R"({"evenements":[]})").reason, Catch::Contains("« dossier » est obligatoire"));
    CHECK_THAT(refusal(R"({"dossier":"d","evenements":[{"le":"2024-01-01"}]})").reason,
               Catch::Contains("« type »"));
    CHECK_THAT(refusal(R"({"dossier":"d","evenements":[{"type":"a"}]})").reason, Catch::Contains("« le »"));
    CHECK_THAT(refusal(R"({"dossier":"d","attributs":[{"nom":"taille_foyer"}]})").reason,
               Catch::Contains("« valeur »"));
  }
  SECTION("identifiants en double") {
    const auto reject = refusal(
        R"({"dossier":"d","evenements":[{"id":"e2","type":"a","le":"2024-01-01"},{"type":"b","le":"2024-01-01"}]})");
    CHECK(reject.where == "evenements/1/id");
    CHECK_THAT(refusal(R"({"dossier":"d","personnes":[{"id":"p1"},{"id":"p1"}]})").where,
               Catch::Equals("personnes/1/id"));
  }
  SECTION("schéma d'une autre version") {
    CHECK_THAT(refusal(R"({"schema":2,"dossier":"d"})").reason, Catch::Contains("schéma 1"));
  }
  SECTION("JSON abîmé") {
    CHECK_THAT(refusal("").reason, Catch::Contains("rien à lire"));
    CHECK_THAT(refusal("[]").reason, Catch::Contains("attendu : un dossier"));
    CHECK_THAT(refusal("12").reason, Catch::Contains("attendu : un dossier"));
    refusal(R"({"dossier":"d")");
    refusal(R"({"dossier":"d)");
    refusal(R"({"dossier" "d"})");
    refusal(R"({"dossier":"d",})");
    refusal(R"({"dossier":"d"} {"dossier":"e"})");
    refusal(R"({"dossier":"d","attributs":[{"nom":"a","valeur":01}]})");
    refusal(R"({"dossier":"d","attributs":[{"nom":"a","valeur":vrai}]})");
    refusal(R"({"dossier":"d","attributs":{"nom":"a"}})");
    refusal(R"({"dossier":"d\u0000e"})");
    refusal(std::string_view("{\"dossier\":\"d\0e\"}", 17));
    refusal(R"({"dossier":12})");
    refusal(R"({"dossier":"d","evenements":[)" + std::string(100'000, '['));
    read(R"({"dossier":"d","x":)" + std::string(50'000, '[') + std::string(50'000, ']') + "}");
  }
  SECTION("encodage") {
    const auto reject = refusal(
        "{\"dossier\":\"d\",\"territoire\":\"B\xE9"
        "arn\"}");
    CHECK_THAT(reject.reason, Catch::Contains("UTF-8"));
    CHECK(reject.column == 31);
  }
}

TEST_CASE("écrire puis relire rend le même dossier, et les mêmes octets") {
  const std::string line =
      R"({"schema":1,"dossier":"64-1","departement":"64","matricule":"01","couverture":[{"source":"webrsa","types":["orientation"],"du":"2019-01-01"}],)"
      R"("attributs":[{"nom":"montant_du","valeur":646.50,"le":"2024-01-01","connu_le":"2024-02-01"},{"nom":"commune","valeur":null}],)"
      R"("personnes":[{"id":"p1","role":"demandeur","naissance":"1987-03-02"}],)"
      R"("evenements":[{"id":"e1","type":"orientation","le":"2024-02-02","personne":"p1","references":{"saisine":"s"},"champs":{"structure":"« L'Été » \"x\" \\ \n","par_defaut":false}},)"
      R"({"id":"e2","type":"correction","le":"2024-02-03","champs":{"cible":"e1","champs":{"rang":2}}},)"
      R"({"id":"e3","type":"annulation","le":"2024-02-04","champs":{"annule":"e2"},"source":{"systeme":"x"},"origine":"saisi"}]})";
  CHECK(to_json(read(line)) == line);
}

TEST_CASE("chaque dossier d'exemple se lit sans remarque et fait l'aller-retour") {
  for (const auto& entry : std::filesystem::directory_iterator(FILROUGE_SOURCE_DIR "/examples/dossiers")) {
    if (entry.path().extension() != ".json") continue;
    INFO(entry.path());
    DossierStream stream(entry.path().string());
    Record record;
    Reject reject;
    REQUIRE(stream.next(record, reject) == ReadStatus::record);
    CHECK(record.remarks.empty());
    const auto line = to_json(record);
    CHECK(to_json(read(line)) == line);
    CHECK(stream.next(record, reject) == ReadStatus::end);
  }
}
