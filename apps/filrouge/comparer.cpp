#include "apps/filrouge/comparer.hpp"

#include <fmt/format.h>

#include <memory>

#include "apps/filrouge/compared_rules.hpp"
#include "apps/filrouge/dossiers.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/page_html.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "dsl/diff/words.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge {
namespace {

struct Options {
  std::string before, after;
  std::string format;
  OutputOptions output;
  std::string procedure, departement;
};

dsl::Version version_of(const LoadedRules& rules) {
  return {*rules.program, rules.sources, rules.checked.scenarios, rules.checked.dated};
}

/// No procédure of that name: why on stderr.
void unknown_procedure(const Options& options, const dsl::Version& before, const dsl::Version& after) {
  const auto codes = dsl::procedure_names(before, after);
  std::vector<std::string> simple;
  for (const auto& code : codes) simple.push_back(code.substr(code.rfind('.') + 1));
  std::vector<std::string_view> names(codes.begin(), codes.end());
  names.insert(names.end(), simple.begin(), simple.end());
  const auto meant = did_you_mean(fold(options.procedure), names);
  say("--procedure : « {} » n'est une procédure ni avant ni après{}\n", options.procedure,
      meant.empty() ? "." : meant.then());
}

int compare(Options& options) {
  options.departement = departement_or_as_written(options.departement);
  const auto [one, other] = compared_rules(options.before, options.after);
  if (!one || !other) return exit_bad_input;
  const auto before = version_of(*one->rules), after = version_of(*other->rules);
  dsl::DifferenceOf of{fold(options.procedure), options.departement, one->file, other->file};
  if (!of.procedure.empty() && dsl::procedures_named(before, after, of.procedure).empty())
    return unknown_procedure(options, before, after), exit_bad_input;
  if (!of.departement.empty()) say_if_nothing_is_local(after.program.model, of.departement);
  const auto made = dsl::difference(before, after, of);
  const dsl::Sides sides{
      one->name, other->name, one->is, other->is, before.program.model.digest, after.program.model.digest};
  const auto& path = options.output.path;
  const auto format = !options.format.empty()   ? options.format
                      : path.ends_with(".html") ? "html"
                      : path.ends_with(".json") ? "json"
                                                : "texte";
  std::string page;
  if (format == "json") {
    page = dsl::difference_json(made, sides, of);
  } else if (format == "html") {
    const auto told = dsl::difference_page(made, sides, of);
    page = page_html(told.page, "Ce qui change", {{}, told.sections, {}, {}});
  } else {
    page = visible(dsl::difference_text(made, sides, of));
  }
  return reading([&] {
    const std::vector<std::string> read{options.before, options.after};
    const auto output = open_output(options.output, Tells::rules, read);
    output->stream() << page;
    output->keep();
    return exit_done;
  });
}

}  // namespace

void add_comparer(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb = app.add_subcommand("comparer",
                                  "Dit ce qui change d'un jeu de règles à un autre, et dans quel sens : deux "
                                  "dossiers, deux fichiers, ou deux révisions de git")
                   ->alias("diff");
  verb->add_option("avant", options->before,
                   "Les règles d'avant : un dossier, un fichier, une révision de git (HEAD~1, v1), ou une "
                   "révision et un chemin (HEAD~3:rules)")
      ->required()
      ->check(written_path());
  verb->add_option("apres", options->after, "Les règles d'après, écrites de même")
      ->required()
      ->check(written_path());
  verb->add_option("--format", options->format,
                   "texte, html ou json ; par défaut celui du nom du fichier, sinon texte")
      ->check(CLI::IsMember({"texte", "html", "json"}));
  add_output_options(*verb, options->output);
  verb->add_option("--procedure", options->procedure,
                   "Cette procédure seule, et ce qui est partagé et la touche : suite_du_manquement");
  verb->add_option("--departement", options->departement,
                   "Ce qui vaut pour les dossiers de ce département : 64, 2A, 971");
  verb->footer(
      "Exemples : filrouge comparer rules.avant rules\n"
      "           filrouge comparer HEAD~1 rules --sortie changements.html");
  verb->callback([options, &exit_code] { exit_code = compare(*options); });
}

}  // namespace filrouge
