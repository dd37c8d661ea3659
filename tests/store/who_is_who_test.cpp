#include <SQLiteCpp/Statement.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/formats/dossier_json.hpp"
#include "engine/store/base.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
#include "engine/store/matches.hpp"
#include "engine/store/nir_key_held.hpp"
#include "engine/store/schema.hpp"
#include "tests/store/known_words.hpp"
#include "tests/store/temporary_base.hpp"

using namespace filrouge;

namespace {

const Vocabulary& words() {
  static const auto known =
      known_words({"etat_droit"}, {{"orientation", {}}, {"relance", {}}, {"demande_rsa", {}}});
  return known;
}

ImportFile file(const std::string& name, const std::string& system, const std::string& reading = {}) {
  return {name,   system == "cnaf" ? "cnaf" : "csv", name, 10, "règles", "2026-11-21T05:00:00", system,
          reading};
}

Record record(const std::string& json) {
  DossierJsonReader reader;
  Record read;
  REQUIRE_FALSE(reader.read(json, read));
  return read;
}

ImportCounts bring(Base& base, const ImportFile& file, const std::vector<std::string>& dossiers) {
  Import import(base, words());
  REQUIRE_FALSE(import.begin_file(file));
  for (const auto& json : dossiers) import.merge(record(json), 1);
  const auto counts = import.counts();
  import.commit();
  return counts;
}

std::vector<std::string> column(Base& base, const std::string& sql) {
  SQLite::Statement statement(base.database(), sql);
  std::vector<std::string> values;
  while (statement.executeStep()) values.push_back(statement.getColumn(0).getString());
  return values;
}

using Names = std::vector<std::string>;

constexpr auto of_the_service =
    R"({"dossier":"D2","departement":"64","organisme":"CAF","matricule":"123456",
        "personnes":[{"id":"U2","role":"demandeur","naissance":"1988-04-09"}]})";
constexpr auto of_another =
    R"({"dossier":"K-9","departement":"64","organisme":"CAF","matricule":"0123456 A",
        "personnes":[{"id":"77","role":"demandeur","naissance":"1988-04-09"}],
        "evenements":[{"id":"k1","type":"orientation","le":"2026-01-05","personne":"77"}]})";

}  // namespace

TEST_CASE("deux logiciels qui parlent du même foyer n'en font qu'un dossier, et c'est écrit", "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, file("a", "webrsa"), {of_the_service});
  CHECK(bring(base, file("b", "carnet"), {of_another}).joined == 2);  // le foyer, la personne
  CHECK(column(base, "SELECT dossier FROM dossiers") == Names{"D2"});
  CHECK(column(base, "SELECT personne FROM evenements") == Names{"U2"});
  CHECK(column(base, "SELECT dit_sous FROM evenements") == Names{"K-9"});
  CHECK(column(base, "SELECT decision || ' ' || nom FROM rapprochements ORDER BY id") ==
        Names{"joint K-9", "joint 77"});

  // Un fichier du même logiciel, qui ne dit plus ni matricule ni naissance, suit les noms établis.
  bring(base, file("c", "carnet"), {R"({"dossier":"K-9","personnes":[{"id":"77"}],
             "evenements":[{"id":"k2","type":"relance","le":"2026-02-05","personne":"77"}]})"});
  CHECK(column(base, "SELECT dossier FROM dossiers") == Names{"D2"});
  CHECK(column(base, "SELECT DISTINCT personne FROM evenements") == Names{"U2"});
}

TEST_CASE("deux actes de deux logiciels, de même identifiant, restent deux", "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  const auto with_an_act = [](const char* dossier, const char* day) {
    return std::string(R"({"dossier":")") + dossier +
           R"(","departement":"64","organisme":"CAF","matricule":"123456","evenements":[
           {"id":"e1","type":"relance","le":")" +
           day + R"("},
           {"id":"e2","type":"orientation","le":"2026-03-01","references":{"relance":"e1"}}]})";
  };
  bring(base, file("a", "webrsa"), {with_an_act("D2", "2026-01-05")});
  for (const auto* name : {"b", "c"}) {  // redit, rien n'est nouveau
    const auto counts = bring(base, file(name, "carnet"), {with_an_act("K-9", "2026-02-05")});
    CHECK(counts.rejects == 0);
  }
  CHECK(column(base, "SELECT id || ' ' || coalesce(refs, '') FROM evenements ORDER BY rang") ==
        Names{"e1 ", "e2 {\"relance\":\"e1\"}", "K-9/e1 ", "K-9/e2 {\"relance\":\"K-9/e1\"}"});
}

