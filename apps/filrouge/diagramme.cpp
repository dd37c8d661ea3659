#include "apps/filrouge/diagramme.hpp"

#include <filesystem>
#include <memory>

#include "apps/filrouge/dossiers.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/rules.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "dsl/draw/dot.hpp"
#include "dsl/draw/mermaid.hpp"
#include "dsl/draw/named_procedures.hpp"
#include "dsl/draw/svg.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string procedure, departement, format;
  OutputOptions output;
};

/// « rsa.saisine.saisine   Suivi d'une saisine   (10 états) », a line each.
std::string listed_procedures(const Model& model, const std::vector<std::uint16_t>& list) {
  std::size_t widest = 0;
  for (const auto p : list) widest = std::max(widest, model.text(model.procedures[p].name).size());
  std::string text;
  for (const auto p : list) {
    const auto& it = model.procedures[p];
    text += fmt::format("{:<{}}  {} ({})\n", model.text(it.name), widest, visible_line(shown(it.label)),
                        counted(it.states.size(), "état", "états"));
  }
  return text;
}

void unknown_procedure(const Options& options, const Model& model, const std::vector<std::uint16_t>& among) {
  std::vector<std::string_view> names;
  for (const auto p : among) {
    const auto whole = model.text(model.procedures[p].name);
    names.push_back(whole.substr(whole.rfind('.') + 1));
    names.push_back(whole);
  }
  const auto meant = did_you_mean(options.procedure, names);
  say("--procedure : aucune procédure « {} »{}{}\n", options.procedure,
      options.departement.empty() ? "" : " pour le département " + options.departement,
      meant.empty() ? " ; sans --procedure, « filrouge diagramme » en donne la liste" : meant.then());
}

std::string file_of(const dsl::Drawing& drawing, const std::string& format) {
  return drawing.name + (format == "mermaid" ? ".mmd" : "." + format);
}

int draw(Options& options) {
  options.departement = departement_or_as_written(options.departement);
  const auto rules = load_runnable(options.paths, "fr", dsl::Extent::whole);
  if (!rules) return exit_bad_input;
  const auto& model = rules->model();
  say_if_nothing_is_local(model, options.departement);
  auto chosen = dsl::procedures_of(*rules->program, options.departement);
  const bool named = !options.procedure.empty();
  if (named) {
    const auto among = chosen;
    chosen = dsl::procedures_named(model, options.procedure, among);
    if (chosen.empty()) return unknown_procedure(options, model, among), exit_bad_input;
    if (chosen.size() > 1) {
      say("--procedure : plusieurs procédures se nomment « {} » ; écrivez le nom entier de l'une :\n{}",
          options.procedure, listed_procedures(model, chosen));
      return exit_bad_input;
    }
  } else if (chosen.empty()) {
    say("Ces règles n'ont aucune procédure{} : il n'y a rien à dessiner.\n",
        options.departement.empty() ? "" : " pour le département " + options.departement);
    return exit_bad_input;
  }

  const auto& path = options.output.path;
  const bool folder = path.ends_with('/') || std::filesystem::is_directory(path);
  if (chosen.size() > 1 && !folder) {
    if (!path.empty() && path != "-") {
      say("« {} » ne peut recevoir qu'un dessin, et ces règles ont {} procédures : dites laquelle "
          "(--procedure), "
          "ou un dossier (--sortie dessins/).\n",
          path, chosen.size());
      return exit_bad_input;
    }
    return reading([&] {
      const auto output = open_output(options.output, Tells::rules, options.paths);
      output->stream() << listed_procedures(model, chosen);
      output->keep();
      say("Pour en dessiner une : --procedure NOM ; toutes, une par fichier : --sortie dessins/\n");
      return exit_done;
    });
  }

  std::vector<dsl::Drawing> drawings;
  for (const auto p : chosen)
    drawings.push_back(dsl::drawing(*rules->program, p, {options.departement, true}));
  std::vector<std::string> texts;
  if (options.format == "svg") {
    auto made = dsl::svg(drawings);
    if (!made.why.empty()) {
      say("{}{}\n", made.why,
          made.no_graphviz ? ", ou demandez --format dot ou --format mermaid, qui s'en passent" : "");
      return exit_bad_input;
    }
    for (auto& one : made.elements)
      texts.push_back("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + std::move(one) + "\n");
  } else {
    for (const auto& one : drawings)
      texts.push_back(options.format == "dot" ? dsl::dot(one) : dsl::mermaid(one));
  }
  return reading([&] {
    if (folder) std::filesystem::create_directories(path);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      auto to = options.output;
      if (folder) to.path = (std::filesystem::path(path) / file_of(drawings[i], options.format)).string();
      const auto output = open_output(to, Tells::rules, options.paths);
      output->stream() << texts[i];
      output->keep();
    }
    if (folder) say("{} dans « {} ».\n", counted(texts.size(), "dessin", "dessins"), path);
    return exit_done;
  });
}

}  // namespace

void add_diagramme(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  options->format = "svg";
  auto* verb =
      app.add_subcommand("diagramme",
                         "Dessine une procédure : ses états, ses délais, ce qui mène de l'un à l'autre")
          ->alias("diagram");
  verb->add_option("chemins", options->paths, "Fichiers .fil, .fil.md, ou dossiers ; par défaut ./rules")
      ->check(written_path());
  verb->add_option(
      "--procedure", options->procedure,
      "La procédure à dessiner : son nom (saisine), ou son nom entier (rsa.saisine.saisine). Sans "
      "cette option, celle des règles si elles n'en ont qu'une ; sinon leur liste, ou toutes si "
      "--sortie est un dossier");
  verb->add_option("--format", options->format,
                   "svg (par défaut, demande Graphviz : apt-get install graphviz), dot ou mermaid")
      ->check(CLI::IsMember({"svg", "dot", "mermaid"}));
  verb->add_option(
      "--departement", options->departement,
      "Ce qui vaut pour les dossiers de ce département : 64, 2A, 971 ; sans lui, les textes de tous, "
      "chacun nommé");
  add_output_options(*verb, options->output);
  verb->get_option("--sortie")
      ->description(
          "Fichier à écrire, par défaut la sortie standard ; ou un dossier (« dessins/ »), qui reçoit un "
          "fichier par "
          "procédure");
  verb->footer(
      "Exemple : filrouge diagramme rules --procedure rsa.saisine.saisine --departement 64 --sortie "
      "saisine.svg");
  verb->callback([options, &exit_code] { exit_code = draw(*options); });
}

}  // namespace filrouge
