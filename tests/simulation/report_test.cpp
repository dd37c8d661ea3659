#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/reports/simulation_changes.hpp"
#include "engine/reports/simulation_report.hpp"
#include "tests/published_schema.hpp"
#include "tests/simulation/played.hpp"

using namespace filrouge;
using namespace filrouge::simulated;

namespace {

/// A caseload of four and what is written of it, lines of changes included.
struct Pages {
  Played played{replaced(first_rules, "10 jours après", "15 jours après")};
  std::string csv, json;
  std::vector<SimulationCase> cases;

  Pages() {
    SimulationChanges changes;
    CaseChoice choice(2);
    std::vector<ChangeSort> sorts;
    for (const auto* id : {"D1", "D2", "<script>", "D4"}) {
      played.changes(std::string(id) == "D4" ? answered : visited, id);
      changes.append_csv(played.simulation(), played.journal(), csv);
      changes.append_json(played.simulation(), played.journal(), json);
      SimulationCase told;
      change_sorts(played.simulation(), sorts);
      if (choice.may_be_told(sorts)) changes.tell(played.simulation(), played.journal(), told);
      choice.add(sorts, told);
    }
    cases = choice.chosen();
    played.counted();
  }
  SimulationReport report(bool anonymous) const {
    return {.asked = "2026-03-16",
            .known = "2026-03-16",
            .made_at = "2026-03-16T06:00:00Z",
            .before_paths = "avant",
            .after_paths = "apres",
            .before = played.model(Side::before),
            .after = played.model(Side::after),
            .departement = {},
            .territoire = {},
            .rejects = 0,
            .head = {},
            .result = anonymous ? played.tally.published(3) : played.tally.result(),
            .cases = anonymous ? std::vector<SimulationCase>{} : cases};
  }
};

std::string json_of(const SimulationReport& report, const std::string& changes) {
  std::ostringstream out;
  out << simulation_json_opening(report) << changes;
  simulation_json_closing(report, out);
  return out.str();
}

}  // namespace

TEST_CASE("what a simulation writes for programs is what the published schema says", "[simulation]") {
  const Pages written;
  const PublishedSchema schema(std::filesystem::path(FILROUGE_SOURCE_DIR) /
                               "docs/schemas/simulation.schema.json");
  const auto told = written.report(false);
  const auto json = nlohmann::json::parse(json_of(told, written.json.substr(1)));
  CHECK(schema.broken(json) == "");
  // Every figure has its dossiers; the lines are those of the figures.
  CHECK(json["ensemble"]["touches"]["liste"] == nlohmann::json({"D1", "D2", "<script>", "D4"}));
  std::size_t findings = 0;
  for (const auto& line : json["changements"])
    findings += line["changements"] != nlohmann::json({"prochaine_action"});
  CHECK(findings == json["ensemble"]["touches"]["constats"]);
  CHECK(json["axes"]["decalage"][0]["jours_min"] == 5);
  const auto anonymous = written.report(true);
  const auto published = json_of(anonymous, {});
  CHECK(schema.broken(nlohmann::json::parse(published)) == "");
  for (const auto& text :
       {published, simulation_html(anonymous), simulation_text(anonymous), simulation_csv(anonymous)})
    for (const auto* id : {"D1", "D2", "D4", "script&gt;"}) CHECK(text.find(id) == std::string::npos);
}

TEST_CASE("a page of a simulation escapes what dossiers say, and warns that it names people",
          "[simulation]") {
  const Pages written;
  const auto page = simulation_html(written.report(false));
  CHECK(page.find("<script>") == std::string::npos);
  CHECK(page.find("&lt;script&gt;") != std::string::npos);
  CHECK(page.find("données personnelles") != std::string::npos);
  const auto text = simulation_text(written.report(false));
  CHECK(text.find("+ 5 jours") != std::string::npos);
  CHECK(text.find("données personnelles") != std::string::npos);
}

TEST_CASE("the cases show each sort of change, always the same", "[simulation]") {
  const Pages written;
  REQUIRE(written.cases.size() == 2);
  // The most frequent sort of each kind is of D1; D4 alone goes from « tenue en retard » to « tenue ».
  CHECK(written.cases[0].dossier == "D1");
  CHECK(written.cases[1].dossier == "D4");
}
