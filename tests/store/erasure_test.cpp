#include "engine/store/erasure.hpp"

#include <SQLiteCpp/Statement.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/store/import.hpp"
#include "tests/store/known_words.hpp"
#include "tests/store/temporary_base.hpp"

using namespace filrouge;

namespace {

const Vocabulary& words() {
  static const auto known = known_words({"etat_droit"}, {{"orientation", {}}, {"relance", {}}});
  return known;
}

std::string number_of(int i) {
  return "64-X" + std::to_string(100'000 + i * 7919 % 90'000) + "Z";
}

void bring(Base& base, const std::string& name, int from, int to, const std::string& act) {
  Import import(base, words());
  import.begin_file({name, "csv", name, 10, "règles", "2026-11-21T05:00:00", name});
  for (int i = from; i < to; ++i)
    import.merge(
        record(R"({"dossier":")" + number_of(i) +
               R"(","personnes":[{"id":"p1","role":"demandeur"}],"attributs":[{"nom":"etat_droit",)" +
               R"("valeur":"5","le":"2020-01-01"}],"evenements":[{"id":"e)" + act +
               R"(","type":"orientation","le":"2020-01-02","personne":"p1","reference":"R-)" + number_of(i) +
               act + R"("},{"id":"f)" + act + R"(","type":"relance","le":"2020-01-03"}]})"));
  import.commit();
}

/// Every byte of the base and of what stands beside it.
std::string bytes(const TemporaryBase& place) {
  std::string all;
  for (const auto* suffix : {"", "-wal", "-shm"}) {
    std::ifstream file(place.path.string() + suffix, std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

std::int64_t count(Base& base, const std::string& sql) {
  return base.database().execAndGet(sql).getInt64();
}

}  // namespace

TEST_CASE("a dossier erased leaves no byte of its number, and the others whole", "[erasure]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  // Rows that come after move the first ones from page to page.
  for (int i = 0; i < 6; ++i) bring(base, "fichier " + std::to_string(i), 0, 300, std::to_string(i));
  bring(base, "autre", 300, 500, "a");
  const auto gone = number_of(17), alike = gone + "1";
  base.database().exec("INSERT INTO rejets(import, dossier, motif) VALUES(1, '" + gone + "', 'une date')");
  base.database().exec("INSERT INTO rejets(import, dossier, motif) VALUES(1, 'autre', 'presque " + gone +
                       " ; " + alike + "')");
  base.database().exec(
      "INSERT INTO rapprochements(fait_le, auteur, decision, dossier, autre, motif) VALUES('2026', "
      "'filrouge', 'doute', 'autre', '" +
      gone + "', 'même matricule')");
  base.database().exec(
      "INSERT INTO rapprochements(fait_le, auteur, decision, dossier, motif) VALUES('2026', 'filrouge', "
      "'doute', 'autre', 'elle est aussi dans le dossier « " +
      gone + " »')");
  base.database().exec("INSERT INTO evalues VALUES('" + gone + "', 1, NULL, 0, '', NULL, 1, 0, NULL, 0)");
  base.database().exec("INSERT INTO suivis(dossier, constat, geste, compte, fait_le) VALUES('" + gone +
                       "', 'c', 'charge', 'camille', '2026')");
  REQUIRE(bytes(place).find(gone) != std::string::npos);

  const std::vector<std::string> asked{gone, "64-X0Z"};
  const auto done = erase_dossiers(base, asked);
  CHECK(done.dossiers == 1);
  CHECK(done.settled);

  auto left = bytes(place);
  for (auto at = left.find(alike); at != std::string::npos; at = left.find(alike))
    left.erase(at, alike.size());
  CHECK(left.find(gone) == std::string::npos);
  CHECK(count(base, "SELECT count(*) FROM dossiers") == 499);
  CHECK(count(base, "SELECT count(*) FROM evenements") == 299 * 12 + 200 * 2);
  CHECK(count(base, "SELECT count(*) FROM rejets WHERE instr(motif, '" + alike + "')") == 1);
  CHECK(count(base, "SELECT count(*) FROM rapprochements WHERE instr(motif, '(dossier effacé)')") == 1);
  CHECK(count(base, "SELECT count(*) FROM reglages WHERE nom = 'decomptes'") == 0);
  // Nothing is found that points at a row no longer there.
  SQLite::Statement broken(base.database(), "PRAGMA foreign_key_check");
  CHECK_FALSE(broken.executeStep());
}

TEST_CASE("who reads an older state keeps the bytes until they are done, and it is said", "[erasure]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, "fichier", 0, 20, "0");
  const std::vector<std::string> asked{number_of(3)};
  {
    Base reader(place.name(), BaseAccess::read);
    SQLite::Statement reading(reader.database(), "SELECT dossier FROM dossiers");
    reading.executeStep();
    CHECK_FALSE(erase_dossiers(base, asked).settled);
  }
  CHECK(base.settle());
  CHECK(bytes(place).find(asked.front()) == std::string::npos);
}
