#include "apps/filrouge/lsp.hpp"

#include <iostream>
#include <memory>
#include <string>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "dsl/lsp/server.hpp"

namespace filrouge {
namespace {

int serve(const std::string& rules) {
  lsp::ServerOptions options;
  options.today = today();
  options.version = FILROUGE_VERSION;
  options.home = std::filesystem::current_path();
  if (!rules.empty()) {
    if (!std::filesystem::exists(rules)) {
      say("--regles : « {} » n'existe pas ; il faut un dossier qui contient des fichiers .fil\n", rules);
      return exit_bad_input;
    }
    options.rules = std::filesystem::absolute(rules);
  }
  // One thread reads while another writes.
  std::cin.tie(nullptr);
  return lsp::serve(std::cin, std::cout, options);
}

}  // namespace

void add_lsp(CLI::App& app, int& exit_code) {
  auto rules = std::make_shared<std::string>();
  auto* verb = app.add_subcommand("lsp",
                                  "Aide un éditeur de texte à écrire des règles : il le lance lui-même et "
                                  "lui parle sur l'entrée et la sortie");
  verb->add_option(
          "--regles", *rules,
          "Dossier des règles ; par défaut le dossier « rules » de ce qui est ouvert dans l'éditeur, ou ce "
          "dossier même")
      ->check(written_path());
  verb->add_flag_callback(
      "--stdio", [] {}, "Ce que disent certains éditeurs : il n'y a pas d'autre canal");
  verb->footer("Exemple : filrouge lsp --regles rules     (réglage d'un éditeur : docs/editeur.md)");
  verb->callback([rules, &exit_code] { exit_code = serve(*rules); });
}

}  // namespace filrouge
