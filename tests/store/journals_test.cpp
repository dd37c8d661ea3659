#include <SQLiteCpp/Statement.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
#include "engine/store/journal_guard.hpp"
#include "engine/store/schema.hpp"
#include "tests/store/known_words.hpp"
#include "tests/store/temporary_base.hpp"

using namespace filrouge;

namespace {

const Vocabulary& words() {
  static const auto known = known_words({"commune"}, {{"orientation", {"parcours"}}, {"cer_signe"}});
  return known;
}

std::uint64_t bring(Base& base, const Vocabulary& vocabulary, const std::string& day,
                    std::vector<std::string_view> dossiers) {
  Import import(base, vocabulary);
  REQUIRE_FALSE(import.begin_file({"essai.ndjson", "ndjson", day, 10, {}, day + "T05:00:00"}));
  for (const auto json : dossiers) import.merge(record(json), 1);
  import.commit();
  return import.typed_anew();
}

constexpr std::string_view moved =
    R"({"dossier":"64-1","departement":"64","territoire":"Pau","matricule":"0000001","couverture":[{"source":"caisse","types":["cer_signe"],"du":"2020-01-01"}],)"
    R"("personnes":[{"id":"p1","role":"demandeur","attributs":[{"nom":"commune","valeur":"Lons","le":"2024-01-01"}]},{"id":"p2","role":"conjoint"}],)"
    R"("evenements":[{"id":"e1","type":"orientation","le":"2024-02-02","personne":"p1","champs":{"parcours":"social"}},)"
    R"({"id":"e2","type":"correction","le":"2024-03-03","champs":{"cible":"e1","champs":{"parcours":"emploi"}}}]})";
constexpr std::string_view plain =
    R"({"dossier":"64-2","territoire":"Pau","personnes":[{"id":"p1"}],"evenements":[{"id":"e1","type":"cer_signe","le":"2024-02-02"}]})";

/// All of a journal, to be compared.
std::string bytes(const Vocabulary& vocabulary, const Journal& journal) {
  std::string all;
  REQUIRE(JournalBytes(vocabulary).write(journal, all));
  return all;
}

std::vector<std::string> read(Base& base, const Vocabulary& vocabulary, const Selection& selection = {}) {
  Journal journal;
  DossierJournals journals(base, vocabulary, journal, selection);
  std::vector<std::string> all;
  while (journals.next()) all.push_back(bytes(vocabulary, journal));
  return all;
}

std::vector<std::string> read_from_rows(Base& base, const Vocabulary& vocabulary,
                                        const Selection& selection = {}) {
  Journal journal;
  JournalBuilder builder(vocabulary, journal, selection.known);
  DossierRows rows(base, selection);
  std::vector<std::string> all;
  while (rows.next(builder)) all.push_back(bytes(vocabulary, journal));
  return all;
}

std::string kept(Base& base) {
  SQLite::Statement query(base.database(),
                          "SELECT group_concat(dossier, ' ') FROM journaux ORDER BY dossier");
  query.executeStep();
  return query.getColumn(0).getString();
}

/// Takes the rows away behind the journals' back: what is still read is read of the journals.
void leave_journals_alone(Base& base) {
  SQLite::Statement those(base.database(),
                          "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'journal_*'");
  std::vector<std::string> names;
  while (those.executeStep()) names.push_back(those.getColumn(0).getString());
  REQUIRE(names.size() == 18);
  for (const auto& name : names) base.database().exec("DROP TRIGGER " + name);
  for (const auto* table : {"couvertures", "personnes", "attributs", "evenements"})
    base.database().exec(std::string("DELETE FROM ") + table);
  restore_journal_guard(base.database());
}

}  // namespace

TEST_CASE("un dossier se lit de son journal comme de ses lignes", "[journaux]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, words(), "2024-06-01", {moved, plain});
  // What is told later is known later.
  bring(base, words(), "2024-07-01",
        {R"({"dossier":"64-1","departement":"40","territoire":"Dax","connu_le":"2024-07-01"})"});
  REQUIRE(kept(base) == "64-1 64-2");
  std::vector<Selection> selections(4);
  selections[1].dossier = "64-2";
  selections[2].territoire = "Dax";
  selections[3].tranche = {1, 2};
  for (auto& selection : selections)
    for (const auto* day : {"2024-01-01", "2024-06-30", "2024-07-01", "2199-12-31"}) {
      selection.known = *parse_iso_date(day);
      CHECK(read(base, words(), selection) == read_from_rows(base, words(), selection));
    }
  const auto before = read(base, words());
  leave_journals_alone(base);
  CHECK(read(base, words()) == before);
  CHECK(read_from_rows(base, words()) != before);
}