TEST_CASE("deux numéros d'un même logiciel restent deux dossiers, et le doute est dit", "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, file("a", "webrsa"), {of_the_service});
  CHECK(bring(base, file("b", "webrsa"), {of_another}).doubted == 1);
  CHECK(column(base, "SELECT dossier FROM dossiers ORDER BY 1") == Names{"D2", "K-9"});
  CHECK(column(base, "SELECT autre FROM rapprochements") == Names{"D2"});
}

namespace {

const auto page_one = std::string(64, '1') + "/0e", page_two = std::string(64, '2') + "/0e";

}  // namespace

TEST_CASE("une page corrigée reprend ce que l'ancienne avait écrit du même fichier", "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  const auto act = [](const char* type) {
    return std::string(R"({"dossier":"D1","evenements":[{"id":"n1","le":"2026-01-05","type":")") + type +
           R"("}]})";
  };
  bring(base, file("notif.csv", "essai", page_one), {act("relance")});
  bring(base, file("autre.csv", "essai", page_one), {R"({"dossier":"D9"})"});
  CHECK(bring(base, file("notif.csv", "essai", page_two), {act("orientation")}).replaced == 1);
  CHECK(column(base, "SELECT type FROM evenements") == Names{"orientation"});
  CHECK(column(base, "SELECT dossier FROM dossiers ORDER BY 1") == Names{"D1", "D9"});
  Import again(base, words());
  CHECK(again.begin_file(file("notif.csv", "essai", page_two)));
  // La page d'avant n'est plus « déjà lue » : elle reviendrait.
  CHECK_FALSE(again.begin_file(file("notif.csv", "essai", page_one)));
}

namespace {

constexpr auto twice_numbered =
    R"({"dossier":"K-9","departement":"64","organisme":"CAF","matricule":"0123456",
        "personnes":[{"id":"U2","role":"conjoint","naissance":"1985-06-05"},
                     {"id":"U3","role":"demandeur","naissance":"1988-04-09"}],
        "evenements":[{"id":"e1","type":"demande_rsa","le":"2026-01-06"},
                      {"id":"e2","type":"relance","le":"2026-03-07","personne":"U3","references":{"demande":"e1"}}]})";
constexpr auto of_the_service_with_acts =
    R"({"dossier":"D2","departement":"64","organisme":"CAF","matricule":"123456",
        "personnes":[{"id":"U2","role":"demandeur","naissance":"1988-04-09"}],
        "evenements":[{"id":"e1","type":"demande_rsa","le":"2026-01-05"}]})";

/// Every row that a dossier is made of, but for its place and its name in a source.
Names rows(Base& base) {
  return column(
      base,
      "SELECT dossier || ' ' || id || ' ' || coalesce(personne, '') || ' ' || coalesce(refs, '') FROM "
      "evenements UNION ALL SELECT DISTINCT dossier || ' ' || id || ' ' || coalesce(role, '') FROM "
      "personnes WHERE role IS NOT NULL ORDER BY 1");
}

std::string of_the_service_with_acts_as(const std::string& dossier) {
  std::string told = of_the_service_with_acts;
  return told.replace(told.find("D2"), 2, dossier);
}

const Settler somebody{"m.dupont", "2026-11-22T08:00:00Z"};

}  // namespace

TEST_CASE("une personne tranche un doute sur le foyer, et la décision se défait", "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, file("a", "webrsa"), {of_the_service_with_acts, twice_numbered});
  const auto before = rows(base);
  REQUIRE(matches(base, {{}, true}).size() == 1);
  const auto joined = join(base, 1, somebody);
  CHECK(matches(base, {{}, true}).empty());
  CHECK(rows(base) == Names{"D2 K-9/e1  ", "D2 U2 demandeur", "D2 U2-2 conjoint", "D2 e1  ",
                            "D2 e2 U2 {\"demande\":\"K-9/e1\"}"});
  CHECK_THROWS_WITH(join(base, 1, somebody), Catch::Contains("a déjà sa suite, le n° 2"));

  SECTION("ce que le logiciel redit ensuite suit la décision") {
    const auto counts = bring(base, file("b", "webrsa"), {twice_numbered, of_the_service_with_acts});
    CHECK(counts.new_events == 0);
    CHECK(counts.unchanged_events == 3);
    CHECK(counts.rejects == 0);
    CHECK(column(base, "SELECT dossier FROM dossiers") == Names{"D2"});
  }
  SECTION("défaite, elle rend à chacun ses actes") {
    const auto separated = separate(base, joined.decision, somebody);
    CHECK(
        column(base, "SELECT dossier || ' ' || id || ' ' || coalesce(refs, '') FROM evenements ORDER BY 1") ==
        Names{"D2 e1 ", "K-9 e1 ", "K-9 e2 {\"demande\":\"e1\"}"});
    CHECK(separated.read_again == 1);
    const auto counts = bring(base, file("b", "webrsa"), {twice_numbered, of_the_service_with_acts});
    CHECK(counts.new_events == 0);
    CHECK(counts.new_dossiers == 0);
    CHECK(counts.doubted == 0);
    join(base, separated.decision, somebody);
    CHECK(column(base, "SELECT dossier FROM dossiers") == Names{"D2"});
  }
}

