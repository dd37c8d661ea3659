#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "engine/session/loaded_rules.hpp"
#include "tests/published_schema.hpp"

// What code hosts and editors read of `verifier --format sarif`: the published schema, then what a reader of
// it relies on.

namespace fs = std::filesystem;
using namespace filrouge;
using nlohmann::json;

namespace {

const PublishedSchema& schema() {
  static const PublishedSchema published(fs::path(FILROUGE_SOURCE_DIR) / "tests/dsl/sarif/sarif-2.1.0.json");
  return published;
}

json sarif_of(std::span<const RuleText> texts, dsl::Language language = dsl::Language::french) {
  const LoadedRules rules(texts, {}, dsl::Extent::whole);
  return json::parse(dsl::render_sarif(rules.sources, rules.diagnostics, language));
}

const json& the(const json& results, const std::string& code) {
  for (const auto& one : results)
    if (one.at("ruleId") == code) return one;
  throw std::out_of_range("aucun résultat " + code);
}

}  // namespace

TEST_CASE("Ce que dit « verifier --format sarif » tient dans le schéma publié", "[sarif]") {
  for (const auto& entry : fs::directory_iterator(fs::path(FILROUGE_SOURCE_DIR) / "tests/cas/mauvais")) {
    const auto name = entry.path().filename().string();
    if (!name.ends_with(".fil") && !name.ends_with(".fil.md")) continue;
    const fs::path together[] = {fs::path(FILROUGE_SOURCE_DIR) / "tests/cas/commun", entry.path()};
    const LoadedRules rules(together, dsl::Extent::whole);
    INFO(name);
    for (const auto language : {dsl::Language::french, dsl::Language::english})
      CHECK(schema().broken(json::parse(dsl::render_sarif(rules.sources, rules.diagnostics, language))) ==
            "");
  }
}

TEST_CASE("Une colonne de SARIF se compte comme les éditeurs, une réparation se remplace là où est le mot",
          "[sarif]") {
  // 𝐀 is one character and two UTF-16 units; é is one of each.
  const RuleText texts[] = {{"règles à moi.fil",
                             "module essai\n  titre « été 𝐀 » ; licence « x »\n  fondement CASF L262-36\n"
                             "  statut vérifié « lu »\ndéfinition x : âgé\nparamètre y : durée = 2 moiss\n"}};
  const auto log = sarif_of(texts);
  CHECK(schema().broken(log) == "");
  const auto& run = log.at("runs").at(0);
  CHECK(run.at("columnKind") == "utf16CodeUnits");
  const auto& stray = the(run.at("results"), "F211");
  const auto& place = stray.at("locations").at(0).at("physicalLocation");
  CHECK(place.at("artifactLocation").at("uri") == "r%C3%A8gles%20%C3%A0%20moi.fil");
  CHECK(place.at("region").at("startLine") == 2);
  CHECK(place.at("region").at("startColumn") == 20);

  for (const auto& one : run.at("results")) {
    if (one.at("message").at("text").get<std::string>().find("moiss") == std::string::npos) continue;
    const auto& change = one.at("fixes").at(0).at("artifactChanges").at(0).at("replacements").at(0);
    CHECK(change.at("insertedContent").at("text") == "mois");
    CHECK(change.at("deletedRegion") == one.at("locations").at(0).at("physicalLocation").at("region"));
    return;
  }
  FAIL("« moiss » n'est pas dit");
}

TEST_CASE("Chaque code est dans SARIF avec sa page et son niveau", "[sarif]") {
  const RuleText texts[] = {{"a.fil", "module essai\n"}};
  const auto log = sarif_of(texts);
  const auto& rules = log.at("runs").at(0).at("tool").at("driver").at("rules");
  REQUIRE(rules.size() == dsl::code_count());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto& info = dsl::code_info(static_cast<dsl::Code>(i));
    INFO(info.number);
    CHECK(rules[i].at("id") == info.number);
    CHECK_FALSE(rules[i].at("shortDescription").at("text").get<std::string>().empty());
    CHECK_FALSE(rules[i].at("fullDescription").at("text").get<std::string>().empty());
    CHECK(rules[i].at("help").at("markdown").get<std::string>().find("## Avant") != std::string::npos);
    CHECK(rules[i].at("defaultConfiguration").at("level") == (info.severity == dsl::Severity::error ? "error"
                                                              : info.severity == dsl::Severity::warning
                                                                  ? "warning"
                                                                  : "note"));
  }
}