TEST_CASE("le journal qu'un import tire du dossier est celui qu'il tirerait des lignes", "[journaux]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, words(), "2024-06-01", {moved, plain});
  SQLite::Statement query(base.database(), "SELECT journal FROM journaux ORDER BY dossier");
  std::vector<std::string> all;
  while (query.executeStep()) all.push_back(query.getColumn(0).getString());
  CHECK(all == read_from_rows(base, words()));
}

TEST_CASE("qui touche à une ligne d'un dossier, fût-ce en SQL, en retire le journal", "[journaux]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, words(), "2024-06-01", {moved, plain});
  const auto touched = [&](const std::string& sql, const std::string& left) {
    INFO(sql);
    base.database().exec("SAVEPOINT main");
    base.database().exec(sql);
    CHECK(kept(base) == left);
    CHECK(read(base, words()) == read_from_rows(base, words()));
    base.database().exec("ROLLBACK TO main; RELEASE main");
    CHECK(kept(base) == "64-1 64-2");
  };
  for (const std::string sql :
       {"UPDATE dossiers SET territoire = 'Dax' WHERE dossier = '64-1'",
        "INSERT INTO entetes(dossier, rang, departement) VALUES('64-1', 0, '40')",
        "DELETE FROM couvertures WHERE dossier = '64-1'",
        "UPDATE couvertures SET types = NULL WHERE dossier = '64-1'",
        "INSERT INTO couvertures(dossier, rang, source, du, au) VALUES('64-1', 5, 'webrsa', 1, 2)",
        "UPDATE personnes SET role = 'enfant' WHERE dossier = '64-1' AND id = 'p2'",
        "DELETE FROM personnes WHERE dossier = '64-1' AND id = 'p2'",
        "INSERT INTO personnes(dossier, rang, id) VALUES('64-1', 5, 'p3')",
        "UPDATE attributs SET valeur = 'Pau' WHERE dossier = '64-1'",
        "DELETE FROM attributs WHERE dossier = '64-1'",
        "INSERT INTO attributs(dossier, rang, nom, genre, valeur, le) "
        "VALUES('64-1', 5, 'commune', 3, 'Pau', 1)",
        "UPDATE evenements SET le = le + 1 WHERE dossier = '64-1' AND id = 'e1'",
        "DELETE FROM evenements WHERE dossier = '64-1' AND id = 'e2'",
        "INSERT OR REPLACE INTO evenements(dossier, rang, id, type, le) VALUES('64-1', 0, 'e9', 'cer_signe', "
        "1)",
        "DELETE FROM dossiers WHERE dossier = '64-1'",
        "PRAGMA foreign_keys = OFF; DELETE FROM dossiers WHERE dossier = '64-1'"})
    touched(sql, "64-2");
  touched("UPDATE evenements SET rang = rang + 100, dossier = '64-1' WHERE dossier = '64-2'", "");
  touched("UPDATE dossiers SET observe_le = 20000", "64-1 64-2");

  // What was taken away is typed again by the next import, which says nothing of what it brought itself.
  base.database().exec("UPDATE evenements SET le = le + 1 WHERE dossier = '64-1' AND id = 'e1'");
  CHECK(bring(base, words(), "2024-07-01", {R"({"dossier":"64-3"})"}) == 1);
  CHECK(bring(base, words(), "2024-07-02",
              {R"({"dossier":"64-2","evenements":[{"id":"e2","type":"cer_signe","le":"2024-05-02"}]})"}) ==
        0);
  CHECK(kept(base) == "64-1 64-2 64-3");
  CHECK(read(base, words()) == read_from_rows(base, words()));
  // After an import, the triggers are there as before it.
  base.database().exec("INSERT INTO personnes(dossier, rang, id) VALUES('64-1', 5, 'p3')");
  CHECK(kept(base) == "64-2 64-3");
}

TEST_CASE("un dossier retiré ne laisse rien de son journal dans le fichier", "[journaux]") {
  TemporaryBase place;
  const auto holds = [&](const char* text) {
    std::ifstream file(place.path, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(file), {}};
    return all.find(text) != std::string::npos;
  };
  {
    Base base(place.name(), BaseAccess::write);
    bring(
        base, words(), "2024-06-01",
        {R"({"dossier":"64-1","evenements":[{"id":"acte-a-oublier","type":"cer_signe","le":"2024-02-02"}]})",
         plain});
    REQUIRE(base.settle());
    CHECK(holds("acte-a-oublier"));
    base.database().exec("DELETE FROM dossiers WHERE dossier = '64-1'");
    REQUIRE(base.settle());
  }
  CHECK_FALSE(holds("acte-a-oublier"));
  CHECK_FALSE(holds("64-1"));
}

