#include <SQLiteCpp/Statement.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>

#include "engine/formats/cnaf_vrsb0801.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/session/loaded_rules.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
#include "tests/flux_sample.hpp"
#include "tests/store/temporary_base.hpp"

using namespace filrouge;

namespace {

constexpr const char* september = FILROUGE_SOURCE_DIR "/tests/formats/donnees/flux-2026-09.xml";
constexpr const char* october = FILROUGE_SOURCE_DIR "/tests/formats/donnees/flux-2026-10.xml";

const LoadedRules& rules() {
  static const std::filesystem::path packs[] = {FILROUGE_SOURCE_DIR "/rules"};
  static const LoadedRules loaded(packs, dsl::Extent::to_run);
  return loaded;
}

struct Brought {
  std::vector<Reject> rejects;
  std::vector<std::string> said;
};

Brought bring(Base& base, CnafFlux& flux, const std::string& digest) {
  Import import(base, rules().model().vocabulary);
  import.begin_file({digest, "cnaf", digest, 1, {}, "2026-11-21T05:00:00", "cnaf"});
  import.begin_flux(*flux.flux());
  Brought brought;
  Record record;
  Reject reject;
  while (flux.next(record, reject) == ReadStatus::record)
    for (const auto& refused : import.observe(record, *flux.seen_on(), flux.line()))
      brought.rejects.push_back(refused);
  brought.said = import.end_flux(*flux.flux());
  import.commit();
  return brought;
}

std::vector<Reject> bring(Base& base, const char* path, const std::string& digest) {
  CnafFlux flux(path);
  return bring(base, flux, digest).rejects;
}

/// What importing it says.
std::vector<std::string> bring(Base& base, const FluxSample& sample) {
  static int files = 0;
  std::istringstream text(sample.text());
  CnafFlux flux(text, "essai.xml");
  const auto brought = bring(base, flux, std::to_string(files++));
  for (const auto& refused : brought.rejects) FAIL(display(refused));
  return brought.said;
}

FluxSample::Foyer foyer(const std::string& matricule) {
  FluxSample::Foyer foyer;
  foyer.matricule = matricule + "00000000";
  return foyer;
}

Record dossier(Base& base, std::string_view id) {
  RecordBuilder builder;
  REQUIRE(DossierLookup(base).find(id, builder));
  return builder.record;
}

std::vector<RawAttribute> spans(const std::vector<RawAttribute>& attributes, std::string_view name) {
  std::vector<RawAttribute> found;
  for (const auto& attribute : attributes)
    if (attribute.name == name) found.push_back(attribute);
  return found;
}

}  // namespace

