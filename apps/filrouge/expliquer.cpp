#include "apps/filrouge/expliquer.hpp"

#include <fmt/format.h>

#include <memory>

#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/question.hpp"
#include "engine/core/explain/story.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/store/base.hpp"

namespace filrouge {
namespace {

int explain(Question& question) {
  if (!understand(question)) return exit_bad_input;
  const auto rules = load_runnable(question.rules, question.language);
  if (!rules) return exit_bad_input;
  Replay replay(*rules->program);
  Evaluation evaluation;
  Journal journal;
  return reading([&]() -> int {
    const auto tally = each_dossier(question.dossiers, rules->model().vocabulary, journal, [&] {
      replay.run(journal, question.asked, question.known, evaluation);
      replay.note_steps(evaluation);
      evaluation.next_change = replay.next_change(journal, evaluation);
      fmt::print("{}\n", visible(tell(*rules->program, journal, evaluation)));
    });
    if (tally.read == 0) {
      fmt::print(stderr, "{}\n",
                 question.dossiers.dossier.empty() ? "aucun dossier à expliquer"
                                                   : visible(absent(question.dossiers, tally)));
      return exit_bad_input;
    }
    return question.strict && tally.rejects > 0 ? exit_bad_input : exit_done;
  });
}

}  // namespace

void add_expliquer(CLI::App& app, int& exit_code) {
  auto question = std::make_shared<Question>();
  auto* verb = app.add_subcommand("expliquer",
                                  "Raconte un dossier : ses faits, ses états, chaque constat et son calcul")
                   ->alias("explain");
  add_question_options(*verb, *question);
  verb->footer(
      "Exemple : filrouge expliquer --regles rules --dossiers dossiers.ndjson --dossier 64-0001234 --au "
      "2024-04-03");
  verb->callback([question, &exit_code] { exit_code = explain(*question); });
}

}  // namespace filrouge
