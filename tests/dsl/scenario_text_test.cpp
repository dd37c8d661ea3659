#include "dsl/testing/scenario_text.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "dsl/testing/report.hpp"
#include "engine/core/text/fold.hpp"
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
  // A paramètre of its own module hides there those of the modules it uses; not in the one that reads it
  // again.
  const auto hides = [&](const Expectation& line) {
    if (line.kind != Expectation::Kind::value) return false;
    const auto name = fold(line.name.substr(0, line.name.find(' ')));
    return std::ranges::count_if(model.parameters, [&](const Parameter& parameter) {
             return model.text(parameter.name).ends_with("." + name);
           }) > 1;
  };
  std::size_t left_out = 0;
  for (const auto& scenario : written.checked.scenarios) {
    auto copy = scenario;
    copy.name = "relu_" + copy.name;
    for (auto& expected : copy.expected) std::erase_if(expected.lines, hides);
    std::erase_if(copy.expected, [](const Expected& expected) { return expected.lines.empty(); });
    if (copy.expected.empty()) {
      ++left_out;
      continue;
    }
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
  REQUIRE(again.size() + left_out == written.checked.scenarios.size());
  CHECK(left_out < 5);
  const auto run = run_scenarios(*read.program, again);
  CHECK(run.failed() == 0);
  if (run.failed() > 0) WARN(test_text(run, false).substr(0, 6000));
}