TEST_CASE("séparer défait une jonction des règles, et elle ne revient pas", "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, file("a", "webrsa"), {of_the_service});
  bring(base, file("b", "carnet"), {of_another});
  separate(base, 1, somebody);
  CHECK(column(base, "SELECT dossier FROM dossiers ORDER BY 1") == Names{"D2", "K-9"});
  CHECK(column(base, "SELECT dossier || ' ' || personne FROM evenements") == Names{"K-9 U2"});
  bring(base, file("c", "carnet"), {of_another});
  CHECK(column(base, "SELECT dossier FROM dossiers ORDER BY 1") == Names{"D2", "K-9"});
  CHECK(column(base, "SELECT count(*) FROM evenements") == Names{"1"});
}

TEST_CASE("une personne tranche un doute sur une personne, et la décision se défait", "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  const auto later = R"({"dossier":"K-9","departement":"64","organisme":"CAF","matricule":"0123456",
      "personnes":[{"id":"77","role":"demandeur","naissance":"1970-12-31"},
                   {"id":"78","role":"conjoint","naissance":"1985-06-05"}],
      "evenements":[{"id":"k1","type":"relance","le":"2026-01-05","personne":"77"}]})";
  bring(base, file("a", "webrsa"),
        {R"({"dossier":"D2","departement":"64","organisme":"CAF","matricule":"123456","personnes":[
             {"id":"U2","role":"demandeur","naissance":"1988-04-09"},
             {"id":"U3","role":"conjoint","naissance":"1985-06-05"}]})"});
  CHECK(bring(base, file("b", "carnet"), {later}).doubted == 1);
  const auto doubt = matches(base, {{}, true});
  REQUIRE(doubt.size() == 1);
  CHECK(doubt[0].other == "U2");
  const auto joined = join(base, doubt[0].id, somebody);
  CHECK(column(base, "SELECT personne FROM evenements") == Names{"U2"});
  CHECK(bring(base, file("c", "carnet"), {later}).doubted == 0);
  CHECK(column(base, "SELECT DISTINCT personne FROM evenements") == Names{"U2"});
  separate(base, joined.decision, somebody);
  CHECK(column(base, "SELECT personne FROM evenements") == Names{"77"});
  CHECK(bring(base, file("d", "carnet"), {later}).unchanged_events == 1);
}

TEST_CASE("sous la clé, un foyer de la MSA se retrouve, et qui change de foyer est dit", "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  const auto msa = [](const std::string& dossier, const std::string& birth, const std::string& key) {
    Record told;
    told.dossier = dossier;
    told.organisme = "MSA";
    told.caisse = "640";
    told.persons.push_back({"p", "demandeur", *parse_iso_date(birth), {}});
    told.persons.back().nir_key = key;
    return told;
  };
  Import import(base, words());
  REQUIRE_FALSE(import.begin_file(file("f", "cnaf")));
  const auto seen_on = *parse_iso_date("2026-10-31");
  import.observe(msa("MSA-640-demande-1", "1988-04-09", "aa"), seen_on, 1);
  import.observe(msa("MSA-640-demande-2", "1988-04-09", "aa"), seen_on, 2);  // une nouvelle demande
  import.observe(msa("MSA-640-demande-3", "1988-04-09", "bb"), seen_on, 3);  // une autre, née le même jour
  import.commit();
  CHECK(column(base, "SELECT dossier FROM dossiers ORDER BY 1") ==
        Names{"MSA-640-demande-1", "MSA-640-demande-3"});

  Import later(base, words());
  REQUIRE_FALSE(later.begin_file(file("g", "webrsa")));
  auto moved = msa("W-1", "1988-04-09", "bb");
  moved.organisme = "CAF";
  moved.matricule = "7654321";
  later.merge(moved, 1);
  CHECK(later.counts().corrected == 1);
  later.commit();
  CHECK(column(base, "SELECT autre FROM rapprochements WHERE decision = 'corrige'") ==
        Names{"MSA-640-demande-3"});

  CHECK(hold_nir_key(base, "clé 1", false) == 3);  // ce qui n'était d'aucune clé connue ne se compare pas
  CHECK(nir_key_held(base) == "clé 1");
  CHECK_THROWS_AS(hold_nir_key(base, "clé 2", false), StoreError);
  CHECK(hold_nir_key(base, "clé 1", false) == 0);
  CHECK(hold_nir_key(base, "clé 2", true) == 0);
  CHECK(nir_key_held(base) == "clé 2");
}

