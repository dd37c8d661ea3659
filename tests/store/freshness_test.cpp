#include "engine/store/freshness.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "engine/formats/cnaf_vrsb0801.hpp"
#include "engine/store/import.hpp"
#include "tests/flux_sample.hpp"
#include "tests/store/known_words.hpp"
#include "tests/store/temporary_base.hpp"

using namespace filrouge;

namespace {

const Vocabulary& words() {
  static const auto known = known_words({"etat_droit", "soumission_droits_devoirs"}, {{"demande_rsa"}});
  return known;
}

void flux(Base& base, const FluxSample& sample) {
  std::istringstream text(sample.text());
  CnafFlux source(text, "essai.xml");
  Import import(base, words());
  import.begin_file({"essai.xml", "cnaf", sample.text(), 1, {}, "2026-11-21T05:00:00", "cnaf"});
  import.begin_flux(*source.flux());
  Record read;
  Reject reject;
  while (source.next(read, reject) == ReadStatus::record) import.observe(read, *source.seen_on(), 1);
  import.end_flux(*source.flux());
  import.commit();
}

void file(Base& base, const std::string& format, std::string_view json) {
  Import import(base, words());
  import.begin_file({"saisie", format, std::string(json), 1, {}, "2026-11-21T05:00:00"});
  import.merge(record(json), 1);
  import.commit();
}

std::vector<std::string> told(Base& base, const char* known) {
  std::vector<std::string> lines;
  for (const auto& source : freshness(base, *parse_iso_date(known))) {
    lines.push_back(source.name + " " + iso_date(source.until) +
                    (source.made.known() ? " " + iso_date(source.made) : ""));
    for (const auto& one : source.gone) lines.push_back("- " + one.dossier + " " + iso_date(one.day));
  }
  return lines;
}

FluxSample::Foyer foyer(const std::string& matricule) {
  FluxSample::Foyer foyer;
  foyer.matricule = matricule + "00000000";
  return foyer;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("la base sait jusqu'où va chaque source, et qui un flux mensuel ne montre plus", "[store]") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  const auto a = foyer("7700111"), b = foyer("7700222");
  flux(base, {"2026-02-05", "2026-01-31", "M", {a, b}});
  flux(base, {"2026-02-06", "2026-01-31", "M", {foyer("7700444")}, "642"});
  flux(base, {"2026-03-05", "2026-02-28", "M", {a}});
  file(base, "ndjson",
       R"({"dossier":"64-1","couverture":[{"source":"saisie","du":"2026-01-01","au":"2026-03-31"}]})");
  file(base, "csv", R"({"dossier":"64-2"})");

  const Lines files = {"fichiers csv 2026-11-21", "fichiers ndjson 2026-03-31"};
  const auto with_files = [&](Lines lines) {
    lines.insert(lines.end(), files.begin(), files.end());
    return lines;
  };
  CHECK(told(base, "2026-03-10") == with_files({"flux mensuel de la CAF 641 2026-02-28 2026-03-05",
                                                "- CAF-641-770022200000000 2026-01-31",
                                                "flux mensuel de la CAF 642 2026-01-31 2026-02-06"}));
  // As it was known before the second month was made.
  CHECK(told(base, "2026-03-04") == with_files({"flux mensuel de la CAF 641 2026-01-31 2026-02-05",
                                                "flux mensuel de la CAF 642 2026-01-31 2026-02-06"}));
  CHECK(told(base, "2026-01-01") == files);

  // A daily flux that shows it has seen it.
  flux(base, {"2026-03-08", "2026-03-08", "J", {b}});
  CHECK(told(base, "2026-03-10") == with_files({"flux quotidien de la CAF 641 2026-03-08 2026-03-08",
                                                "flux mensuel de la CAF 641 2026-02-28 2026-03-05",
                                                "flux mensuel de la CAF 642 2026-01-31 2026-02-06"}));
}
