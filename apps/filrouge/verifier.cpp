#include "apps/filrouge/verifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/code_pages.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/rules.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "dsl/lint/remarks.hpp"

namespace filrouge {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string format = "texte";
  std::string language = "fr";
  std::string code;
};

/// « rien à redire », or how much there is to look at again: no rule is refused for it.
std::string verdict(const dsl::Diagnostics& diagnostics) {
  const auto remarks = diagnostics.warnings();
  if (remarks == 0) return "rien à redire";
  return fmt::format("aucune erreur ; {} remarque{} à relire", remarks, remarks > 1 ? "s" : "");
}

int verify(const Options& options) {
  const auto paths = rule_paths(options.paths);
  for (const auto& path : paths)
    if (!std::filesystem::exists(path)) {
      say("« {} » n'existe pas ; il faut un fichier .fil ou un dossier qui en contient\n", path.string());
      return exit_bad_input;
    }
  LoadedRules rules(paths, dsl::Extent::whole);
  // What reads the rules as a whole says nothing of rules that do not read.
  if (rules.program) dsl::remark({rules.sources, rules.trees, rules.model(), today()}, rules.diagnostics);
  const auto& sources = rules.sources;
  const auto& diagnostics = rules.diagnostics;
  const auto language = language_of(options.language);
  if (options.format == "json") {
    fmt::print("{}\n", dsl::render_json(sources, diagnostics, language));
  } else if (options.format == "sarif") {
    fmt::print("{}\n", dsl::render_sarif(sources, diagnostics, language));
  } else {
    fmt::print("{}", dsl::render_text(sources, diagnostics, language));
    if (const auto all = diagnostics.sorted(); !all.empty())
      fmt::print("Ce que veut dire un code : filrouge verifier --expliquer {}\n",
                 dsl::code_info(all.front().code).number);
    if (!diagnostics.has_errors()) {
      const auto& model = rules.model();
      const auto unverified = std::ranges::count_if(
          model.rules, [](const RuleInfo& rule) { return !rule.basis.empty() && !rule.verified; });
      std::size_t states = 0, delais = 0;
      for (const auto& procedure : model.procedures)
        states += procedure.states.size(), delais += procedure.delais.size();
      fmt::print(
          "{} fichiers, {} modules, {} procédures, {} états, {} délais, {} contrôles, {} scénarios : {}.\n",
          sources.size(), model.modules.size(), model.procedures.size(), states, delais,
          model.controls.size(), rules.checked.scenarios.size(), verdict(diagnostics));
      fmt::print("{} règles ont un fondement encore à vérifier : elles ne concluent rien seules.\n",
                 unverified);
    }
  }
  return diagnostics.has_errors() ? exit_found : exit_done;
}

}  // namespace

void add_verifier(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb = app.add_subcommand("verifier",
                                  "Lit les règles et dit tout ce qui ne va pas, avec la façon de le réparer")
                   ->alias("check");
  verb->add_option("chemins", options->paths, "Fichiers .fil, .fil.md, ou dossiers ; par défaut ./rules")
      ->check(written_path());
  verb->add_option("--format", options->format, "texte, json ou sarif")
      ->check(CLI::IsMember({"texte", "json", "sarif"}));
  verb->add_option("--langue", options->language, "Langue des messages : fr ou en")
      ->check(CLI::IsMember({"fr", "en"}));
  auto* explained =
      verb->add_option("--expliquer", options->code,
                       "Ce qu'est un code (F301), pourquoi il importe, un exemple avant et après ; "
                       "sans code, ou « liste » : tous les codes")
          ->expected(0, 1);
  verb->footer("Exemples : filrouge verifier rules/\n           filrouge verifier --expliquer F301");
  verb->callback([options, explained, &exit_code] {
    exit_code =
        explained->count() != 0 ? tell_code(options->code, language_of(options->language)) : verify(*options);
  });
}

}  // namespace filrouge
