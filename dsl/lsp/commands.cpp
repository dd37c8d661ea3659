#include "dsl/lsp/commands.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/draw/named_procedures.hpp"
#include "dsl/draw/svg.hpp"
#include "dsl/testing/run.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge::lsp {
namespace {

[[noreturn]] void refuse(std::string why) {
  throw Refused{ErrorCode::request_failed, std::move(why)};
}

const Program& program_of(const Analysis& analysis) {
  if (analysis.rules.program) return *analysis.rules.program;
  for (const auto& told : analysis.rules.diagnostics.sorted())
    if (told.severity == dsl::Severity::error) {
      const auto& file = analysis.rules.sources[told.range.file];
      refuse(fmt::format(
          "les règles ont des erreurs : rien n'est joué ni dessiné. La première : {}, ligne {} : {}",
          file.path(), file.position(told.range.begin).line, told.message()));
    }
  refuse("il n'y a pas de règles à jouer");
}

}  // namespace

Played play_scenario(const Analysis& analysis, const std::filesystem::path& path, const std::string& name) {
  const auto& program = program_of(analysis);
  const auto file = analysis.number(path);
  if (file == Analysis::none) refuse("ce fichier n'est pas de ceux que les règles tiennent");
  const auto& source = analysis.files[file].text->file();
  std::vector<dsl::Scenario> chosen;
  for (const auto& one : analysis.rules.checked.scenarios)
    if (one.file == source.path() && one.name == fold(name)) chosen.push_back(one);
  if (chosen.empty()) refuse(fmt::format("« {} » n'est pas un scénario de ce fichier", name));
  const auto run = dsl::run_scenarios(program, chosen);
  Played played;
  Json failures = Json::array();
  std::string text;
  for (const auto& result : run.results)
    for (const auto& failure : result.failures) {
      failures.push_back({{"ligne", failure.line}, {"texte", failure.text}});
      text += fmt::format("ligne {} : {}\n", failure.line, failure.text);
      const auto line = std::clamp(failure.line, 1u, source.line_count());
      const auto begin = source.line_start(line);
      const auto written = source.line(line);
      const auto blanks = std::min(written.find_first_not_of(" \t"), written.size());
      dsl::Diagnostic told{};
      told.severity = dsl::Severity::error;
      told.range = {file, begin + static_cast<std::uint32_t>(blanks),
                    begin + static_cast<std::uint32_t>(written.size())};
      told.arguments = {failure.text};
      played.failed.push_back(std::move(told));
    }
  const auto& title = chosen.front().label.empty() ? chosen.front().name : chosen.front().label;
  played.said = failures.empty() ? fmt::format("« {} » tient.", title)
                                 : fmt::format("« {} » ne tient pas : {} ligne{} à revoir.", title,
                                               failures.size(), failures.size() > 1 ? "s" : "");
  played.report = {{"titre", title},
                   {"reussi", failures.empty()},
                   {"texte", visible(played.said + "\n" + text)},
                   {"echecs", std::move(failures)}};
  return played;
}

Json draw(const Analysis& analysis, const std::filesystem::path& path, const std::string& name) {
  const auto& program = program_of(analysis);
  const auto& model = analysis.rules.model();
  auto found = dsl::procedures_named(model, name, dsl::procedures_of(program, {}));
  // Of several of that name, the one this file writes.
  const auto file = analysis.number(path);
  const auto here = std::ranges::find_if(found, [&](std::uint16_t one) {
    return file != Analysis::none &&
           model.rules[model.procedures[one].rule].file == analysis.files[file].text->file().path();
  });
  if (here != found.end()) found = {*here};
  if (found.empty()) refuse(fmt::format("« {} » n'est pas une procédure de ces règles", name));
  const dsl::Drawing drawings[] = {dsl::drawing(program, found.front(), {})};
  auto svg = dsl::svg(drawings);
  if (svg.elements.empty()) refuse(svg.why);
  return {{"procedure", drawings[0].name},
          {"titre", drawings[0].title},
          {"svg", std::move(svg.elements.front())}};
}

}  // namespace filrouge::lsp
