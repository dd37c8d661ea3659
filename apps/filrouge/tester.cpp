#include "apps/filrouge/tester.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/rules.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "dsl/testing/mutation_report.hpp"
#include "dsl/testing/report.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string format = "texte", procedure;
  bool coverage = false, mutations = false, without_scenarios = false;
  std::size_t limit = 0, draw = 0;
  double bar = -1;
};

int test_mutants(const Options& options, const LoadedRules& rules) {
  dsl::MutationAsked asked{.draw = options.draw,
                           .survivors_limit = options.limit,
                           .procedure = options.procedure,
                           .with_scenarios = !options.without_scenarios};
  const bool watched = isatty(STDERR_FILENO) != 0;
  if (watched)
    asked.progress = [](std::size_t played, std::size_t of) {
      if (played % 20 == 0) fmt::print(stderr, "\r{} mutants sur {}", played, of);
    };
  const auto run = dsl::run_mutations(*rules.program, rules.checked.scenarios, asked);
  if (watched) fmt::print(stderr, "\r{:40}\r", "");
  if (run.possible == 0) {
    say("filrouge tester : {}\n", options.procedure.empty()
                                      ? "ces règles n'ont rien qu'une faute puisse changer"
                                      : "aucune procédure ne s'appelle « " + options.procedure + " »");
    return exit_bad_input;
  }
  fmt::print("{}", options.format == "json" ? dsl::mutation_json(rules.model(), run)
                                            : visible(dsl::mutation_text(rules.model(), run)));
  const bool below = dsl::mutation_score(run.killed, run.played) < options.bar;
  if (below) say("Le score est en dessous de la barre demandée : {} %.\n", options.bar);
  return run.failing > 0 || below ? exit_found : exit_done;
}

int test(const Options& options) {
  const auto rules = load_runnable(options.paths, "fr", dsl::Extent::whole);
  if (!rules) return exit_bad_input;
  if (options.mutations) return test_mutants(options, *rules);
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
                 "Nommer les états, transitions et délais qu'aucun scénario ne traverse, les gardes jamais "
                 "vues vraies, fausses ou inconnues, les délais jamais vus à temps, au dernier jour ou en "
                 "retard");
  auto* mutations = verb->add_flag(
      "--mutations", options->mutations,
      "Faire exprès dans les règles, une à une, les fautes d'une plume qui glisse, et dire celles que nul "
      "scénario ne voit, avec le scénario qui les verrait");
  auto* draw =
      verb->add_option("--tirage", options->draw, "N mutants seulement, tirés par l'empreinte des règles")
          ->needs(mutations)
          ->check(CLI::PositiveNumber);
  verb->add_option("--limite", options->limit, "S'arrêter au N-ième survivant")
      ->needs(mutations)
      ->excludes(draw)
      ->check(CLI::PositiveNumber);
  verb->add_option("--procedure", options->procedure, "Les mutants de cette procédure seule")
      ->needs(mutations);
  verb->add_option("--barre", options->bar, "Sortir avec 1 si le score, en pour cent, est en dessous")
      ->needs(mutations)
      ->check(CLI::Range(0, 100));
  verb->add_flag("--sans-scenario", options->without_scenarios,
                 "Ne pas chercher les scénarios qui tueraient les survivants : plus rapide")
      ->needs(mutations);
  verb->add_option("--format", options->format, "texte, junit ou json (avec --mutations : texte ou json)")
      ->check(CLI::IsMember({"texte", "junit", "json"}));
  verb->footer(
      "Exemples : filrouge tester rules/ --couverture\n"
      "           filrouge tester rules/national --mutations --procedure suite_du_manquement --limite 5");
  verb->callback([options, &exit_code] {
    if (options->mutations && options->format == "junit")
      throw CLI::ValidationError("--format", "junit ne dit pas les mutants : texte ou json");
    exit_code = test(*options);
  });
}

}  // namespace filrouge