TEST_CASE("un journal d'autres règles, abîmé ou absent : les lignes répondent", "[journaux]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, words(), "2024-06-01", {moved, plain});
  SECTION("d'autres règles") {
    const auto more = known_words({"commune"}, {{"orientation", {"parcours"}}, {"cer_signe"}, {"deces"}});
    CHECK(read(base, more) == read_from_rows(base, more));
    // The next import under them types all of it anew, and says so.
    CHECK(bring(base, more, "2024-07-01", {}) == 2);
    CHECK(bring(base, more, "2024-07-02", {}) == 0);
    CHECK(read(base, more) == read_from_rows(base, more));
    const auto before = read(base, more);
    leave_journals_alone(base);
    CHECK(read(base, more) == before);
  }
  SECTION("abîmé") {
    const auto before = read_from_rows(base, words());
    for (const auto* blob :
         {"x''", "x'00'", "zeroblob(900)", "substr(journal, 1, length(journal) - 1)", "journal || x'00'",
          "(SELECT journal FROM journaux ORDER BY dossier DESC LIMIT 1)"}) {
      INFO(blob);
      base.database().exec("SAVEPOINT main");
      base.database().exec(std::string("UPDATE journaux SET journal = CAST(") + blob +
                           " AS BLOB) WHERE dossier = '64-1'");
      CHECK(read(base, words()) == before);
      base.database().exec("ROLLBACK TO main; RELEASE main");
    }
  }
  SECTION("absent") {
    base.database().exec("DELETE FROM journaux WHERE dossier = '64-1'");
    CHECK(read(base, words()) == read_from_rows(base, words()));
  }
}

TEST_CASE("une base du schéma 2 se lit telle quelle, et l'import suivant en type les dossiers",
          "[journaux]") {
  TemporaryBase place;
  {
    SQLite::Database old(place.name(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (int step = 0; step < 2; ++step) old.exec(store_schema::migrations[static_cast<std::size_t>(step)]);
    old.exec("PRAGMA application_id = " + std::to_string(store_schema::application_id));
    old.exec("PRAGMA user_version = 2");
    old.exec("INSERT INTO dossiers(dossier, territoire) VALUES('64-1', 'Pau')");
    old.exec(
        "INSERT INTO evenements(dossier, rang, id, type, le) VALUES('64-1', 0, 'e1', 'cer_signe', 20000)");
  }
  std::vector<std::string> before;
  {
    Base base(place.name(), BaseAccess::read);
    before = read(base, words());
    CHECK(before.size() == 1);
    CHECK(before == read_from_rows(base, words()));
  }
  Base base(place.name(), BaseAccess::write);
  CHECK(bring(base, words(), "2024-06-01", {}) == 1);
  CHECK(read(base, words()) == before);
  leave_journals_alone(base);
  CHECK(read(base, words()) == before);
}

TEST_CASE("un journal que rien ne garde plus n'est pas lu, et le prochain import le refait", "[journaux]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, words(), "2024-06-01", {moved, plain});
  // A table rebuilt by hand, as SQLite's own page tells: its triggers go with the old one.
  base.database().exec(
      "ALTER TABLE evenements RENAME TO vieux; CREATE TABLE evenements AS SELECT * FROM vieux; "
      "DROP TABLE vieux; UPDATE evenements SET le = le + 30");
  REQUIRE_FALSE(journals_are_guarded(base.database()));
  CHECK(read(base, words()) == read_from_rows(base, words()));
  bring(base, words(), "2024-07-01", {});
  CHECK(journals_are_guarded(base.database()));
  CHECK(kept(base) == "64-1 64-2");
  CHECK(read(base, words()) == read_from_rows(base, words()));
}

TEST_CASE("un dossier dont une ligne ne se lit pas n'empêche pas d'en importer d'autres", "[journaux]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, words(), "2024-06-01", {moved});
  base.database().exec("UPDATE evenements SET champs = '{parcours: social}' WHERE id = 'e1'");
  bring(base, words(), "2024-07-01", {plain});
  CHECK(kept(base) == "64-2");
  CHECK_THROWS_AS(read(base, words()), StoreError);
}

TEST_CASE("une fin du 31 décembre 2199 se garde comme une autre", "[journaux]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, words(), "2024-06-01",
        {R"({"dossier":"64-3","personnes":[{"id":"p1"}],"evenements":[)"
         R"({"id":"e1","type":"cer_signe","le":"2024-02-02","du":"2024-02-02","au":"2199-12-31"}]})"});
  CHECK(kept(base) == "64-3");
  CHECK(read(base, words()) == read_from_rows(base, words()));
}