TEST_CASE("d'un mois à l'autre, seul ce qui change est nouveau") {
  TemporaryBase place;
  Base base(place.path.string(), BaseAccess::write);
  CHECK(bring(base, september, "s").empty());
  CHECK(bring(base, october, "o").empty());

  const auto couple = dossier(base, "CAF-641-770011100000000");
  CHECK(spans(couple.attributes, "etat_droit").size() == 1);  // 2 en septembre, 2 en octobre
  const auto amounts = spans(couple.attributes, "montant_du");
  REQUIRE(amounts.size() == 2);
  CHECK(amounts[1].value.text == "977.54");
  CHECK(iso_date(amounts[1].from) == "2026-10-31");
  CHECK(couple.persons.size() == 2);
  REQUIRE(couple.coverage.size() == 2);
  CHECK(iso_date(couple.coverage[0].from) == "2026-09-01");
  CHECK(iso_date(couple.coverage[1].to) == "2026-10-31");
  CHECK(iso_date(couple.coverage[1].known) == "2026-11-05");
  // Le conjoint n'est plus dit soumis ni non soumis : inconnu à partir du 31 octobre, on le sait le 5
  // novembre ; ce qui était dit l'est toujours.
  const auto submission = spans(couple.persons[1].attributes, "soumission_droits_devoirs");
  REQUIRE(submission.size() == 2);
  CHECK_FALSE(submission[0].to.known());
  CHECK(submission[1].value.kind == RawValue::Kind::null);
  CHECK(iso_date(submission[1].from) == "2026-10-31");
  CHECK(iso_date(submission[1].known) == "2026-11-05");
  // La réduction a maintenant une fin : c'est une correction, l'acte n'est pas réécrit.
  REQUIRE(couple.events.size() == 3);
  CHECK_FALSE(couple.events[1].to.known());
  CHECK(couple.events[2].type == "correction");
  CHECK(couple.events[2].target == "cnaf-reduction-2026-09-01");
  CHECK(couple.events[2].fields == std::vector<RawField>{{"au", {RawValue::Kind::text, "2026-10-31"}}});
  CHECK(iso_date(couple.events[2].known) == "2026-11-05");

  // De 4 à 2 : le versement a repris, déduit du flux.
  const auto resumed = dossier(base, "CAF-641-770022200000000");
  REQUIRE(resumed.events.size() == 3);
  CHECK(resumed.events[2].type == "reprise_versement");
  CHECK(iso_date(resumed.events[2].on) == "2026-10-31");
  CHECK(resumed.events[2].origin == "deduit");
  const auto rights = spans(resumed.attributes, "etat_droit");
  REQUIRE(rights.size() == 2);
  CHECK_FALSE(
      rights[0].to.known());  // ce qu'on savait en octobre ne se réécrit pas ; le dernier commencé l'emporte

  SECTION("le même mois redonné ne change rien") {
    const auto before = to_json(couple);
    CHECK(bring(base, october, "o bis").empty());
    CHECK(to_json(dossier(base, "CAF-641-770011100000000")) == before);
    CHECK(to_json(dossier(base, "CAF-641-770022200000000")) == to_json(resumed));
  }
}

TEST_CASE("le flux rejoint le dossier du même matricule, et ses personnes") {
  TemporaryBase place;
  Base base(place.path.string(), BaseAccess::write);
  {
    Import import(base, rules().model().vocabulary);
    import.begin_file({"local.ndjson", "ndjson", "l", 1, {}, ""});
    DossierJsonReader reader;
    Record record;
    REQUIRE_FALSE(
        reader.read(R"({"dossier":"64-77","departement":"64","organisme":"CAF","matricule":"7700111",
      "personnes":[{"id":"p1","role":"demandeur","naissance":"1988-04-09"},{"id":"p2","role":"conjoint"}]})",
                    record));
    CHECK(import.merge(record).empty());
    import.commit();
  }
  CHECK(bring(base, september, "s").empty());
  const auto joined = dossier(base, "64-77");
  CHECK(joined.matricule == "7700111");
  CHECK(joined.coverage.empty());  // le journal du service était complet, il le reste
  REQUIRE(joined.persons.size() == 2);
  CHECK(joined.persons[0].attributes.size() == 1);  // même date de naissance
  // Seul conjoint, sans date de naissance : elle est sue du jour du flux.
  REQUIRE(joined.persons[1].restated.size() == 1);
  CHECK(iso_date(joined.persons[1].restated[0].birth) == "1990-11-30");
  CHECK(iso_date(joined.persons[1].restated[0].known) == "2026-10-06");
  CHECK(spans(joined.attributes, "etat_droit").size() == 1);
  RecordBuilder none;
  CHECK_FALSE(DossierLookup(base).find("CAF-641-770011100000000", none));
}

using Lines = std::vector<std::string>;