TEST_CASE("un numéro n'est un numéro que dans son logiciel", "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(
      base, file("a", "A"),
      {R"({"dossier":"1001","matricule":"0123456","personnes":[{"id":"1","role":"demandeur","naissance":"1988-04-09"}]})"});
  const std::string of_another = R"({"dossier":"1001","matricule":"7654321","personnes":[
      {"id":"1","role":"demandeur","naissance":"1971-11-17"}],
      "evenements":[{"id":"e1","type":"orientation","le":"2026-02-12","personne":"1"}]})";
  CHECK(bring(base, file("b", "B"), {of_another}).doubted == 1);
  CHECK(bring(base, file("c", "B"), {of_another}).doubted == 0);
  CHECK(column(base, "SELECT dossier || ' ' || personne FROM evenements") == Names{"B-1001 1"});
  // Le même numéro et rien qui les contredise : une personne de plus, dite par un autre logiciel.
  bring(base, file("e", "C"),
        {R"({"dossier":"1001","personnes":[{"id":"2","role":"conjoint","naissance":"1990-03-12"}]})"});
  // Sans logiciel, c'est la main : elle complète, et corrige, les dossiers de la base.
  bring(base, file("f", ""), {R"({"dossier":"1001","matricule":"0123457"})"});
  bring(
      base, file("d", ""),
      {R"({"dossier":"1001","evenements":[{"id":"s1","type":"relance","le":"2026-03-01","personne":"1"}]})"});
  CHECK(column(base, "SELECT dossier FROM dossiers ORDER BY 1") == Names{"1001", "B-1001"});
  // Joints par une personne : ce que B redit va aux siens.
  const auto joined = join(base, 1, somebody);
  CHECK(bring(base, file("g", "B"), {of_another}).new_events == 0);
  CHECK(column(base, "SELECT dossier FROM dossiers") == Names{"1001"});
  separate(base, joined.decision, somebody);
  CHECK(bring(base, file("h", "B"), {of_another}).new_events == 0);
  CHECK(column(base, "SELECT dossier || ' ' || type FROM evenements ORDER BY 1") ==
        Names{"1001 relance", "B-1001 orientation"});
}

TEST_CASE("un matricule appris après coup dit le foyer qui a le même", "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, file("a", "A"), {R"({"dossier":"D2"})"});
  bring(base, file("b", "B"), {R"({"dossier":"K-9","organisme":"CAF","matricule":"0123456"})"});
  CHECK(bring(base, file("c", "A"), {R"({"dossier":"D2","organisme":"CAF","matricule":"123456"})"}).doubted ==
        1);
  CHECK(column(base, "SELECT dossier || ' ' || autre FROM rapprochements") == Names{"D2 K-9"});
}

TEST_CASE("la page corrigée défait aussi qui elle avait reconnu, et redonne ce que d'autres disaient",
          "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, file("a", "webrsa"), {of_the_service});
  bring(base, file("x.csv", "carnet", page_one), {of_another});  // une page qui prend la mauvaise colonne
  const auto alike =
      R"({"dossier":"K-9","evenements":[{"id":"k1","type":"orientation","le":"2026-01-05","personne":"77"}]})";
  bring(base, file("y.csv", "carnet"), {alike});
  CHECK(bring(base, file("x.csv", "carnet", page_two), {R"({"dossier":"K-9"})"}).replaced_passes == 1);
  CHECK(column(base, "SELECT nom FROM noms").empty());
  Import again(base, words());
  CHECK_FALSE(again.begin_file(file("y.csv", "carnet")));
}

