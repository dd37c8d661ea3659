#include "tests/bench/growth.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "engine/core/replay/replay.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/bench/caseload.hpp"
#include "tests/bench/figure_table.hpp"
#include "tests/bench/history.hpp"
#include "tests/bench/long_dossiers.hpp"

namespace filrouge::bench {
namespace {

/// The words of histoire.fil, and its first procédure as many times as asked, by modules of a hundred: a file
/// holds no more.
std::vector<RuleText> repeated_procedures(std::size_t count) {
  std::ifstream file(std::string(FILROUGE_SOURCE_DIR) + "/tests/bench/histoire.fil");
  const std::string all{std::istreambuf_iterator<char>(file), {}};
  const std::string module = "module banc.histoire", procedure = "procédure contractualisation";
  const auto heading = all.find(module), words = all.find("\n\n", heading), begin = all.find(procedure),
             end = all.find("procédure équipe_saisie");
  if (heading == std::string::npos || words == std::string::npos || begin == std::string::npos ||
      end == std::string::npos)
    throw std::runtime_error("histoire.fil n'a plus le module et les deux procédures que le banc connaît");
  const auto rest_of_heading = all.substr(heading + module.size(), words - heading - module.size());
  const auto rest_of_procedure = all.substr(begin + procedure.size(), end - begin - procedure.size());
  std::vector<RuleText> texts = {{"mots.fil", all.substr(0, begin)}};
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 100 == 0)
      texts.push_back(
          {fmt::format("procedures_{}.fil", i / 100),
           fmt::format("{}_{}{}\n  utilise banc.histoire\n\n", module, i / 100, rest_of_heading)});
    texts.back().text += fmt::format("{}_{}{}", procedure, i + 1, rest_of_procedure);
  }
  return texts;
}

}  // namespace

void print_growth_of_acts(const Program& program, Date asked, double seconds) {
  constexpr std::size_t sizes[] = {10, 100, 1'000, 10'000};
  std::vector<std::string> heading;
  for (const auto size : sizes) heading.push_back(thousands(static_cast<double>(size)));
  print_growth_heading("actes d'un seul dossier", heading);
  const auto names = mix_names();
  for (std::size_t mix = 0; mix < names.size(); ++mix) {
    std::vector<std::string> cells;
    for (const auto size : sizes)
      cells.push_back(evaluation_cell(
          evaluation_us(program, long_dossier(mix, size, 1, asked), asked, seconds), seconds));
    print_growth_line(names[mix], cells);
  }
}

void print_growth_of_persons(const Program& program, Date asked, double seconds) {
  constexpr std::size_t sizes[] = {1, 4, 16, 64}, acts_each = 20;
  std::vector<std::string> heading, cells;
  for (const auto size : sizes) {
    heading.push_back(thousands(static_cast<double>(size)));
    const auto record = long_dossier(0, acts_each * size, size, asked);
    cells.push_back(evaluation_cell(evaluation_us(program, record, asked, seconds), seconds));
  }
  print_growth_heading(fmt::format("personnes d'un seul dossier, {} actes chacune", acts_each), heading);
  print_growth_line("suivi entier", cells);
}

void print_growth_of_rules(Date asked) {
  const auto records = draw_histories(200, asked);
  std::vector<std::string> heading, reading, each;
  for (const std::size_t size : {1, 10, 100, 1'000}) {
    const auto texts = repeated_procedures(size);
    const auto start = processor_us();
    const LoadedRules rules(texts, {}, dsl::Extent::to_run);
    const auto taken = processor_us() - start;
    if (!rules.program) throw std::runtime_error(rules.errors);
    const auto journals = journals_of(records, rules.model().vocabulary);
    Replay replay(*rules.program);
    Evaluation evaluation;
    const auto us = median_us(5, {"", journals.size(), [&] {
                                    for (const auto& journal : journals) {
                                      replay.run(journal, asked, asked, evaluation);
                                      keep(evaluation.findings.data());
                                    }
                                  }});
    heading.push_back(thousands(static_cast<double>(size)));
    reading.push_back(microseconds(taken));
    each.push_back(microseconds(us));
  }
  print_growth_heading("procédures, la même sous d'autres noms", heading);
  print_growth_line("lire les règles", reading);
  print_growth_line("par dossier de l'histoire", each);
}

}  // namespace filrouge::bench