TEST_CASE("chaque import dit ce qui a changé depuis le flux d'avant") {
  TemporaryBase place;
  Base base(place.path.string(), BaseAccess::write);
  const auto a = foyer("7700111"), b = foyer("7700222"), c = foyer("7700333");
  auto closed = a;
  closed.state = "5";
  closed.situation = "<FinDroit><MOTICLORSA>RAU</MOTICLORSA><DTCLORSA>2026-01-01</DTCLORSA></FinDroit>";
  CHECK(bring(base, {"2026-02-05", "2026-01-31", "M", {closed, b}}) ==
        Lines{"flux mensuel de la CAF 641 au 31 janvier 2026, fait le 5 février 2026 : 2 foyers, dont 2 "
              "nouveaux"});
  // Another caisse of the same département is another list.
  CHECK(bring(base, {"2026-02-06", "2026-01-31", "M", {foyer("7700444")}, "642"}).size() == 1);

  SECTION("une clôture retirée, un foyer absent, puis revenu") {
    CHECK(bring(base, {"2026-03-05", "2026-02-28", "M", {a, c}}) ==
          Lines{"flux mensuel de la CAF 641 au 28 février 2026, fait le 5 mars 2026 : 2 foyers, dont 1 "
                "nouveau, 1 clôture, refus ou départ retiré",
                "1 foyer connu n'est plus dans le flux mensuel de la CAF 641 : vu pour la dernière fois au "
                "31 janvier 2026"});
    const auto reopened = dossier(base, "CAF-641-770011100000000");
    const auto& annulment = reopened.events.back();
    CHECK(annulment.type == "annulation");
    CHECK(annulment.cancels);
    CHECK(annulment.target == "cnaf-cloture-RAU-2026-01-01");
    CHECK(annulment.origin == "deduit");
    CHECK(iso_date(annulment.known) == "2026-03-05");
    CHECK_THAT(annulment.fields.at(0).value.text, Catch::Contains("28 février 2026"));

    // Said once: the month after, it is no news.
    CHECK(bring(base, {"2026-04-05", "2026-03-31", "M", {a, c}}).size() == 1);
    CHECK_THAT(bring(base, {"2026-05-05", "2026-04-30", "M", {a, b, c}}).at(0),
               Catch::EndsWith(": 3 foyers, dont 1 revenu après une absence"));
    // A month come late knows nothing of who is gone.
    CHECK(bring(base, {"2026-03-20", "2026-03-15", "M", {a}}).size() == 1);
  }
  SECTION("sous une nouvelle demande, la clôture tient") {
    auto again = a;
    again.request = "2026-02-10";
    CHECK_THAT(bring(base, {"2026-03-05", "2026-02-28", "M", {again, b}}).at(0),
               Catch::EndsWith("dont 1 nouvelle demande"));
    for (const auto& event : dossier(base, "CAF-641-770011100000000").events)
      CHECK(event.type != "annulation");
  }
  SECTION("un flux quotidien ne dit rien des absents") {
    CHECK(bring(base, {"2026-02-10", "2026-02-10", "J", {closed}}).size() == 1);
  }
  SECTION("un flux qui n'a pas ce qu'il annonce non plus") {
    auto text = FluxSample{"2026-03-05", "2026-02-28", "M", {closed}}.text();
    const std::string_view counter = "<NBTOTDOSRSATRANSM>1";
    text.replace(text.find(counter), counter.size(), "<NBTOTDOSRSATRANSM>2");
    std::istringstream input(text);
    CnafFlux flux(input, "essai.xml");
    CHECK_THAT(bring(base, flux, "incomplet").said.at(1), Catch::Contains("ne sont pas dits absents"));
  }
}

TEST_CASE("une suspension qu'une autre source dit entre deux flux est reprise par le second") {
  TemporaryBase place;
  Base base(place.path.string(), BaseAccess::write);
  bring(base, {"2026-02-05", "2026-01-31", "M", {foyer("7700111")}});
  {
    Import import(base, rules().model().vocabulary);
    import.begin_file({"local.ndjson", "ndjson", "l", 1, {}, "2026-02-12T05:00:00"});
    CHECK(import
              .merge(record(R"({"dossier":"CAF-641-770011100000000","attributs":[
                {"nom":"etat_droit","valeur":"4","le":"2026-02-10"}]})"))
              .empty());
    import.commit();
  }
  bring(base, {"2026-03-05", "2026-02-28", "M", {foyer("7700111")}});
  const auto held = dossier(base, "CAF-641-770011100000000");
  CHECK(spans(held.attributes, "etat_droit").size() == 3);  // 2, 4, and 2 again on the 28th
  CHECK(held.events.back().type == "reprise_versement");
  CHECK(iso_date(held.events.back().on) == "2026-02-28");
}

