#include "apps/filrouge/documenter.hpp"

#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/dossiers.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/page_html.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/rules.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "dsl/document/reglement.hpp"
#include "dsl/document/sommaire.hpp"
#include "dsl/document/targets_page.hpp"
#include "dsl/draw/svg.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/suggestion.hpp"

namespace filrouge {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string format;
  OutputOptions output;
  std::string links;
  std::string current;
  std::string module, departement;
  bool index = false, targets = false;
};

/// No module of that name: why on stderr.
void unknown_module(const Options& options, const Model& model) {
  std::vector<std::string_view> names;
  for (const auto& module : model.modules) names.push_back(module.name);
  const auto meant = did_you_mean(fold(options.module), names);
  if (options.module.empty())
    say("--departement : aucune règle pour le département {}.\n", options.departement);
  else
    say("--module : « {} » n'a aucune règle à dire{}{}\n", options.module,
        options.departement.empty() ? "" : " pour le département " + options.departement,
        meant.empty() ? "." : meant.then());
}

/// The drawings of the procédures told, by their names; none, and why on stderr, without Graphviz.
std::map<std::string, std::string> drawings_of(const Program& program, const dsl::Reglement& reglement,
                                               const std::string& departement) {
  std::vector<dsl::Drawing> drawings;
  for (const auto p : reglement.procedures)
    drawings.push_back(dsl::drawing(program, p, {departement, false}));
  auto made = dsl::svg(drawings);
  if (!made.why.empty()) say("remarque : le règlement est écrit sans dessins : {}\n", made.why);
  std::map<std::string, std::string> by_name;
  for (std::size_t i = 0; i < made.elements.size(); ++i) {
    const auto& procedure = program.model.procedures[reglement.procedures[i]];
    by_name.emplace(program.rule(procedure.rule).code, std::move(made.elements[i]));
  }
  return by_name;
}

int document(Options& options) {
  options.departement = departement_or_as_written(options.departement);
  const auto rules = load_runnable(options.paths, "fr", dsl::Extent::whole);
  if (!rules) return exit_bad_input;
  const bool html =
      options.format == "html" || (options.format.empty() && options.output.path.ends_with(".html"));
  std::string page;
  if (options.index) {
    const auto run = dsl::run_scenarios(*rules->program, rules->checked.scenarios);
    page = dsl::sommaire_page(*rules->program, run, options.links);
    if (html) page = page_html(page, "Index des règles", {});
  } else if (options.targets) {
    say_if_nothing_is_local(rules->model(), options.departement);
    page = dsl::targets_page(*rules->program, {fold(options.module), options.departement, html});
    if (page.empty()) return unknown_module(options, rules->model()), exit_bad_input;
    if (html) page = page_html(page, "Objectifs internes", {});
  } else {
    say_if_nothing_is_local(rules->model(), options.departement);
    const auto made = dsl::reglement(*rules->program, {fold(options.module), options.departement, html});
    const bool chosen = !options.module.empty() || !options.departement.empty();
    if (chosen && made.modules.empty()) return unknown_module(options, rules->model()), exit_bad_input;
    page = html ? page_html(made.page, "Règlement",
                            {french_date(today()), made.modules, made.annexes,
                             drawings_of(*rules->program, made, options.departement)})
                : made.page;
  }

  if (std::filesystem::is_directory(options.current)) {
    say("« {} » est un dossier ; --a-jour compare un fichier\n", options.current);
    return exit_bad_input;
  }
  if (!options.current.empty()) {
    std::ifstream stream(options.current, std::ios::binary);
    std::ostringstream there;
    there << stream.rdbuf();
    if (stream && there.str() == page) return exit_done;
    say("« {0} » n'est pas à jour. Pour le réécrire : filrouge documenter {1} {2}{3}--sortie {0}\n",
        options.current, fmt::join(options.paths, " "),
        options.index     ? "--index "
        : options.targets ? "--objectifs "
                          : "",
        options.links.empty() ? "" : "--lien " + options.links + " ");
    return exit_found;
  }
  return reading([&] {
    const auto output = open_output(options.output, Tells::rules, options.paths);
    output->stream() << page;
    output->keep();
    return exit_done;
  });
}

}  // namespace

void add_documenter(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb = app.add_subcommand("documenter",
                                  "Écrit les règles comme un règlement qu'une personne lit, ou leur index")
                   ->alias("doc");
  verb->add_option("chemins", options->paths, "Fichiers .fil, .fil.md, ou dossiers ; par défaut ./rules")
      ->check(written_path());
  verb->add_flag(
      "--index", options->index,
      "Ce que les règles font de chaque article et de chaque dispositif, avec les scénarios qui le jouent");
  verb->add_flag("--objectifs", options->targets,
                 "Ce qui est « dès que possible », comment un service s'y fixe un objectif interne, et ceux "
                 "qui le sont")
      ->excludes("--index");
  verb->add_option(
          "--format", options->format,
          "md ou html ; par défaut celui du nom du fichier, sinon md. En HTML, chaque procédure est "
          "dessinée, si "
          "Graphviz est là (apt-get install graphviz) ; en Markdown, « filrouge diagramme --format mermaid » "
          "donne les dessins")
      ->check(CLI::IsMember({"md", "html"}));
  add_output_options(*verb, options->output);
  verb->add_option(
      "--lien", options->links,
      "Ce qui précède le chemin d'un fichier de règles dans les liens de l'index, par exemple ../rules/");
  verb->add_option("--a-jour", options->current,
                   "N'écrit rien : dit seulement si ce fichier est à jour (sinon, code de sortie 1)")
      ->check(written_path());
  verb->add_option("--module", options->module,
                   "Ce module seul, et ceux qui en font partie : rsa.manquement");
  verb->add_option("--departement", options->departement,
                   "Ce qui vaut pour les dossiers de ce département : 64, 2A, 971");
  verb->footer("Exemple : filrouge documenter rules --sortie reglement.html");
  verb->callback([options, &exit_code] { exit_code = document(*options); });
}

}  // namespace filrouge
