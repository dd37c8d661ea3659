#include "apps/filrouge/tester.hpp"

#include <fmt/format.h>

#include <memory>

#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/rules.hpp"
#include "dsl/testing/report.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string format = "texte";
  bool coverage = false;
};

int test(const Options& options) {
  const auto rules = load_runnable(options.paths, "fr", dsl::Extent::whole);
  if (!rules) return exit_bad_input;
  const auto run = dsl::run_scenarios(*rules->program, rules->checked.scenarios);
  if (options.format == "junit")
    fmt::print("{}", dsl::test_junit(run));
  else if (options.format == "json")
    fmt::print("{}", dsl::test_json(run));
  else
    fmt::print("{}", visible(dsl::test_text(run, options.coverage)));
  return run.failed() > 0 ? exit_found : exit_done;
}

}  // namespace

void add_tester(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb =
      app.add_subcommand("tester", "Joue les scénarios des règles et dit ce qu'ils couvrent")->alias("test");
  verb->add_option("chemins", options->paths, "Fichiers .fil, .fil.md, ou dossiers ; par défaut ./rules")
      ->check(written_path());
  verb->add_flag("--couverture", options->coverage,
                 "Nommer les états, transitions et délais qu'aucun scénario ne traverse");
  verb->add_option("--format", options->format, "texte, junit ou json")
      ->check(CLI::IsMember({"texte", "junit", "json"}));
  verb->footer("Exemple : filrouge tester rules/ --couverture");
  verb->callback([options, &exit_code] { exit_code = test(*options); });
}

}  // namespace filrouge
