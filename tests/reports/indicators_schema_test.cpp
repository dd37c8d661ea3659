#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/indicators/indicator_run.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/reports/indicator_report.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/published_schema.hpp"

using namespace filrouge;

TEST_CASE("what is written of every indicator is what the published schema says, and shows nothing hidden",
          "[indicateurs]") {
  const std::filesystem::path root = FILROUGE_SOURCE_DIR;
  const std::filesystem::path paths[] = {root / "rules", root / "tests/indicateurs/mesures.fil"};
  const LoadedRules rules(paths, dsl::Extent::to_run);
  REQUIRE(rules.errors == "");
  const auto& program = *rules.program;
  const auto today = *parse_iso_date("2026-06-30");
  IndicatorQuestion question{today, today, {}, {}, {}};
  for (std::uint32_t i = 0; i < program.model.indicators.size(); ++i) question.indicators.push_back(i);
  IndicatorRun run(program, question);
  DossierStream stream((root / "tests/indicateurs/dossiers.ndjson").string());
  Record record;
  Reject reject;
  Journal journal;
  while (stream.next(record, reject) == ReadStatus::record) {
    bind(record, program.model.vocabulary, journal);
    run.add(journal);
  }
  IndicatorReport report;
  report.run.asked = report.run.known = "2026-06-30";
  report.run.made_at = "2026-06-30T06:00:00Z";
  report.results = run.results();
  const auto written = nlohmann::json::parse(indicators_json(program, report));
  CHECK(PublishedSchema(root / "docs/schemas/indicateurs.schema.json").broken(written) == "");
  std::size_t masked = 0;
  for (const auto& indicator : written["indicateurs"])
    for (const auto& axis : indicator["axes"])
      for (const auto& group : axis["groupes"])
        for (const auto& name : group["masques"]) {
          ++masked;
          CHECK(group[name.get<std::string>()].is_null());
          // A percentage may stand without its count, to the unit; a median that those who wait tell.
          if (name == "effectif")
            CHECK((group["resultat"].is_null() || group.value("au_moins", false) ||
                   (indicator["unite"] == "%" &&
                    group["resultat"] == std::floor(group["resultat"].get<double>()))));
        }
  CHECK(masked > 0);
  // The same figures in the three pages: mesures.fil.
  CHECK(
      indicators_text(program, report)
          .find(
              "  Ensemble                      31         6                   2              1          3") !=
      std::string::npos);
  CHECK(indicators_csv(program, report).find("essai.indicateurs.attente;Délai d'orientation;") !=
        std::string::npos);
  CHECK(indicators_csv(program, report)
            .find(";territoire;NORD;;25;jours;4;0;;0;0;0;au plus 30 jours;dans la "
                  "cible;2026-06-30;2026-06-30;;non\r\n") != std::string::npos);
}
