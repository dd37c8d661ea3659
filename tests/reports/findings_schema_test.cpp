#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/published_schema.hpp"

using namespace filrouge;
using Json = nlohmann::json;

TEST_CASE("every finding of the example dossiers is what the published schema says", "[constats]") {
  const std::filesystem::path root = FILROUGE_SOURCE_DIR;
  const PublishedSchema schema(root / "docs/schemas/constat.schema.json");
  const std::filesystem::path paths[] = {root / "rules"};
  const LoadedRules rules(paths, dsl::Extent::to_run);
  REQUIRE(rules.errors == "");
  const auto& plan = *rules.plan;
  Replay replay(plan);
  Evaluation evaluation;
  Journal journal;
  std::vector<Finding> findings;
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(root / "examples/dossiers")) {
    if (entry.path().extension() != ".json") continue;
    DossierStream stream(entry.path().string());
    Record record;
    Reject reject;
    REQUIRE(stream.next(record, reject) == ReadStatus::record);
    bind(record, plan.model.vocabulary, journal);
    for (const auto* day : {"2024-04-03", "2026-11-21"}) {
      replay.run(journal, *parse_iso_date(day), *parse_iso_date(day), evaluation);
      publish(plan, journal, evaluation, findings);
      for (const auto& finding : findings) {
        ++seen;
        INFO(entry.path().filename().string() << " " << finding.code);
        CHECK(schema.broken(Json::parse(finding_json(finding))) == "");
      }
    }
  }
  CHECK(seen > 500);
}
