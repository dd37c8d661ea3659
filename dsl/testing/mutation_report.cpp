#include "dsl/testing/mutation_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

namespace filrouge::dsl {
namespace {

using Json = nlohmann::ordered_json;

std::string indented(const std::string& text) {
  std::string made;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) made += "    " + line + "\n";
  return made;
}

std::string scores(const std::vector<MutationScore>& scores, const char* by) {
  std::string text = fmt::format("Score par {} :\n", by);
  // The weakest first: that is where scénarios are missing.
  auto sorted = scores;
  std::ranges::stable_sort(sorted, [](const MutationScore& a, const MutationScore& b) {
    return a.killed * b.made < b.killed * a.made;
  });
  for (const auto& one : sorted)
    text += fmt::format("  {} : {} sur {} ({})\n", one.name, one.killed, one.made,
                        score_words(one.killed, one.made));
  return text;
}

}  // namespace

double mutation_score(std::size_t killed, std::size_t made) {
  if (made == 0) return 100;
  // Cut, never rounded up.
  return std::floor(1000.0 * static_cast<double>(killed) / static_cast<double>(made)) / 10;
}

std::string score_words(std::size_t killed, std::size_t made) {
  auto text = fmt::format("{:.1f} %", mutation_score(killed, made));
  std::ranges::replace(text, '.', ',');
  return text;
}

std::string mutation_text(const Model& model, const MutationRun& run) {
  std::string text;
  for (const auto& survivor : run.survivors) {
    const auto& rule = model.rules[survivor.rule];
    text += fmt::format("{}:{} : {} : aucun scénario ne le voit ({}, {})\n", rule.file, rule.line,
                        survivor.told, survivor.operation, rule.code);
    if (!survivor.scenario.empty())
      text += fmt::format("  {}\n{}", survivor.kills ? "Ce scénario tue ce mutant :" : "Ébauche :",
                          indented(survivor.scenario));
    text += "\n";
  }
  if (run.failing > 0)
    text += fmt::format("{} scénarios échouent sans aucun mutant : ils ne comptent pas (filrouge tester).\n",
                        run.failing);
  text += scores(run.modules, "module") + scores(run.operations, "faute");
  text += "Ne sont pas faits :\n";
  for (const auto what : mutants_not_made()) text += fmt::format("  {}\n", what);
  if (run.stopped)
    text += fmt::format("Arrêté au {}e survivant : {} mutants joués sur {}.\n", run.survivors.size(),
                        run.played, run.possible);
  else if (run.played < run.possible)
    text += fmt::format("{} mutants tirés sur {}.\n", run.played, run.possible);
  text += fmt::format("{} mutants, {} tués, {} survivants : score {}.\n", run.played, run.killed,
                      run.played - run.killed, score_words(run.killed, run.played));
  return text;
}

std::string mutation_json(const Model& model, const MutationRun& run) {
  Json json{{"mutants", run.possible},  {"joues", run.played},
            {"tues", run.killed},       {"score", mutation_score(run.killed, run.played)},
            {"arrete", run.stopped},    {"scenarios_en_echec", run.failing},
            {"empreinte", model.digest}};
  const auto scores = [&](const char* key, const std::vector<MutationScore>& list) {
    json[key] = Json::array();
    for (const auto& one : list)
      json[key].push_back({{"nom", one.name},
                           {"mutants", one.made},
                           {"tues", one.killed},
                           {"score", mutation_score(one.killed, one.made)}});
  };
  scores("modules", run.modules);
  scores("fautes", run.operations);
  json["survivants"] = Json::array();
  for (const auto& survivor : run.survivors) {
    const auto& rule = model.rules[survivor.rule];
    json["survivants"].push_back({{"fichier", rule.file},
                                  {"ligne", rule.line},
                                  {"code", rule.code},
                                  {"faute", survivor.operation},
                                  {"dit", survivor.told},
                                  {"tue", survivor.kills},
                                  {"scenario", survivor.scenario}});
  }
  json["non_faits"] = mutants_not_made();
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace filrouge::dsl
