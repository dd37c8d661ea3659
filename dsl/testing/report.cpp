#include "dsl/testing/report.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "engine/core/text/markup.hpp"

namespace filrouge::dsl {
namespace {

using Json = nlohmann::ordered_json;

std::string title(const Scenario& scenario) {
  return scenario.label.empty() ? scenario.name : scenario.label;
}

/// « fichier:ligne : garde « … » jamais fausse, ni inconnue », by rule.
std::string unseen_sides(const char* title, const std::vector<Coverage::Sides>& list,
                         const std::array<const char*, 3>& words) {
  std::string text;
  for (const auto& one : list) {
    std::vector<std::string> never;
    for (std::size_t side = 0; side < words.size(); ++side)
      if (!one.seen[side]) never.emplace_back(words[side]);
    if (!never.empty())
      text += fmt::format("  {}:{} : « {} », jamais vu{} {}\n", one.file, one.line, one.told,
                          std::string_view(words[0]) == guard_sides[0] ? "e" : "", fmt::join(never, ", ni "));
  }
  return text.empty() ? text
                      : fmt::format("{} dont un côté n'est montré par aucun scénario :\n{}", title, text);
}

Json sides_json(const std::vector<Coverage::Sides>& list, const std::array<const char*, 3>& words) {
  auto json = Json::array();
  for (const auto& one : list) {
    Json row{{"code", one.code}, {"fichier", one.file}, {"ligne", one.line}, {"dit", one.told}};
    for (std::size_t side = 0; side < words.size(); ++side) row["vu"][words[side]] = bool(one.seen[side]);
    json.push_back(std::move(row));
  }
  return json;
}

}  // namespace

std::string test_text(const TestRun& run, bool coverage) {
  std::string text;
  for (const auto& result : run.results) {
    if (result.passed()) continue;
    text += fmt::format("échec : {} ({}:{})\n", title(*result.scenario), result.scenario->file,
                        result.scenario->line);
    for (const auto& failure : result.failures)
      text += fmt::format("  {}:{} : {}\n", result.scenario->file, failure.line, failure.text);
    text += "\n";
  }
  const auto failed = run.failed();
  text += fmt::format("{} scénarios, {} réussis, {} en échec.\n", run.results.size(),
                      run.results.size() - failed, failed);
  for (const auto& share : run.coverage.shares) {
    // One thing never played is not 100 %.
    const auto percent = share.total == 0 ? 100 : 100 * share.seen / share.total;
    text +=
        fmt::format("Couverture des {} : {} sur {} ({} %)\n", share.kind, share.seen, share.total, percent);
    // The sides of guards and délais are told by rule, below.
    const bool of_sides = &share - run.coverage.shares.data() >= 3;
    if (coverage && !of_sides)
      for (const auto& code : share.unseen) text += "  jamais : " + code + "\n";
  }
  if (coverage)
    text += unseen_sides("Gardes", run.coverage.guards, guard_sides) +
            unseen_sides("Délais", run.coverage.delais, delai_sides);
  return text;
}

std::string test_junit(const TestRun& run) {
  auto text =
      fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{}\" failures=\"{}\">\n",
                  run.results.size(), run.failed());
  std::map<std::string, std::vector<const ScenarioResult*>> modules;
  for (const auto& result : run.results) modules[result.scenario->module].push_back(&result);
  for (const auto& [module, results] : modules) {
    std::size_t failed = 0;
    for (const auto* result : results) failed += !result->passed();
    text += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n", in_markup(module),
                        results.size(), failed);
    for (const auto* result : results) {
      text += fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
                          in_markup(module), in_markup(title(*result->scenario)),
                          in_markup(result->scenario->file), result->scenario->line);
      if (result->passed()) {
        text += "/>\n";
        continue;
      }
      std::string told;
      for (const auto& failure : result->failures)
        told += fmt::format("{}:{} : {}\n", result->scenario->file, failure.line, failure.text);
      text += fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                          in_markup(result->failures.front().text), in_markup(told));
    }
    text += "  </testsuite>\n";
  }
  return text + "</testsuites>\n";
}

std::string test_json(const TestRun& run) {
  Json json;
  json["scenarios"] = run.results.size();
  json["echecs"] = run.failed();
  auto list = Json::array();
  for (const auto& result : run.results) {
    Json one{{"module", result.scenario->module}, {"nom", result.scenario->name},
             {"titre", title(*result.scenario)},  {"fichier", result.scenario->file},
             {"ligne", result.scenario->line},    {"reussi", result.passed()}};
    auto failures = Json::array();
    for (const auto& failure : result.failures)
      failures.push_back({{"ligne", failure.line}, {"texte", failure.text}});
    one["echecs"] = std::move(failures);
    list.push_back(std::move(one));
  }
  json["resultats"] = std::move(list);
  for (const auto& share : run.coverage.shares)
    json["couverture"].push_back(
        {{"de", share.kind}, {"vus", share.seen}, {"total", share.total}, {"jamais", share.unseen}});
  json["gardes"] = sides_json(run.coverage.guards, guard_sides);
  json["delais"] = sides_json(run.coverage.delais, delai_sides);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace filrouge::dsl
