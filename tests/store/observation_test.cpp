#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "engine/formats/cnaf_vrsb0801.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/session/loaded_rules.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
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

std::vector<Reject> bring(Base& base, const char* path, const std::string& digest) {
  Import import(base, rules().model().vocabulary);
  import.begin_file({path, "cnaf", digest, 1, {}, "2026-11-21T05:00:00", "cnaf"});
  CnafFlux flux(path);
  Record record;
  Reject reject;
  std::vector<Reject> rejects;
  while (flux.next(record, reject) == ReadStatus::record)
    for (const auto& refused : import.observe(record, *flux.seen_on(), flux.line()))
      rejects.push_back(refused);
  import.commit();
  return rejects;
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
  // novembre.
  const auto submission = spans(couple.persons[1].attributes, "soumission_droits_devoirs");
  REQUIRE(submission.size() == 2);
  CHECK_FALSE(submission[0].to.known());
  CHECK(submission[1].from == submission[0].from);
  CHECK(iso_date(submission[1].to) == "2026-10-30");
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
  SECTION("un mois plus ancien est refusé, dossier par dossier") {
    const auto rejects = bring(base, september, "s bis");
    REQUIRE(rejects.size() == 2);
    CHECK_THAT(rejects[0].reason, Catch::Contains("dans l'ordre des mois"));
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
