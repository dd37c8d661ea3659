#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/cnaf_vrsb0801.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
#include "tests/apps/histoires_support.hpp"

using namespace filrouge;
using namespace filrouge::histoires;

namespace {

constexpr const char* donnees = FILROUGE_SOURCE_DIR "/tests/formats/donnees/";

/// A base in a file of its own, gone with the test.
class Caseload {
 public:
  Caseload() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("filrouge-connu-" + std::to_string(getpid()) + "-" + std::to_string(count++) + ".db");
    clean();
  }
  ~Caseload() { clean(); }

  void flux(const std::string& name) {
    Base base(path_.string(), BaseAccess::write);
    Import import(base, shipped().model.vocabulary);
    import.begin_file({name, "cnaf", name, 1, {}, "2026-11-21T05:00:00"});
    CnafFlux flux(donnees + name);
    Record record;
    Reject reject;
    while (flux.next(record, reject) == ReadStatus::record)
      CHECK(import.observe(record, *flux.seen_on(), flux.line()).empty());
    import.commit();
  }

  void file(const std::string& imported_on, std::string_view dossier) {
    Base base(path_.string(), BaseAccess::write);
    Import import(base, shipped().model.vocabulary);
    import.begin_file({"saisie.ndjson", "ndjson", imported_on, 1, {}, imported_on + "T05:00:00"});
    DossierJsonReader reader;
    Record record;
    if (const auto refused = reader.read(dossier, record)) FAIL(display(*refused));
    for (const auto& conflict : import.merge(record)) FAIL(display(conflict));
    import.commit();
  }

  /// What is said on a day from what was known on it, as the contract writes it.
  std::string said(std::string_view day) const { return said_in({}, day); }
  std::string said_in(const std::string& territoire, std::string_view day) const {
    const auto asked = *parse_iso_date(day);
    Base base(path_.string(), BaseAccess::read);
    Selection selection;
    selection.territoire = territoire;
    selection.known = asked;
    Journal journal;
    std::string lines;
    DossierJournals journals(base, shipped().model.vocabulary, journal, selection);
    while (journals.next()) say(journal, asked, lines);
    CHECK(lines == said_of_rows(base, selection));
    return lines;
  }

  std::string written() const {
    Base base(path_.string(), BaseAccess::read);
    DossierRows rows(base);
    RecordBuilder builder;
    std::string lines;
    while (rows.next(builder)) lines += to_json(builder.record) + "\n";
    return lines;
  }

 private:
  static std::string said_of_rows(Base& base, const Selection& selection) {
    DossierRows rows(base, selection);
    Journal journal;
    JournalBuilder builder(shipped().model.vocabulary, journal, selection.known);
    std::string lines;
    while (rows.next(builder)) say(journal, selection.known, lines);
    return lines;
  }
  static void say(const Journal& journal, Date asked, std::string& lines) {
    Replay replay(shipped());
    Evaluation evaluation;
    std::vector<Finding> findings;
    replay.run(journal, asked, asked, evaluation);
    publish(shipped(), journal, evaluation, findings);
    for (const auto& finding : findings) lines += finding_json(finding) + "\n";
  }
  void clean() const {
    for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + suffix);
  }
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("un flux plus récent ne change rien à ce qui était connu avant lui", "[connu_au][F13]") {
  Caseload caseload;
  caseload.flux("flux-2026-09.xml");  // créé le 6 octobre
  const auto before = caseload.said("2026-11-04");
  REQUIRE(before != "");
  CHECK(caseload.said("2026-10-05") == "");

  caseload.flux("flux-2026-10.xml");  // créé le 5 novembre
  CHECK(caseload.said("2026-11-04") == before);
  CHECK(caseload.said("2026-10-05") == "");
  CHECK(caseload.said("2026-11-05") != before);
}

TEST_CASE("une fin, une couverture, une personne, un département sus plus tard laissent la réponse d'avant",
          "[connu_au][F13]") {
  Caseload caseload;
  caseload.file("2026-03-02", R"({"dossier":"d","departement":"64","territoire":"Pau",
    "couverture":[{"source":"saisie","du":"2026-01-01","au":"2026-03-31"}],
    "personnes":[{"id":"p1","role":"demandeur","naissance":"2001-03-02",
      "attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2026-01-05"}]}],
    "evenements":[{"id":"e1","type":"orientation","le":"2026-01-20","personne":"p1","champs":{"parcours":"social"}}]})");
  const auto before = caseload.said("2026-05-10");
  const auto there = caseload.said_in("Pau", "2026-05-10");
  REQUIRE(before != "");
  CHECK(there == before);

  // None of these says since when it is known: it is since the day it is imported, the 1st of June.
  const std::string_view later = GENERATE(
      R"({"dossier":"d","personnes":[{"id":"p1","attributs":[
        {"nom":"soumission_droits_devoirs","valeur":true,"le":"2026-01-05","jusqu_au":"2026-04-30"}]}]})",
      R"({"dossier":"d","couverture":[{"source":"saisie","du":"2026-04-01","au":"2026-06-30"}]})",
      R"({"dossier":"d","personnes":[{"id":"p1","role":"enfant","naissance":"2010-03-02"}]})",
      R"({"dossier":"d","departement":"67","territoire":"Strasbourg"})",
      R"({"dossier":"d","personnes":[{"id":"p2","role":"conjoint"}]})");
  CAPTURE(later);
  caseload.file("2026-06-01", later);
  CHECK(caseload.said("2026-05-10") == before);
  CHECK(caseload.said_in("Pau", "2026-05-10") == there);

  Caseload unchanged;
  unchanged.file("2026-03-02", R"({"dossier":"d","departement":"64","territoire":"Pau",
    "couverture":[{"source":"saisie","du":"2026-01-01","au":"2026-03-31"}],
    "personnes":[{"id":"p1","role":"demandeur","naissance":"2001-03-02",
      "attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2026-01-05"}]}],
    "evenements":[{"id":"e1","type":"orientation","le":"2026-01-20","personne":"p1","champs":{"parcours":"social"}}]})");
  const auto today = caseload.said("2026-06-02");
  CHECK(today != unchanged.said("2026-06-02"));

  SECTION("la même chose redite ne s'ajoute pas") {
    const auto written = caseload.written();
    caseload.file("2026-06-03", later);
    CHECK(caseload.written() == written);
  }
  SECTION("écrit en JSON, puis relu, tout y est") {
    Caseload copy;
    copy.file("2026-06-02", caseload.written());
    CHECK(copy.written() == caseload.written());
    CHECK(copy.said("2026-05-10") == before);
    CHECK(copy.said("2026-06-02") == today);
  }
}
