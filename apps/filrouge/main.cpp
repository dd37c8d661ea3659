#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "apps/filrouge/audit.hpp"
#include "apps/filrouge/comparer.hpp"
#include "apps/filrouge/compte.hpp"
#include "apps/filrouge/controler.hpp"
#include "apps/filrouge/delai.hpp"
#include "apps/filrouge/diagramme.hpp"
#include "apps/filrouge/documenter.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/expliquer.hpp"
#include "apps/filrouge/formater.hpp"
#include "apps/filrouge/importer.hpp"
#include "apps/filrouge/indicateurs.hpp"
#include "apps/filrouge/lsp.hpp"
#include "apps/filrouge/prouver.hpp"
#include "apps/filrouge/rapprochements.hpp"
#include "apps/filrouge/registre.hpp"
#include "apps/filrouge/scenario.hpp"
#include "apps/filrouge/servir.hpp"
#include "apps/filrouge/simuler.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "apps/filrouge/tester.hpp"
#include "apps/filrouge/usage_errors.hpp"
#include "apps/filrouge/verifier.hpp"
#include "engine/files/file_error.hpp"

int main(int argc, char** argv) {
  using namespace filrouge;
  hold_standard_streams();
  spdlog::set_default_logger(spdlog::stderr_color_mt("filrouge"));
  spdlog::set_pattern("%Y-%m-%d %H:%M:%S %l %v");
  spdlog::set_level(spdlog::level::warn);

  int exit_code = exit_done;
  CLI::App app{"filrouge : les droits, les devoirs et les procédures du RSA, rejoués sur des dossiers"};
  app.name("filrouge");
  app.require_subcommand(1);
  app.set_help_flag("-h,--help,--aide", "Cette aide ; « filrouge VERBE --help » pour un verbe");
  app.set_version_flag("--version", FILROUGE_VERSION);
  app.footer("Exemple : filrouge controler --regles rules --dossiers dossiers.ndjson --au 2026-11-21");
  add_verifier(app, exit_code);
  add_tester(app, exit_code);
  add_formater(app, exit_code);
  add_prouver(app, exit_code);
  add_documenter(app, exit_code);
  add_diagramme(app, exit_code);
  add_comparer(app, exit_code);
  add_controler(app, exit_code);
  add_expliquer(app, exit_code);
  add_registre(app, exit_code);
  add_scenario(app, exit_code);
  add_indicateurs(app, exit_code);
  add_simuler(app, exit_code);
  add_importer(app, exit_code);
  add_rapprochements(app, exit_code);
  add_servir(app, exit_code);
  add_compte(app, exit_code);
  add_audit(app, exit_code);
  add_delai(app, exit_code);
  add_lsp(app, exit_code);
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (!word.starts_with("--") || word.find('=') != word.size() - 1) continue;
    // CLI11 would take the next word of the command for the value.
    say("« {} » n'a pas de valeur ; écrivez-la, ou retirez l'option\n", word);
    return exit_bad_input;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return ended(app.exit(error));  // --help, --version
    say("{}\n", usage_error(app, error));
    return exit_bad_input;
  } catch (const ReaderLeft&) {
    return exit_reader_left;
  } catch (const std::exception& error) {
    const auto* refused = dynamic_cast<const std::system_error*>(&error);
    if (refused && std::ferror(stdout) != 0) return ended(exit_code, refused->code().value());
    spdlog::error("défaut du programme : {}", error.what());
    return exit_fault;
  }
  return ended(exit_code);
}
