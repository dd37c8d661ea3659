#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "apps/serveur/acte/record_act.hpp"
#include "engine/core/dossier/visitor.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
#include "tests/serveur/acte_support.hpp"
#include "tests/store/temporary_base.hpp"

/// An act enters the base once, whole, and never over what another wrote meanwhile.
namespace {

using namespace filrouge;
using namespace filrouge::acte;

constexpr std::string_view imported = R"({
  "schema": 1, "dossier": "64-4", "departement": "64",
  "sources": [{"source": "iodas", "du": "2025-01-01", "au": "2026-03-31"}],
  "personnes": [{"id": "p1", "role": "demandeur"}],
  "evenements": [
    {"id": "e1", "type": "manquement_constate", "le": "2026-03-02", "personne": "p1", "source": {"systeme": "iodas", "objet": "manquement", "cle": "7"}}
  ]})";

struct Bench {
  TemporaryBase file;
  Base base{file.name(), BaseAccess::write};

  Bench() {
    Import import(base, shipped().model.vocabulary);
    import.begin_file({"iodas.ndjson", "ndjson", {}, 0, shipped().model.digest, "2026-03-31T08:00:00"});
    REQUIRE(import.merge(dossier(imported)).empty());
    import.commit();
  }

  Record held() {
    RecordBuilder builder;
    REQUIRE(DossierLookup(base).find("64-4", builder));
    return builder.record;
  }
  std::int64_t rows(const std::string& table) {
    return base.database().execAndGet("SELECT count(*) FROM " + table).getInt64();
  }
  Submission form(std::string key, std::string account = "camille") {
    return {std::move(account), "2026-04-01T09:30:00", std::move(key), stamp(base, "64-4")};
  }
  Recorded record(const RawEvent& act, const Submission& submission) {
    return record_act(base, shipped().model, "64-4", act, submission);
  }
  RawEvent letter(std::string object = "information_prealable") {
    return understood(held(), "courrier_envoye",
                      {{"le", "2026-04-01"},
                       {"personne", "p1"},
                       {"champs.objet", std::move(object)},
                       {"references.manquement", "e1"}},
                      day("2026-04-01"));
  }
};

}  // namespace

TEST_CASE("un acte enregistré est au dossier, et dit qui l'a écrit", "[acte]") {
  Bench bench;
  const auto before = bench.held();
  const auto done = bench.record(bench.letter(), bench.form("a"));
  REQUIRE(done.outcome == Recorded::Outcome::recorded);
  CHECK(done.id == "fil-1");
  const auto after = bench.held();
  REQUIRE(after.events.size() == 2);
  CHECK(after.events.back().id == "fil-1");
  CHECK(after.events.back().origin == "saisi");
  CHECK(after.events.back().source.system.empty());
  CHECK(after.coverage.size() == before.coverage.size());
  CHECK(after.persons.size() == before.persons.size());
  CHECK(bench.base.database()
            .execAndGet("SELECT i.fichier || ' ' || i.format || ' ' || i.importe_le FROM evenements e JOIN "
                        "imports i ON i.id = e.import WHERE e.id = 'fil-1'")
            .getString() == "banc : camille banc 2026-04-01T09:30:00");
  // Acts of another system are cited by it all the same: the affaire moves.
  const auto told = consequence(shipped(), before, bench.letter(), day("2026-04-01"));
  CHECK(says(told, Change::moves, "L'affaire e1"));
  CHECK(!says(told, Change::not_understood, ""));
}

TEST_CASE("enregistrer deux fois le même formulaire n'enregistre qu'une fois", "[acte]") {
  Bench bench;
  const auto shown = bench.form("clé-1");
  REQUIRE(bench.record(bench.letter(), shown).outcome == Recorded::Outcome::recorded);
  const auto again = bench.record(bench.letter(), shown);
  CHECK(again.outcome == Recorded::Outcome::already);
  CHECK(again.id == "fil-1");
  CHECK(bench.rows("evenements") == 2);
  CHECK(bench.rows("imports") == 2);
  // The same form changed meanwhile is no double: it is not taken for one, nor recorded unseen.
  const auto other = bench.record(bench.letter("relance"), shown);
  CHECK(other.outcome == Recorded::Outcome::moved);
  CHECK(bench.rows("evenements") == 2);
}

TEST_CASE("ce qu'un autre a écrit entre-temps est montré, et rien n'est enregistré", "[acte]") {
  Bench bench;
  const auto mine = bench.form("m");
  REQUIRE(bench.record(bench.letter(), bench.form("d", "dominique")).outcome == Recorded::Outcome::recorded);
  const auto refused = bench.record(bench.letter("relance"), mine);
  REQUIRE(refused.outcome == Recorded::Outcome::moved);
  REQUIRE(refused.since.size() == 1);
  CHECK(refused.since.front().file == "banc : dominique");
  CHECK(
      refused.sentence(shipped().model.vocabulary) ==
      "Le dossier a changé depuis l'affichage du formulaire : « Courrier envoyé » du 1er avril 2026 (fil-1), "
      "par « banc : dominique » le 1er avril 2026. Rien n'est enregistré ; relisez, puis recommencez.");
  CHECK(bench.rows("evenements") == 2);
  // Read again, it may be recorded.
  CHECK(bench.record(bench.letter("relance"), bench.form("m2")).id == "fil-2");
}

TEST_CASE("une correction et une annulation sont des actes de plus, avec leur raison", "[acte]") {
  Bench bench;
  const auto today = day("2026-04-01");
  const auto record = bench.held();
  const auto form = correction_form(forms(), record, "e1", today);
  REQUIRE(form);
  const auto corrected =
      read_correction(shipped().model, *form, "e1",
                      {{"le", "2026-03-01"}, {"personne", "p1"}, {"motif", "jour relu"}}, record, today);
  REQUIRE(corrected.act);
  auto submission = bench.form("c");
  submission.reason = corrected.reason;
  REQUIRE(bench.record(*corrected.act, submission).outcome == Recorded::Outcome::recorded);
  CHECK(as_corrected(bench.held(), bench.held().events.front()).on == day("2026-03-01"));
  CHECK(bench.held().events.front().on == day("2026-03-02"));
  CHECK(bench.base.database().execAndGet("SELECT lecture FROM imports WHERE id = 2").getString() ==
        "jour relu");
  const auto annulled = read_annulation(shipped().model, "e1", {{"motif", "doublon"}}, bench.held(), today);
  REQUIRE(annulled.act);
  REQUIRE(bench.record(*annulled.act, bench.form("n")).outcome == Recorded::Outcome::recorded);
  CHECK(is_annulled(bench.held(), "e1"));
  CHECK(bench.rows("evenements") == 3);
}

TEST_CASE("une base tenue par un autre le dit, et rien n'y est à moitié écrit", "[acte]") {
  Bench bench;
  const auto shown = bench.form("k");
  const auto act = bench.letter();
  sqlite3_busy_timeout(bench.base.database().getHandle(), 20);
  {
    SQLite::Database other(bench.file.name(), SQLite::OPEN_READWRITE);
    SQLite::Transaction held(other, SQLite::TransactionBehavior::IMMEDIATE);
    CHECK_THROWS_AS(bench.record(act, shown), StoreError);
  }
  CHECK(bench.rows("evenements") == 1);
  CHECK(bench.rows("imports") == 1);
  CHECK_THROWS_AS(record_act(bench.base, shipped().model, "64-9", act, shown), StoreError);
  CHECK(bench.record(act, shown).outcome == Recorded::Outcome::recorded);
}
