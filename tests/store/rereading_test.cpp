#include "engine/store/rereading.hpp"

#include <catch2/catch.hpp>

#include "engine/session/loaded_rules.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
#include "engine/store/last_reading.hpp"
#include "tests/store/temporary_base.hpp"

using namespace filrouge;

namespace {

const LoadedRules& rules() {
  static const std::filesystem::path packs[] = {FILROUGE_SOURCE_DIR "/rules"};
  static const LoadedRules loaded(packs, dsl::Extent::to_run);
  return loaded;
}

/// A contract as a row tells it: what follows `champs` is more of the act.
std::string contract(const std::string& more) {
  return R"({"dossier":"WR-1","personnes":[{"id":"p","role":"demandeur"}],"evenements":[{"id":"c","type":"cer_signe","le":"2026-01-10","personne":"p","source":{"systeme":"webrsa","objet":"contrats","cle":"1"})" +
         more + "}]}";
}

struct Readings {
  TemporaryBase file;
  Base base{file.name(), BaseAccess::write};
  std::set<std::string, std::less<>> tables{"contrats"};
  std::unordered_set<std::string> rows{"contrats/1"};

  RereadCounts read(const std::string& json, const std::string& day) {
    Import import(base, rules().model().vocabulary);
    import.begin_file({"base", "webrsa", {}, 0, {}, day + "T05:00:00"});
    RereadCounts counts;
    REQUIRE(import.reread(record(json), {"webrsa", *parse_iso_date(day), tables, rows}, counts).empty());
    import.commit();
    return counts;
  }
  Record held() {
    RecordBuilder builder;
    DossierLookup lookup(base);
    REQUIRE(lookup.find("WR-1", builder));
    return builder.record;
  }
};

const auto six_months = contract(R"(,"du":"2026-02-01","au":"2026-07-31","champs":{"nature":"premier"})");

}  // namespace

TEST_CASE("what a row says otherwise is a correction, once", "[rereading]") {
  Readings base;
  base.read(six_months, "2026-03-01");
  const auto three_months = contract(R"(,"du":"2026-02-01","au":"2026-04-30")");
  CHECK(base.read(three_months, "2026-03-02").corrected == 1);
  CHECK(base.read(three_months, "2026-03-03").corrected == 0);
  const auto held = base.held();
  REQUIRE(held.events.size() == 2);
  CHECK(held.events[0].to == *parse_iso_date("2026-07-31"));
  const auto& correction = held.events[1];
  CHECK(correction.target == "c");
  CHECK(correction.known == *parse_iso_date("2026-03-02"));
  // The end, and the nature that is said no more: unknown, not what it was.
  CHECK(correction.fields ==
        std::vector<RawField>{{"au", {RawValue::Kind::text, "2026-04-30"}}, {"nature", {}}});
  // Twice on one day: each has its name.
  CHECK(base.read(six_months, "2026-03-04").corrected == 1);
  CHECK(base.read(three_months, "2026-03-04").corrected == 1);
  CHECK(base.held().events.size() == 4);
}

TEST_CASE("an act that its row tells no more is annulled, and comes back with it", "[rereading]") {
  Readings base;
  base.read(six_months, "2026-03-01");
  const std::string nothing = R"({"dossier":"WR-1"})";
  CHECK(base.read(nothing, "2026-03-02").withdrawn == 1);
  CHECK(base.read(nothing, "2026-03-03").withdrawn == 0);
  CHECK(base.held().events.back().cancels);
  base.read(six_months, "2026-03-04");
  base.read(six_months, "2026-03-05");
  const auto held = base.held();
  REQUIRE(held.events.size() == 3);
  CHECK(held.events[2].target == held.events[1].id);
  CHECK(held.events[2].cancels);
}

TEST_CASE("an act whose row is gone stays, and is counted where all its table was told", "[rereading]") {
  Readings base;
  base.read(six_months, "2026-03-01");
  base.rows.clear();
  const std::string nothing = R"({"dossier":"WR-1"})";
  CHECK(base.read(nothing, "2026-03-02").gone.at("contrats") == 1);
  base.tables.clear();
  CHECK(base.read(nothing, "2026-03-03").gone.empty());
  CHECK(base.held().events.size() == 1);
}

TEST_CASE("a state seen again is no news, and one told otherwise of a past day is told anew", "[rereading]") {
  const auto state = [](const std::string& value, const std::string& day) {
    return R"({"dossier":"WR-1","attributs":[{"nom":"etat_droit","valeur":")" + value + R"(","le":")" + day +
           R"(","connu_le":")" + day + R"("}]})";
  };
  Readings base;
  base.read(state("5", "2026-03-01"), "2026-03-01");
  base.read(state("5", "2026-03-02"), "2026-03-02");
  CHECK(base.held().attributes.size() == 1);
  CHECK(base.read(state("2", "2026-03-01"), "2026-03-01").put_off == 1);
  base.read(state("2", "2026-03-01"), "2026-03-03");
  const auto held = base.held();
  REQUIRE(held.attributes.size() == 2);
  CHECK(held.attributes[1].from == *parse_iso_date("2026-03-01"));
  CHECK(held.attributes[1].known == *parse_iso_date("2026-03-03"));
}

TEST_CASE("the last reading is that of the system and of the address, and goes with an import that fails",
          "[rereading]") {
  TemporaryBase file;
  Base base(file.name(), BaseAccess::write);
  const auto keep = [&](const std::string& until, bool commit) {
    Import import(base, rules().model().vocabulary);
    import.begin_file({"postgresql://a/b", "webrsa", {}, 0, {}, "2026-03-01T05:00:00"});
    keep_reading(base, "webrsa", {until, "sha256:x"}, *parse_iso_date("2026-03-01"));
    if (commit) import.commit();
  };
  CHECK_FALSE(last_reading(base, "webrsa", "postgresql://a/b"));
  keep("2026-02-28 10:00:00", true);
  keep("2026-03-01 10:00:00", false);
  const auto last = last_reading(base, "webrsa", "postgresql://a/b");
  REQUIRE(last);
  CHECK(last->changed_until == "2026-02-28 10:00:00");
  CHECK(last->rules == "sha256:x");
  CHECK_FALSE(last_reading(base, "webrsa", "postgresql://a/autre"));
}
