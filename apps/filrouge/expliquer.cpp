#include "apps/filrouge/expliquer.hpp"

#include <fmt/format.h>

#include <memory>

#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/question.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "engine/core/explain/story.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/store/base.hpp"

namespace filrouge {
namespace {

struct Options {
  Question question;
  OutputOptions output;
};

int explain(Options& options) {
  auto& question = options.question;
  if (!understand(question)) return exit_bad_input;
  const auto rules = load_runnable(question.rules, question.language);
  if (!rules) return exit_bad_input;
  Replay replay(*rules->program, {.steps = question.budget});
  Evaluation evaluation;
  Journal journal;
  return reading([&]() -> int {
    const auto output = open_output(options.output, Tells::persons, {&question.dossiers.from, 1});
    const auto tally = each_dossier(question.dossiers, rules->model().vocabulary, journal, [&] {
      replay.run(journal, question.asked, question.known, evaluation);
      replay.note_steps(evaluation);
      evaluation.next_change = replay.next_change(journal, evaluation);
      output->stream() << visible(tell(*rules->program, journal, evaluation)) << '\n';
    });
    if (question.dossiers.dossier.empty()) say_if_no_dossier_is_there(question.dossiers, tally);
    if (tally.read == 0 && tally.rejects == 0 && question.dossiers.dossier.empty()) {
      say("0 dossier : rien à expliquer\n");
      return exit_done;
    }
    if (tally.read == 0) {
      say("{}\n",
          question.dossiers.dossier.empty() ? "aucun dossier à expliquer" : absent(question.dossiers, tally));
      return exit_bad_input;
    }
    if (question.strict && tally.rejects > 0) return exit_bad_input;
    output->keep();
    return exit_done;
  });
}

}  // namespace

void add_expliquer(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb = app.add_subcommand("expliquer",
                                  "Raconte un dossier : ses faits, ses états, chaque constat et son calcul")
                   ->alias("explain");
  add_question_options(*verb, options->question);
  add_output_options(*verb, options->output);
  verb->footer(
      "Exemple : filrouge expliquer --regles rules --dossiers dossiers.ndjson --dossier 64-0001234 --au "
      "2024-04-03");
  verb->callback([options, &exit_code] { exit_code = explain(*options); });
}

}  // namespace filrouge
