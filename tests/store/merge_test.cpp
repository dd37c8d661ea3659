#include "engine/store/merge.hpp"

#include <SQLiteCpp/Statement.h>

#include <catch2/catch.hpp>

#include "engine/formats/dossier_json.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
#include "tests/store/known_words.hpp"
#include "tests/store/temporary_base.hpp"

using namespace filrouge;

namespace {

Additions added(std::string_view held, std::string_view incoming) {
  auto told = record(incoming);
  return additions(record(held), told, *parse_iso_date("2026-06-01"));
}

std::vector<std::string> dossiers(Base& base) {
  DossierRows rows(base, Selection{});
  RecordBuilder builder;
  std::vector<std::string> names;
  while (rows.next(builder)) names.push_back(builder.record.dossier);
  return names;
}

const Vocabulary& no_words() {
  static const auto none = known_words({}, {});
  return none;
}

ImportFile file(const std::string& name, const std::string& system = {}) {
  return {name, "ndjson", name, 10, "règles", "2026-11-21T05:00:00", system};
}

}  // namespace

TEST_CASE("un acte dont un champ a disparu n'est pas le même : il est refusé, et le champ nommé", "[store]") {
  const auto news = added(
      R"({"dossier":"d","evenements":[{"id":"e1","type":"orientation","le":"2026-02-02","champs":{"rang":2},"references":{"saisine":"S"}}]})",
      R"({"dossier":"d","evenements":[{"id":"e1","type":"orientation","le":"2026-02-02"}]})");
  CHECK(news.events.empty());
  REQUIRE(news.conflicts.size() == 1);
  CHECK_THAT(news.conflicts[0].reason, Catch::Contains("references/saisine, champs/rang"));
}

TEST_CASE("une situation d'un même jour ne change pas de valeur sans qu'on dise quand on l'a su", "[store]") {
  const std::string held =
      R"({"dossier":"d","attributs":[{"nom":"etat_droit","valeur":"2","le":"2026-01-01","jusqu_au":"2026-03-31"}]})";
  const auto other_value = added(
      held,
      R"({"dossier":"d","attributs":[{"nom":"etat_droit","valeur":"4","le":"2026-01-01","jusqu_au":"2026-03-31"}]})");
  CHECK(other_value.attributes.empty());
  REQUIRE(other_value.conflicts.size() == 1);
  CHECK_THAT(other_value.conflicts[0].reason, Catch::Contains("connu_le"));
  const auto other_end = added(
      held,
      R"({"dossier":"d","attributs":[{"nom":"etat_droit","valeur":"2","le":"2026-01-01","jusqu_au":"2026-04-30"}]})");
  CHECK(other_end.attributes.empty());
  CHECK(other_end.conflicts.size() == 1);
  const auto known_later = added(
      held,
      R"({"dossier":"d","attributs":[{"nom":"etat_droit","valeur":"4","le":"2026-01-01","connu_le":"2026-05-01"}]})");
  CHECK(known_later.attributes.size() == 1);
  CHECK(known_later.conflicts.empty());
}

TEST_CASE("un foyer du flux rejoint le dossier de son matricule et de sa caisse, s'il n'y en a qu'un",
          "[store]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  {
    Import import(base, no_words());
    import.begin_file(file("journal"));
    for (const auto* json : {R"({"dossier":"a","organisme":"CAF","matricule":"1111111"})",
                             R"({"dossier":"b1","organisme":"CAF","matricule":"2222222"})",
                             R"({"dossier":"b2","organisme":"CAF","matricule":"2222222"})",
                             R"({"dossier":"c","organisme":"MSA","matricule":"3333333"})"})
      import.merge(record(json), 1);
    import.commit();
  }
  Import import(base, no_words());
  import.begin_file(file("flux", "cnaf"));
  for (const auto* json :
       {R"({"dossier":"flux-a","organisme":"CAF","matricule":"1111111","territoire":"Pau"})",
        R"({"dossier":"flux-b","organisme":"CAF","matricule":"2222222"})",
        R"({"dossier":"flux-c","organisme":"CAF","matricule":"3333333"})"})
    import.observe(record(json), *parse_iso_date("2026-10-31"), 1);
  import.commit();
  CHECK(dossiers(base) == std::vector<std::string>{"a", "b1", "b2", "c", "flux-b", "flux-c"});
}

TEST_CASE("de plusieurs fichiers, tous entrent ou aucun ; ce qui en est rejeté est compté", "[store]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  {
    Import import(base, no_words());
    import.begin_file(file("un"));
    import.merge(record(R"({"dossier":"d"})"), 1);
    import.begin_file(file("deux"));
    import.merge(record(R"({"dossier":"e"})"), 1);
  }
  CHECK(dossiers(base).empty());
  Import import(base, no_words());
  import.begin_file(file("un"));
  import.merge(record(R"({"dossier":"d"})"), 1);
  import.reject({"un", 2, 0, {}, {}, "une ligne illisible"});
  CHECK(import.counts().rejects == 1);
  import.commit();
  SQLite::Statement kept(base.database(), "SELECT dossiers, rejets FROM imports");
  REQUIRE(kept.executeStep());
  CHECK(kept.getColumn(0).getInt() == 1);
  CHECK(kept.getColumn(1).getInt() == 1);
}
