#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/published_schema.hpp"

using namespace filrouge;
using Json = nlohmann::json;

namespace {

/// Every example dossier on two days.
void each_example(
    const std::function<void(const Program&, const Journal&, const Evaluation&, const std::string&)>& visit) {
  const std::filesystem::path root = FILROUGE_SOURCE_DIR;
  const std::filesystem::path paths[] = {root / "rules"};
  const LoadedRules rules(paths, dsl::Extent::to_run);
  REQUIRE(rules.errors == "");
  const auto& program = *rules.program;
  Replay replay(program);
  Evaluation evaluation;
  Journal journal;
  for (const auto& entry : std::filesystem::directory_iterator(root / "examples/dossiers")) {
    if (entry.path().extension() != ".json") continue;
    DossierStream stream(entry.path().string());
    Record record;
    Reject reject;
    REQUIRE(stream.next(record, reject) == ReadStatus::record);
    bind(record, program.model.vocabulary, journal);
    for (const auto* day : {"2024-04-03", "2026-11-21"}) {
      replay.run(journal, *parse_iso_date(day), *parse_iso_date(day), evaluation);
      visit(program, journal, evaluation, entry.path().filename().string());
    }
  }
}

}  // namespace

TEST_CASE("every finding of the example dossiers is what the published schema says", "[constats]") {
  const PublishedSchema schema(std::filesystem::path(FILROUGE_SOURCE_DIR) /
                               "docs/schemas/constat.schema.json");
  std::size_t seen = 0;
  std::vector<Finding> findings;
  each_example([&](const Program& program, const Journal& journal, const Evaluation& evaluation,
                   const std::string& file) {
    publish(program, journal, evaluation, findings);
    for (const auto& finding : findings) {
      ++seen;
      INFO(file << " " << finding.code);
      CHECK(schema.broken(Json::parse(finding_json(finding))) == "");
    }
  });
  CHECK(seen > 500);
}

TEST_CASE("un constat écrit après d'autres ne garde rien d'eux", "[constats]") {
  std::optional<FindingsJson> writer;
  std::optional<Publisher> publisher;
  Finding kept;
  std::size_t seen = 0;
  const auto told = [&](const Program& program, const Journal& journal, const Evaluation& evaluation,
                        const CompactFinding& compact) {
    if (!writer) writer.emplace(program), publisher.emplace(program);
    std::string json;
    writer->append(journal, evaluation, compact, json);
    publisher->publish(journal, evaluation, compact, kept);
    Finding alone;
    Publisher(program).publish(journal, evaluation, compact, alone);
    CHECK(json == finding_json(alone));
    CHECK(json == finding_json(kept));
    ++seen;
  };
  each_example(
      [&](const Program& program, const Journal& journal, const Evaluation& evaluation, const std::string&) {
        for (const auto& compact : evaluation.findings) {
          // What few findings have is written before, and must be gone.
          auto full = compact;
          full.minute = 14 * 60 + 30;
          full.bound = Bound::not_before;
          full.date_opposable = full.since = full.next_change = evaluation.asked;
          full.person = journal.persons.empty() ? std::int16_t{-1} : std::int16_t{0};
          told(program, journal, evaluation, full);
          told(program, journal, evaluation, compact);
        }
      });
  CHECK(seen > 500);
}

TEST_CASE("the schema and the guide have the natures and the statuts of the tables, and no other",
          "[constats]") {
  const std::filesystem::path root = FILROUGE_SOURCE_DIR;
  std::ifstream schema_file(root / "docs/schemas/constat.schema.json");
  const auto properties = Json::parse(schema_file).at("properties");
  auto words = Json::array();
  for (const auto& nature : natures()) words.push_back(nature.word);
  CHECK(properties.at("nature").at("enum") == words);
  words = Json::array();
  for (const auto& statut : statuts()) words.push_back(statut.word);
  words.push_back(nullptr);
  CHECK(properties.at("statut").at("enum") == words);

  std::ifstream guide_file(root / "docs/guide-referent.md");
  const std::string guide{std::istreambuf_iterator<char>(guide_file), {}};
  const auto rows = [&](const std::string& title) {
    const auto from = guide.find(title);
    REQUIRE(from != std::string::npos);
    return guide.substr(from, guide.find("\n### ", from + 1) - from);
  };
  const auto told_natures = rows("\n### Les natures"), told_statuts = rows("\n### Les statuts");
  for (const auto& nature : natures()) {
    INFO(nature.people);
    // A bare state asks nothing: the guide reads it in the heading of the procédure.
    if (nature.family == NatureFamily::state) continue;
    CHECK(told_natures.find("\n| " + std::string(nature.people) + " |") != std::string::npos);
  }
  for (const auto& statut : statuts()) {
    INFO(statut.people);
    CHECK(told_statuts.find(statut.people) != std::string::npos);
  }
}
