#include "engine/store/dossier_stamp.hpp"

#include <catch2/catch.hpp>

#include "engine/core/dossier/visitor.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/freshness.hpp"
#include "engine/store/import.hpp"
#include "tests/store/known_words.hpp"
#include "tests/store/temporary_base.hpp"

namespace {

using namespace filrouge;

RawEvent act(std::string id, Date on) {
  RawEvent event;
  event.id = std::move(id);
  event.type = "orientation";
  event.on = event.known = on;
  event.person = "p1";
  return event;
}

}  // namespace

TEST_CASE("un acte saisi s'ajoute seul : ni couverture, ni autre dossier, ni source plus fraîche",
          "[store]") {
  const auto words = known_words({}, {{"orientation"}});
  TemporaryBase file;
  Base base(file.name(), BaseAccess::write);
  {
    Import import(base, words);
    import.begin_file({"a.ndjson", "ndjson", {}, 0, {}, "2026-03-01T08:00:00"});
    for (const auto* dossier : {"64-1", "64-2"})
      import.merge(record(std::string(R"({"schema": 1, "dossier": ")") + dossier +
                          R"(", "personnes": [{"id": "p1", "role": "demandeur"}], "evenements": [
                          {"id": "e1", "type": "orientation", "le": "2026-02-02", "personne": "p1"}]})"));
    import.commit();
  }
  const auto one = stamp(base, "64-1"), two = stamp(base, "64-2");
  CHECK(read_stamp(to_text(one)) == one);
  CHECK(!read_stamp("1.2.3"));
  CHECK(!read_stamp("1.2.3.4x"));
  CHECK(stamp(base, "64-9") == DossierStamp{});
  {
    Import import(base, words);
    import.begin_file({"banc : camille", "banc", {}, 0, {}, "2026-04-01T08:00:00", "banc"});
    CHECK(import.enter("64-1", act("fil-1", *civil_date(2026, 3, 30))).empty());
    CHECK(import.counts().new_events == 1);
    CHECK(import.counts().new_dossiers == 0);
    CHECK_THROWS_AS(import.enter("64-9", act("fil-1", *civil_date(2026, 3, 30))), StoreError);
    import.commit();
  }
  CHECK(stamp(base, "64-2") == two);
  CHECK(stamp(base, "64-1") != one);
  const auto added = added_since(base, "64-1", one);
  REQUIRE(added.size() == 1);
  CHECK(added.front().id == "fil-1");
  CHECK(added.front().file == "banc : camille");
  RecordBuilder held;
  REQUIRE(DossierLookup(base).find("64-1", held));
  CHECK(held.record.coverage.empty());
  CHECK(held.record.persons.front().restated.empty());
  // It vouches for nothing: what the sources tell stops where it did.
  const auto sources = freshness(base, last_day());
  REQUIRE(sources.size() == 1);
  CHECK(sources.front().until == *civil_date(2026, 3, 1));
  // Taken back: nothing was committed, nothing is there.
  {
    Import import(base, words);
    import.begin_file({"banc : camille", "banc", {}, 0, {}, "2026-04-02T08:00:00", "banc"});
    import.enter("64-1", act("fil-2", *civil_date(2026, 4, 2)));
  }
  CHECK(added_since(base, "64-1", one).size() == 1);
}
