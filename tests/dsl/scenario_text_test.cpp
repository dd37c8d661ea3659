#include "dsl/testing/scenario_text.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "dsl/testing/report.hpp"
#include "engine/session/loaded_rules.hpp"

// A scénario printed is the scénario read: the same facts, the same expectations, and they hold.
using namespace filrouge;
using namespace filrouge::dsl;

namespace {

const std::filesystem::path rules = std::filesystem::path(FILROUGE_SOURCE_DIR) / "rules";

LoadedRules with(const std::map<std::string, std::string>& texts, const std::string& name) {
  const auto folder = std::filesystem::path(FILROUGE_BINARY_DIR) / "essais" / name;
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (const auto& [module, text] : texts) std::ofstream(folder / (module + ".fil")) << text;
  return LoadedRules(std::vector<std::filesystem::path>{rules, folder}, Extent::whole);
}

}  // namespace

TEST_CASE("tout scénario des règles livrées s'écrit et se relit le même", "[scenario_text]") {
  const LoadedRules written(std::vector<std::filesystem::path>{rules}, Extent::whole);
  REQUIRE(written.program);
  const auto& model = written.model();
  std::map<std::string, std::string> by_module;
  for (const auto& scenario : written.checked.scenarios) {
    auto copy = scenario;
    copy.name = "relu_" + copy.name;
    auto& text = by_module[scenario.module];
    if (text.empty()) {
      const auto module = std::ranges::find(model.modules, scenario.module, &Module::name);
      auto name = "relu_" + scenario.module;
      std::ranges::replace(name, '.', '_');
      text = "module " + name + "\n";
      if (!module->departement.empty()) text += "  département " + module->departement + "\n";
      text += "  utilise " + module->name;
      for (const auto used : module->uses) text += ", " + model.modules[used].name;
      text += "\n";
    }
    text += "\n" + scenario_text(model, copy);
  }
  const auto read = with(by_module, "relus");
  INFO(read.errors.substr(0, 4000));
  REQUIRE(read.program);
  std::vector<Scenario> again;
  for (const auto& scenario : read.checked.scenarios)
    if (scenario.module.starts_with("relu_")) again.push_back(scenario);
  REQUIRE(again.size() == written.checked.scenarios.size());
  const auto run = run_scenarios(*read.program, again);
  CHECK(run.failed() == 0);
  if (run.failed() > 0) WARN(test_text(run, false).substr(0, 6000));
}
