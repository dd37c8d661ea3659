#include "apps/filrouge/prouver.hpp"

#include <fmt/format.h>

#include <memory>

#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/rules.hpp"
#include "engine/core/explain/phrase.hpp"
#include "engine/core/prove/prove.hpp"

namespace filrouge {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string guarantee, format = "texte";
};

int prove_all(const Options& options) {
  const auto rules = load_runnable(options.paths, "fr");
  if (!rules) return exit_bad_input;
  const auto& program = *rules->program;
  const auto& model = program.model;
  prove::Terms terms(program);
  for (const auto& guarantee : model.guarantees) {
    const std::string code(model.text(guarantee.name));
    if (!options.guarantee.empty() && code.find(options.guarantee) == std::string::npos) continue;
    for (const auto& departement : prove::departements_of(program, guarantee.procedure)) {
      const auto answer = prove::decide(program, terms, guarantee, departement, {}, {});
      std::fflush(stdout);
      fmt::print("{} {} [{}] {} jours {} histoires {}\n",
                 answer.verdict == prove::Verdict::proved    ? "prouvée"
                 : answer.verdict == prove::Verdict::refuted ? "RÉFUTÉE"
                                                             : "non décidée",
                 code, departement, model.text(model.procedures[guarantee.procedure].name), answer.days,
                 answer.histories);
      if (answer.passage != none_id)
        fmt::print("   {}:{}\n", program.rule(answer.passage).file, program.rule(answer.passage).line);
      if (answer.state != no_id)
        fmt::print("   état {}\n",
                   model.text(model.procedures[guarantee.procedure].states[answer.state].name));
      if (answer.history) {
        for (const auto& event : answer.history->record.events) {
          fmt::print("   {} {}", iso_date(event.on), event.type);
          for (const auto& field : event.fields) fmt::print(" {}={}", field.name, field.value.text);
          if (event.from.known()) fmt::print(" du {}", iso_date(event.from));
          fmt::print("\n");
        }
        fmt::print("   au {} {}\n", iso_date(answer.history->asked), answer.history->instance);
      }
    }
  }
  return exit_done;
}

}  // namespace

void add_prouver(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb = app.add_subcommand("prouver", "Prouve les garanties sur toutes les histoires possibles")
                   ->alias("prove");
  verb->add_option("chemins", options->paths, "Fichiers .fil, .fil.md, ou dossiers ; par défaut ./rules")
      ->check(written_path());
  verb->add_option("--garantie", options->guarantee, "Une garantie seule");
  verb->callback([options, &exit_code] { exit_code = prove_all(*options); });
}

}  // namespace filrouge
