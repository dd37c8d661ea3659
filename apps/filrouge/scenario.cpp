#include "apps/filrouge/scenario.hpp"

#include <memory>

#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/question.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "dsl/testing/dossier_scenario.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge {
namespace {

/// Twenty years, either way.
constexpr int most_weeks = 1040;

struct Options {
  Question question;
  OutputOptions output;
  int weeks = 0;
};

int write_scenario(Options& options) {
  auto& question = options.question;
  if (!understand(question)) return exit_bad_input;
  if (question.dossiers.dossier.empty()) {
    say("filrouge scenario : de quel dossier ? Écrivez --dossier et son identifiant\n");
    return exit_bad_input;
  }
  const auto rules = load_runnable(question.rules, question.language);
  if (!rules) return exit_bad_input;
  Journal journal;
  return reading([&]() -> int {
    const auto output = open_output(options.output, Tells::persons, {&question.dossiers.from, 1});
    bool written = false;
    const auto tally = each_dossier(question.dossiers, rules->model().vocabulary, journal, [&] {
      if (written) return;
      output->stream() << visible(
          dsl::dossier_scenario(*rules->program, journal, question.asked, question.known, options.weeks));
      written = true;
    });
    if (!answered(question, tally)) return exit_bad_input;
    output->keep();
    return exit_done;
  });
}

}  // namespace

void add_scenario(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb = app.add_subcommand(
      "scenario", "Écrit un vrai dossier, sous d'autres noms, comme un scénario que « tester » rejoue");
  add_question_options(*verb, options->question);
  verb->add_option("--decaler", options->weeks,
                   "Décaler tous les jours d'autant de semaines entières (négatif : vers le passé)")
      ->check(CLI::Range(-most_weeks, most_weeks));
  add_output_options(*verb, options->output);
  verb->footer(
      "Exemple : filrouge scenario --regles rules --dossiers dossiers.ndjson --dossier 64-0001234 --au "
      "2024-04-03 --decaler 7 --sortie essai.fil\n"
      "puis     filrouge tester rules essai.fil");
  verb->callback([options, &exit_code] { exit_code = write_scenario(*options); });
}

}  // namespace filrouge
