#include "apps/filrouge/registre.hpp"

#include <memory>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/filters.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/question.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/reports/affaires_register.hpp"
#include "engine/store/base.hpp"

namespace filrouge {
namespace {

struct Options {
  Question question;
  RegisterOf of;
  std::string format = "texte";
  OutputOptions output;
};

int keep_register(Options& options) {
  if (!understand(options.question)) return exit_bad_input;
  const auto rules = load_runnable(options.question.rules, options.question.language);
  if (!rules || !known_role(options.of.role, rules->model())) return exit_bad_input;
  const auto& program = *rules->program;
  const bool csv = options.format == "csv";
  return reading([&]() -> int {
    const auto output = open_output(options.output, Tells::persons, {&options.question.dossiers.from, 1});
    if (csv) output->stream() << register_csv_heading();
    Replay replay(program, {.steps = options.question.budget});
    Evaluation evaluation;
    Journal journal;
    Publisher publisher(program);
    std::vector<Finding> findings;
    AffairesRegister all;
    const auto tally = each_dossier(options.question.dossiers, rules->model().vocabulary, journal, [&] {
      replay.run(journal, options.question.asked, options.question.known, evaluation);
      if (evaluation.given_up()) {
        say("le dossier{} est trop coûteux à évaluer, il n'est pas au registre ; --budget permet plus de "
            "pas\n",
            after_noun(journal.dossier));
        return;
      }
      publisher.publish(journal, evaluation, findings);
      const auto lines = affaires_of(program, journal, evaluation, findings, options.of);
      if (!csv) return all.add(journal.dossier, lines);
      for (const auto& line : lines) output->stream() << register_csv_line(journal, line);
    });
    RunEnvelope envelope;
    envelope.asked = iso_date(options.question.asked);
    envelope.known = iso_date(options.question.known);
    if (!csv) all.write(output->stream(), envelope);
    if (!answered(options.question, tally)) return exit_bad_input;
    output->keep();
    return exit_done;
  });
}

}  // namespace

void add_registre(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb = app.add_subcommand(
                      "registre",
                      "Tient le registre des affaires : de l'acte qui ouvre chacune à ce qu'elle est devenue")
                   ->alias("register");
  add_question_options(*verb, options->question);
  verb->add_option("--role", options->of.role, "Les affaires dont ce rôle conduit une procédure");
  verb->add_flag("--ouvertes", options->of.open_only, "Sans celles qui sont closes");
  verb->add_option("--format", options->format, "texte ou csv")->check(CLI::IsMember({"texte", "csv"}));
  add_output_options(*verb, options->output);
  verb->footer(
      "Exemple : filrouge registre --regles rules --dossiers adour.sqlite --role referent_fil_rouge "
      "--format csv --sortie registre.csv");
  verb->callback([options, &exit_code] { exit_code = keep_register(*options); });
}

}  // namespace filrouge
