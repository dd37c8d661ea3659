#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "dsl/check/load.hpp"
#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/reports/findings_json.hpp"

using namespace filrouge;
using Json = nlohmann::json;

namespace {

bool has_type(const Json& value, const std::string& type) {
  return (type == "string" && value.is_string()) || (type == "null" && value.is_null()) || (type == "object" && value.is_object()) ||
         (type == "array" && value.is_array()) || (type == "integer" && value.is_number_integer());
}

/// The part of JSON Schema that the published schema uses; gives what does not hold, by its path.
std::string broken(const Json& value, const Json& schema, const std::string& at = "") {
  if (const auto type = schema.find("type"); type != schema.end()) {
    const auto types = type->is_array() ? *type : Json::array({*type});
    bool one = false;
    for (const auto& name : types) one = one || has_type(value, name.get<std::string>());
    if (!one) return at + " n'a pas le type prévu : " + value.dump();
  }
  if (const auto words = schema.find("enum"); words != schema.end() && std::find(words->begin(), words->end(), value) == words->end())
    return at + " n'est pas un des mots prévus : " + value.dump();
  if (schema.value("format", "") == "date" && value.is_string() && !parse_iso_date(value.get<std::string>())) return at + " n'est pas une date : " + value.dump();
  if (value.is_object()) {
    for (const auto& name : schema.at("required"))
      if (!value.contains(name.get<std::string>())) return at + "/" + name.get<std::string>() + " manque";
    for (const auto& [name, inside] : value.items()) {
      if (!schema.at("properties").contains(name)) return at + "/" + name + " n'est pas prévu";
      if (auto said = broken(inside, schema.at("properties").at(name), at + "/" + name); !said.empty()) return said;
    }
  }
  if (value.is_array())
    for (const auto& item : value)
      if (auto said = broken(item, schema.at("items"), at + "[]"); !said.empty()) return said;
  return {};
}

}  // namespace

TEST_CASE("every finding of the example dossiers is what the published schema says", "[constats]") {
  const std::filesystem::path root = FILROUGE_SOURCE_DIR;
  std::ifstream file(root / "docs/schemas/constat.schema.json");
  const auto schema = Json::parse(file);
  dsl::SourceSet sources;
  dsl::Diagnostics diagnostics;
  const std::filesystem::path rules[] = {root / "rules"};
  const auto checked = dsl::load_rules(rules, sources, diagnostics);
  REQUIRE(diagnostics.errors() == 0);
  const Plan plan(checked.model);
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
    bind(record, checked.model.vocabulary, journal);
    for (const auto* day : {"2024-04-03", "2026-11-21"}) {
      replay.run(journal, *parse_iso_date(day), *parse_iso_date(day), evaluation);
      publish(plan, journal, evaluation, findings);
      for (const auto& finding : findings) {
        ++seen;
        INFO(entry.path().filename().string() << " " << finding.code);
        CHECK(broken(Json::parse(finding_json(finding)), schema) == "");
      }
    }
  }
  CHECK(seen > 500);
}