TEST_CASE("séparer rouvre les fichiers des deux sources, dites ou non, et ne donne rien de l'autre",
          "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, file("a", "webrsa"), {of_the_service});
  bring(base, file("b", ""), {of_the_service_with_acts_as("Z-77")});
  const auto separated = separate(base, 1, somebody);
  CHECK(separated.read_again == 2);
  Import again(base, words());
  CHECK_FALSE(again.begin_file(file("b", "")));
  again.merge(record(of_the_service_with_acts_as("Z-77")), 1);
  again.commit();
  CHECK(column(base, "SELECT count(*) FROM evenements WHERE dossier = 'Z-77'") == Names{"1"});
}

TEST_CASE("séparé d'un dossier complet, un dossier ne vaut pas complet tant que sa source ne l'a pas redit",
          "[identite]") {
  const auto in_part = [](const char* coverage) {
    return std::string(R"({"dossier":"K-9","departement":"64","organisme":"CAF","matricule":"123456",)") +
           coverage + R"("evenements":[{"id":"k1","type":"orientation","le":"2026-01-05"}]})";
  };
  const std::string of_webrsa =
      R"({"dossier":"D2","departement":"64","organisme":"CAF","matricule":"123456",
          "evenements":[{"id":"e1","type":"demande_rsa","le":"2025-12-01"}]})";
  const std::string vouched =
      R"("couverture":[{"source":"carnet","types":["orientation"],"du":"2026-01-01","au":"2026-02-01"}],)";
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  for (const auto& [told, kept] :
       {std::pair{vouched, Names{"carnet orientation"}}, {std::string(), Names{}}}) {
    const auto carnet = told.empty() ? "complet" : "carnet";
    bring(base, file("a" + told, "webrsa"), {of_webrsa});
    bring(base, file("b" + told, carnet), {in_part(told.c_str())});
    const auto joined = matches(base, {"D2", false});
    REQUIRE(joined.size() == 1);
    separate(base, joined[0].id, somebody);
    const std::string held = "SELECT source || ' ' || types FROM couvertures WHERE dossier = ";
    CHECK(column(base, held + "'K-9'") == Names{"séparation aucun"});
    CHECK(column(base, held + "'D2'") == Names{});
    bring(base, file("c" + told, carnet), {in_part(told.c_str())});
    CHECK(column(base, held + "'K-9'") == kept);
    base.database().exec(
        "DELETE FROM dossiers; DELETE FROM noms; DELETE FROM foyers; DELETE FROM rapprochements");
  }
}

TEST_CASE("un foyer du flux joint à tort se sépare, avec ce que les flux en ont vu", "[identite]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  const std::string shown =
      R"({"dossier":"CAF-641-123456","departement":"64","organisme":"CAF","matricule":"123456",
          "personnes":[{"id":"p-19880409","role":"demandeur","naissance":"1988-04-09"}],
          "evenements":[{"id":"f1","type":"demande_rsa","le":"2026-01-05"}]})";
  const auto observe = [&](const std::string& flux) {
    Import import(base, words());
    REQUIRE_FALSE(import.begin_file(file(flux, "cnaf")));
    import.observe(record(shown), *parse_iso_date("2026-10-31"), 1);
    import.commit();
  };
  bring(base, file("a", "webrsa"), {of_the_service});
  observe("b");
  const std::string seen = "SELECT dossier FROM vus", acts = "SELECT dossier || ' ' || id FROM evenements";
  CHECK(column(base, seen) == Names{"D2"});
  separate(base, 1, somebody);
  CHECK(column(base, seen) == Names{"CAF-641-123456"});
  CHECK(column(base, acts) == Names{"CAF-641-123456 f1"});
  CHECK(column(base, "SELECT dossier FROM dossiers WHERE observe_le IS NOT NULL") == Names{"CAF-641-123456"});
  observe("c");
  CHECK(column(base, acts) == Names{"CAF-641-123456 f1"});
}

TEST_CASE("une base d'un schéma d'avant retrouve ses foyers par leur matricule", "[identite]") {
  TemporaryBase place;
  {
    SQLite::Database old(place.name(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (int step = 0; step + 1 < store_schema::with_identity; ++step)
      old.exec(store_schema::migrations[static_cast<std::size_t>(step)]);
    old.exec(
        "INSERT INTO dossiers(dossier, departement, organisme, matricule) VALUES('D2', '64', 'CAF', "
        "'123456')");
    old.exec("PRAGMA application_id = " + std::to_string(store_schema::application_id));
    old.exec("PRAGMA user_version = 3");
  }
  Base base(place.name(), BaseAccess::write);
  CHECK(bring(base, file("b", "carnet"), {of_another}).joined == 1);
  CHECK(column(base, "SELECT dossier FROM dossiers") == Names{"D2"});
}