TEST_CASE("un départ dont le jour est passé, et que le flux ne dit plus, n'a pas eu lieu") {
  TemporaryBase place;
  Base base(place.path.string(), BaseAccess::write);
  const auto stays = foyer("7700111");
  auto leaves = stays;
  leaves.leaves = "2026-03-01";
  bring(base, {"2026-02-05", "2026-01-31", "M", {leaves}});
  const auto events = [&] { return dossier(base, "CAF-641-770011100000000").events; };
  CHECK(events().size() == 2);
  // Its day is still to come.
  bring(base, {"2026-03-05", "2026-02-28", "M", {stays}});
  CHECK(events().size() == 2);
  CHECK_THAT(bring(base, {"2026-04-05", "2026-03-31", "M", {stays}}).at(0),
             Catch::EndsWith("1 clôture, refus ou départ retiré"));
  CHECK(events().back().target == "cnaf-depart-2026-03-01");
  CHECK(events().back().cancels);
}

TEST_CASE("un acte que le flux ne dit plus n'est pas annulé : c'est dit") {
  TemporaryBase place;
  Base base(place.path.string(), BaseAccess::write);
  auto suspended = foyer("7700111"), reduced = foyer("7700222");
  suspended.state = "4";
  suspended.situation =
      "<SuspensionVersement><MOTISUSVERSRSA>06</MOTISUSVERSRSA><DDSUSVERSRSA>2026-01-01</DDSUSVERSRSA>"
      "</SuspensionVersement>";
  reduced.reduction = "<MTREDRSA>0000100.00</MTREDRSA><DDREDRSA>2026-01-01</DDREDRSA>";
  bring(base, {"2026-02-05", "2026-01-31", "M", {suspended, reduced}});
  suspended.situation = reduced.reduction = "";
  const auto said = bring(base, {"2026-03-05", "2026-02-28", "M", {suspended, reduced}});
  CHECK(said.size() == 3);
  CHECK_THAT(said.at(1),
             Catch::StartsWith("1 réduction que le flux d'avant disait, et que celui-ci ne dit plus"));
  CHECK_THAT(said.at(2),
             Catch::StartsWith("1 suspension que le flux d'avant disait, et que celui-ci ne dit plus"));
  CHECK(dossier(base, "CAF-641-770022200000000").events.size() == 2);
  // Paid again, the suspension is over: nothing is withdrawn.
  auto paid = suspended;
  paid.state = "2";
  CHECK(bring(base, {"2026-04-05", "2026-03-31", "M", {paid, reduced}}).size() == 1);
}

TEST_CASE("un mois fait après un flux quotidien de jours plus tardifs est pris") {
  TemporaryBase place;
  Base base(place.path.string(), BaseAccess::write);
  auto later = foyer("7700111");
  bring(base, {"2026-03-03", "2026-03-03", "J", {later}});
  later.state = "4";
  bring(base, {"2026-03-05", "2026-02-28", "M", {later}});
  const auto states = spans(dossier(base, "CAF-641-770011100000000").attributes, "etat_droit");
  REQUIRE(states.size() == 2);
  CHECK(states[1].value.text == "4");
  CHECK(iso_date(states[1].from) == "2026-02-28");
  CHECK(iso_date(states[1].known) == "2026-03-05");
  SQLite::Statement observed(base.database(), "SELECT observe_le FROM vue_dossiers");
  REQUIRE(observed.executeStep());
  CHECK(observed.getColumn(0).getString() == "2026-03-03");
}

TEST_CASE("la personne qui reste d'un couple né le même jour garde son nom") {
  TemporaryBase place;
  Base base(place.path.string(), BaseAccess::write);
  auto couple = foyer("7700111");
  const auto alone = couple;
  couple.persons = {{"DEM", "1988-04-09"}, {"CJT", "1988-04-09"}};
  bring(base, {"2026-02-05", "2026-01-31", "M", {couple}});
  bring(base, {"2026-03-05", "2026-02-28", "M", {alone}});
  const auto held = dossier(base, "CAF-641-770011100000000");
  REQUIRE(held.persons.size() == 2);
  CHECK(held.persons[0].id == "p-19880409-demandeur");
  CHECK(held.persons[0].attributes.size() == 1);
  CHECK(held.persons[1].attributes.size() == 2);
}
