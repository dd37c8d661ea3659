#include "apps/filrouge/documenter.hpp"

#include <fmt/ranges.h>
#include <md4c-html.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "apps/filrouge/dossiers.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/rules.hpp"
#include "dsl/document/reglement.hpp"
#include "dsl/document/sommaire.hpp"

namespace filrouge {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string format;
  std::string output;
  std::string links;
  std::string current;
  bool index = false;
};

constexpr const char* style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:.92em}"
    "th,td{border:1px solid #c8c8c8;padding:.35rem .5rem;text-align:left;vertical-align:top}"
    "th{background:#eef1f6}h1,h2{border-bottom:2px solid #233a63;padding-bottom:.2rem}h2{margin-top:3rem}"
    "h3{margin-top:2.2rem;color:#233a63}code{background:#f2f2f2;padding:0 "
    ".2rem;overflow-wrap:anywhere}li{margin:.25rem 0}em{color:#555}"
    "@media print{h2{break-before:page}table{font-size:.8em}}";

/// For people without a Markdown reader.
std::string html_page(const std::string& markdown, const std::string& title) {
  std::string body;
  const auto append = [](const MD_CHAR* text, MD_SIZE size, void* to) {
    static_cast<std::string*>(to)->append(text, size);
  };
  if (md_html(markdown.data(), static_cast<MD_SIZE>(markdown.size()), append, &body,
              MD_FLAG_TABLES | MD_FLAG_NOHTML, 0) != 0)
    throw std::runtime_error("la page n'a pas pu être mise en HTML");
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\">"
      "<title>{}</title><style>{}</style></head>\n<body>\n{}</body>\n</html>\n",
      title, style, body);
}

int document(const Options& options) {
  const auto rules = load_runnable(options.paths, "fr", dsl::Extent::whole);
  if (!rules) return exit_bad_input;
  std::string page;
  if (options.index) {
    const auto run = dsl::run_scenarios(*rules->program, rules->checked.scenarios);
    page = dsl::sommaire_page(*rules->program, run, options.links);
  } else {
    page = dsl::reglement(*rules->program);
  }
  const bool html = options.format == "html" || (options.format.empty() && options.output.ends_with(".html"));
  if (html) page = html_page(page, options.index ? "Index des règles" : "Règlement");

  if (!options.current.empty()) {
    std::ifstream stream(options.current, std::ios::binary);
    std::ostringstream there;
    there << stream.rdbuf();
    if (stream && there.str() == page) return exit_done;
    fmt::print(stderr,
               "« {0} » n'est pas à jour. Pour le réécrire : filrouge documenter {1} {2}{3}--sortie {0}\n",
               options.current, fmt::join(options.paths, " "), options.index ? "--index " : "",
               options.links.empty() ? "" : "--lien " + options.links + " ");
    return exit_found;
  }
  return reading([&] {
    Output output(options.output, options.paths);
    output.stream() << page;
    output.keep();
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
  verb->add_option("--format", options->format, "md ou html ; par défaut celui du nom du fichier, sinon md")
      ->check(CLI::IsMember({"md", "html"}));
  verb->add_option("--sortie", options->output, "Fichier à écrire ; par défaut la sortie standard")
      ->check(written_path());
  verb->add_option(
      "--lien", options->links,
      "Ce qui précède le chemin d'un fichier de règles dans les liens de l'index, par exemple ../rules/");
  verb->add_option("--a-jour", options->current,
                   "N'écrit rien : dit seulement si ce fichier est à jour (sinon, code de sortie 1)")
      ->check(written_path());
  verb->footer("Exemple : filrouge documenter rules --sortie reglement.html");
  verb->callback([options, &exit_code] { exit_code = document(*options); });
}

}  // namespace filrouge
